import type {
	Cmk,
	Expiration,
	ImportParameters,
	KeyMaterialReference,
	LostKeyMaterial,
	PastImportParameters,
	ReplacedWrappingKey
} from '../key/cmk.ts';
import { keptWrappingKeys, rememberedParameterSets } from '../key/cmk.ts';
import { KmsError } from '../errors.ts';
import type { ImportToken } from './import-token.ts';
import { holdsUsableMaterial } from '../key/key-state.ts';
import { latestInstant, shortestExpiryMs, type EpochMillis } from '../time.ts';

/**
 * @throws {@link KmsError} `InvalidValidTo` when an expiring model has no time, or one that is past or less than
 * 5 minutes ahead
 */
export function assertExpiration(expiration: Expiration, now: EpochMillis): void {
	if (expiration.expirationModel === 'KEY_MATERIAL_DOES_NOT_EXPIRE') return;
	const { validTo } = expiration;
	if (!Number.isSafeInteger(validTo) || validTo > latestInstant)
		throw new KmsError('InvalidValidTo', { reason: 'NOT_A_TIME' });
	if (validTo <= now) throw new KmsError('InvalidValidTo', { reason: 'PAST' });
	if (validTo < now + shortestExpiryMs)
		throw new KmsError('InvalidValidTo', { reason: 'TOO_SOON' });
}

/**
 * Whether a genuine token (its seal has been checked) may be used for this CMK now.
 *
 * @returns the live import parameters it belongs to
 * @throws {@link KmsError} `InvalidImportToken` with the reason, or `ExpiredImportToken`
 */
export function assertTokenFits(token: ImportToken, cmk: Cmk, now: EpochMillis) {
	if (token.keyId !== cmk.keyId)
		throw new KmsError('InvalidImportToken', { reason: 'OTHER_KEY', keyId: token.keyId });
	const { setId } = token;
	const past = cmk.pastImportParameters.find((set) => set.setId === setId);
	if (past?.ending === 'SPENT')
		throw new KmsError('InvalidImportToken', { reason: 'SPENT', setId, at: past.endedAt });
	if (past?.ending === 'REPLACED' || past?.ending === 'DISCARDED')
		throw new KmsError('InvalidImportToken', { reason: 'REPLACED', setId, at: past.endedAt });
	// A set can have ended as expired before its time: when a clock that was ahead is set right.
	const live = cmk.importParameters?.setId === setId ? cmk.importParameters : undefined;
	if (past?.ending === 'EXPIRED' || now >= token.validTo || live?.erasedEarly)
		throw new KmsError('ExpiredImportToken', { setId, validTo: token.validTo });
	if (!live) throw new KmsError('InvalidImportToken', { reason: 'UNKNOWN_SET', setId });
	return live;
}

/** @returns whether the private key of a set, live or replaced, is to go: its 24 hours are over, or a sweep was early */
export function isOver({ validTo, erasedEarly }: ParameterSet, now: EpochMillis): boolean {
	return validTo <= now || erasedEarly === true;
}

type ParameterSet = Pick<ImportParameters | ReplacedWrappingKey, 'validTo' | 'erasedEarly'>;

/** The CMK once its live import parameters have ended, one way or another. */
export function withoutImportParameters(
	cmk: Cmk,
	ending: PastImportParameters['ending'],
	now: EpochMillis
): Cmk {
	if (cmk.importParameters === null) return cmk;
	const { setId, issued } = cmk.importParameters;
	return {
		...cmk,
		importParameters: null,
		replacedWrappingKeys: replacedWrappingKeys(cmk, cmk.importParameters, ending),
		pastImportParameters: [
			{ setId, issued, endedAt: now, ending },
			...cmk.pastImportParameters
		].slice(0, rememberedParameterSets)
	};
}

/** A set that was replaced keeps its private key for a diagnosis; one that was used up or given up takes all of them along. */
function replacedWrappingKeys(
	{ replacedWrappingKeys: before }: Cmk,
	ended: ImportParameters,
	ending: PastImportParameters['ending']
): ReplacedWrappingKey[] {
	if (ending === 'EXPIRED') return before;
	if (ending !== 'REPLACED') return [];
	const { setId, recordId, rowHash, wrappingAlgorithm, wrappingKeySpec, issued, validTo } = ended;
	const key = { setId, recordId, rowHash, wrappingAlgorithm, wrappingKeySpec, issued, validTo };
	return [key, ...before].slice(0, keptWrappingKeys);
}

/** @returns the ids of the sealed RSA private keys of a CMK */
export function wrappingKeyRecords({ importParameters, replacedWrappingKeys }: Cmk): string[] {
	const live = importParameters ? [importParameters.recordId] : [];
	return [...live, ...replacedWrappingKeys.map(({ recordId }) => recordId)];
}

/** @returns the ids of the sealed RSA private keys that a CMK no longer has after a change, to be erased with it */
export function droppedWrappingKeys(before: Cmk, after: Cmk): string[] {
	const kept = new Set(wrappingKeyRecords(after));
	return wrappingKeyRecords(before).filter((id) => !kept.has(id));
}

/**
 * The CMK after a successful import. A first import, or one after loss, enables it; the same material again keeps
 * the state and sets the expiry afresh. The parameters are spent.
 */
export function withImportedMaterial(
	cmk: Cmk,
	material: KeyMaterialReference,
	checks: Pick<Cmk, 'boundCheckValue' | 'keyCheckValue' | 'rehearsedOn' | 'publicKey'>,
	now: EpochMillis
): Cmk {
	return { ...withMaterial(withoutImportParameters(cmk, 'SPENT', now), material, now), ...checks };
}

/** The CMK after its key material came from a copy of the user's, which thereby was tested. The same holds of its state. */
export const withMaterialAgain = (
	cmk: Cmk,
	material: KeyMaterialReference,
	now: EpochMillis
): Cmk => ({ ...withMaterial(cmk, material, now), rehearsedOn: now });

const withMaterial = (cmk: Cmk, material: KeyMaterialReference, now: EpochMillis): Cmk => ({
	...cmk,
	enabled: holdsUsableMaterial(cmk, now) ? cmk.enabled : true,
	material,
	lostMaterial: null
});

/** Why expiring key material can't be used any more, and since when; it is told before a sweep has written it, too. */
export function lossOf(
	{ validTo, erasedEarly }: { validTo: EpochMillis; erasedEarly?: true },
	now: EpochMillis
): Omit<LostKeyMaterial, 'erasedAt'> {
	return erasedEarly && now < validTo
		? { reason: 'ERASED_EARLY', at: now, whileLocked: true }
		: { reason: 'EXPIRED', at: validTo, whileLocked: false };
}

/** The CMK after its key material is gone. It stays bound to that material. */
export function withoutMaterial(
	cmk: Cmk,
	lost: Omit<LostKeyMaterial, 'erasedAt'>,
	now: EpochMillis
): Cmk {
	return { ...cmk, material: null, lostMaterial: { ...lost, erasedAt: now } };
}
