import type { EpochMillis } from '#lib/domain/time.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { databaseNames } from '#lib/storage/requests.ts';
import { vaultDatabase, vaultNumbers } from './vault-number.ts';

/**
 * Erases expired key material and import parameters of all vaults here without any key, for the service worker. A marker
 * stays behind, by which the next unlock tells what was erased from what is missing. A vault whose storage can't be used,
 * or gives no answer, stops no other one.
 *
 * @returns the ids of what was erased
 */
export async function sweepLocked(now: EpochMillis): Promise<string[]> {
	const names = await databaseNames();
	const here = vaultNumbers.map(vaultDatabase).filter((name) => names.has(name));
	// What is due where it fails is refused all the same, and erased the next time.
	const swept = await Promise.allSettled(here.map((name) => sweepVault(name, now)));
	return swept.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
}

async function sweepVault(databaseName: string, now: EpochMillis): Promise<readonly string[]> {
	const store = openIndexedDbStore(databaseName);
	try {
		return await store.eraseDue(now);
	} finally {
		store.close();
	}
}
