import { isOver } from '#lib/domain/import/import-rules.ts';
import type { Cmk, ImportParameters, ReplacedWrappingKey } from '#lib/domain/key/cmk.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { openRsaPrivateKey, type RsaPrivateKey } from '#lib/crypto/rsa-raw-decrypt.ts';
import { openErasable } from '../engine/erasables.ts';
import { liveImportParameters } from '../operations/key-metadata.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/** A wrapping key of this vault under which a file may have been encrypted. */
export interface WrappingKeyCandidate {
	cmk: Cmk;
	relation: 'LIVE' | 'REPLACED' | 'OTHER_KEY';
	set: ImportParameters | ReplacedWrappingKey;
}

/** A file is tried under at most so many keys of other CMKs, the newest: each costs up to a tenth of a second. */
const mostOtherKeys = 24;

/**
 * @returns the live key of a CMK, its replaced ones, and those of all other CMKs, the newest first; keys whose
 * 24 hours are over are left out, erased or not
 */
export function wrappingKeyCandidates(
	vault: OpenVault,
	cmk: Cmk,
	now: EpochMillis
): WrappingKeyCandidate[] {
	const others = [...vault.cmks.values()]
		.filter((other) => other.keyId !== cmk.keyId)
		.flatMap((other) => setsOf(other, now))
		.map((candidate) => ({ ...candidate, relation: 'OTHER_KEY' as const }))
		.toSorted((a, b) => b.set.issued - a.set.issued);
	return [...setsOf(cmk, now), ...others.slice(0, mostOtherKeys)];
}

function setsOf(cmk: Cmk, now: EpochMillis): WrappingKeyCandidate[] {
	const live = liveImportParameters(cmk, now);
	const replaced = cmk.replacedWrappingKeys.filter((set) => !isOver(set, now));
	return [
		...(live ? [{ cmk, relation: 'LIVE' as const, set: live }] : []),
		...replaced.map((set) => ({ cmk, relation: 'REPLACED' as const, set }))
	];
}

/** @returns `undefined` where the row is gone or does not verify: a diagnosis then does without it */
export async function openCandidate(
	vault: OpenVault,
	{ cmk, set }: WrappingKeyCandidate
): Promise<RsaPrivateKey | undefined> {
	return openErasable(vault, 'import', cmk.keyId, set.recordId, openRsaPrivateKey);
}
