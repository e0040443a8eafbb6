import { Connection } from '#lib/storage/connection.ts';
import { isMirrorThere } from '#lib/storage/mirror-files.ts';
import { readStoredEpoch } from '#lib/storage/stored-epoch.ts';
import { vaultDatabase } from './sweep-locked.ts';

/**
 * Looks without the engine whether this browser keeps a vault, as `GetVaultStatus` does: the page shows what comes first
 * while the vault worker's script is on its way.
 *
 * @throws KmsError `StorageFailed`, `VaultDamaged`, …
 */
export async function isVaultHere(): Promise<boolean> {
	const connection = new Connection(vaultDatabase);
	try {
		const isStored = (await readStoredEpoch(connection)) !== undefined;
		// What the database has lost, the vault worker puts back.
		return isStored || (await isMirrorHere());
	} finally {
		connection.close();
	}
}

/** @returns whether there is anything in the mirror, though it may not be a whole vault */
export function isMirrorHere(): Promise<boolean> {
	return isMirrorThere(vaultDatabase);
}
