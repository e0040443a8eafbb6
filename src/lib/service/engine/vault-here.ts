import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { vaultDatabase } from './sweep-locked.ts';

/**
 * Looks without the engine whether this browser keeps a vault, as `GetVaultStatus` does: the page shows what comes first
 * while the vault worker's script is on its way.
 *
 * @throws KmsError `StorageFailed`, `VaultDamaged`, …
 */
export async function isVaultHere(): Promise<boolean> {
	const store = openIndexedDbStore(vaultDatabase);
	try {
		return (await store.readEpoch()) !== undefined;
	} finally {
		store.close();
	}
}
