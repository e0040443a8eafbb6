import type { EpochMillis } from '#lib/domain/time.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { databaseNames } from '#lib/storage/requests.ts';
import { vaultDatabase, vaultNumbers } from './vault-number.ts';

/**
 * Erases expired key material and import parameters of all vaults here without any key, for the service worker. A marker
 * stays behind, by which the next unlock tells what was erased from what is missing. A vault whose storage can't be used
 * stops no other one.
 *
 * @returns the ids of what was erased
 */
export async function sweepLocked(now: EpochMillis): Promise<string[]> {
	const names = await databaseNames();
	const erased: string[] = [];
	for (const name of vaultNumbers.map(vaultDatabase)) {
		if (!names.has(name)) continue;
		const store = openIndexedDbStore(name);
		try {
			erased.push(...(await store.eraseDue(now)));
		} catch {
			// What is due there is refused all the same, and erased the next time.
		} finally {
			store.close();
		}
	}
	return erased;
}
