import type { KeyId } from '#lib/domain/ids.ts';
import type { LogEntry } from '#lib/domain/log-entry.ts';
import type { Handle } from '#lib/service/api.ts';

/** How many things the log says were encrypted with a key; `more` when it was not read to its end. */
export interface Uses {
	count: number;
	more: boolean;
}

const encrypting: ReadonlySet<string> = new Set([
	'Encrypt',
	'ReEncrypt',
	'GenerateDataKey',
	'GenerateDataKeyWithoutPlaintext'
]);

/** Higher than any entry's number: from the newest entry on, without having the whole chain checked again. */
export const newestEntry = Number.MAX_SAFE_INTEGER;

export function usesIn(entries: readonly Pick<LogEntry, 'operation' | 'result'>[]): number {
	return entries.filter(
		({ operation, result }) => result === 'Success' && encrypting.has(operation)
	).length;
}

/** Reads at most the key's 1000 newest entries. */
export async function countUses(handle: Handle, keyId: KeyId): Promise<Uses> {
	const { Entries, NextMarker } = await handle('ListActivity', {
		KeyId: keyId,
		Limit: 1000,
		Marker: newestEntry
	});
	return { count: usesIn(Entries), more: NextMarker !== null };
}
