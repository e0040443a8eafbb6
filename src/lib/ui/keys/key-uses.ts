import type { KeyId } from '#lib/domain/ids.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { Handle } from '#lib/service/api.ts';

/** How many things the log says were encrypted with a key; `more` when it was not read to its end. */
export interface Uses {
	count: number;
	/** how many of the entries say that it was encrypted with another key since */
	moved: number;
	more: boolean;
}

const encrypting: ReadonlySet<string> = new Set([
	'Encrypt',
	'EncryptFile',
	'ReEncrypt',
	'ReEncryptFile',
	'GenerateDataKey',
	'GenerateDataKeyWithoutPlaintext',
	'GenerateDataKeyPair',
	'GenerateDataKeyPairWithoutPlaintext'
]);

/** Higher than any entry's number: from the newest entry on, without having the whole chain checked again. */
export const newestEntry = Number.MAX_SAFE_INTEGER;

/** ReEncrypt and ReEncryptFile stand in the log of both keys; the one that it was decrypted with says where it went `to`. */
function encrypted({ operation, result, detail }: LogEntry): boolean {
	return result === 'Success' && encrypting.has(operation) && !('to' in detail);
}

/** Reads at most the key's 1000 newest entries. */
export async function countUses(handle: Handle, keyId: KeyId): Promise<Uses> {
	const { Entries, NextMarker } = await handle('ListActivity', {
		KeyId: keyId,
		Limit: 1000,
		Marker: newestEntry
	});
	const moved = Entries.filter(({ result, detail }) => result === 'Success' && 'to' in detail);
	return {
		count: Entries.filter(encrypted).length,
		moved: moved.filter(({ operation }) => encrypting.has(operation)).length,
		more: NextMarker !== null
	};
}
