import type { EpochMillis } from '#lib/domain/time.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';

/** The database of the vault that this browser keeps. */
export const vaultDatabase = 'airlock';

/**
 * Erases expired key material and import parameters without any key, for the service worker. A marker stays behind,
 * by which the next unlock tells what was erased from what is missing.
 *
 * @returns the ids of what was erased
 * @throws KmsError `StorageFailed`
 */
export async function sweepLocked(now: EpochMillis): Promise<string[]> {
	const store = openIndexedDbStore(vaultDatabase);
	try {
		return await store.eraseDue(now);
	} finally {
		store.close();
	}
}
