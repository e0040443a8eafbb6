import { dayMs, type EpochMillis } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

/** Key material that expires sooner than this is worth a line. */
const expirySoonMs = 30 * dayMs;
const largestPage = 1000;

/** Something about a key that the user should know of without looking for it. */
export interface Attention {
	kind: 'EXPIRES' | 'EXPIRED' | 'ERASED_EARLY' | 'IMPORT_WAITING' | 'DELETION' | 'UNTESTED';
	key: KeyMetadata;
	/** when it happens, or happened */
	at: EpochMillis;
}

/** @returns what asks for attention, the soonest first; what has no date of its own at the end */
export function attentionTo(keys: readonly KeyMetadata[], now: EpochMillis): Attention[] {
	const undated = ({ kind }: Attention) => Number(kind === 'UNTESTED');
	return keys
		.flatMap((key) => aboutKey(key, now))
		.sort((a, b) => undated(a) - undated(b) || a.at - b.at);
}

function aboutKey(key: KeyMetadata, now: EpochMillis): Attention[] {
	// Nothing else about a key matters once it is to be deleted.
	if (key.DeletionDate !== null) return [{ kind: 'DELETION', key, at: key.DeletionDate }];
	const found: Attention[] = [];
	if (key.ImportParameters)
		found.push({ kind: 'IMPORT_WAITING', key, at: key.ImportParameters.ParametersValidTo });
	if (key.Expiration?.expirationModel === 'KEY_MATERIAL_EXPIRES') {
		const { validTo } = key.Expiration;
		if (validTo - now <= expirySoonMs) found.push({ kind: 'EXPIRES', key, at: validTo });
	}
	const lost = key.LostKeyMaterial;
	if (lost && lost.reason !== 'DELETED') found.push({ kind: lost.reason, key, at: lost.at });
	if (key.ImportedOn !== null && key.RecoveryRehearsedOn === null)
		found.push({ kind: 'UNTESTED', key, at: key.ImportedOn });
	return found;
}

/** @returns every key of the vault */
export async function allKeys(handle: Handle): Promise<KeyMetadata[]> {
	const keys: KeyMetadata[] = [];
	let marker: string | null = null;
	do {
		const page: Awaited<ReturnType<typeof handle<'ListKeys'>>> = await handle('ListKeys', {
			Limit: largestPage,
			...(marker !== null && { Marker: marker })
		});
		keys.push(...page.Keys);
		marker = page.NextMarker;
	} while (marker !== null);
	return keys;
}
