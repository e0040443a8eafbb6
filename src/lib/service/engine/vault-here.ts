import { uuidFromBytes } from '#lib/domain/ids.ts';
import { Connection } from '#lib/storage/connection.ts';
import { isMirrorThere, mirrorNames } from '#lib/storage/mirror-files.ts';
import { databaseNames } from '#lib/storage/requests.ts';
import { openingKey, readEpochIn, vaultIdIn } from '#lib/storage/stored-epoch.ts';
import { vaultDatabase, vaultNumbers } from './vault-number.ts';

/** A vault that this browser keeps, as far as it can be told without the engine. */
export interface VaultHere {
	number: number;
	/** UUID; undefined where it can't be read now */
	vaultId: string | undefined;
}

/** How long a database is waited for, which may never answer. */
const patienceMs = 5000;

/**
 * Looks without the engine which vaults this browser keeps: the page shows what comes first while the vault worker's
 * script is on its way. One that can't be read is there, too, and holds up no other one.
 *
 * @param waitMs - after which a database that gives no answer can't be read
 * @throws DOMException where the browser doesn't tell which databases there are
 */
export async function vaultsHere(waitMs = patienceMs): Promise<VaultHere[]> {
	const [databases, mirrors] = await Promise.all([databaseNames(), mirrorNames()]);
	const found = vaultNumbers.map(async (number): Promise<VaultHere[]> => {
		const name = vaultDatabase(number);
		const stored = databases.has(name) ? await storedVaultWithin(waitMs, name) : undefined;
		if (stored) return [{ number, ...stored }];
		// What the database has lost, the vault worker puts back.
		const isMirrored = mirrors.has(name) && (await isMirrorThere(name));
		return isMirrored ? [{ number, vaultId: undefined }] : [];
	});
	return (await Promise.all(found)).flat();
}

/**
 * Looks whether one of them is here, as `GetVaultStatus` does.
 *
 * @throws KmsError `StorageFailed`, `VaultDamaged`, …
 */
export async function isVaultHere(number: number): Promise<boolean> {
	const isStored = (await storedVault(vaultDatabase(number))) !== undefined;
	return isStored || (await isMirrorHere(number));
}

/** @returns whether there is anything in a vault's mirror, though it may not be a whole vault */
export function isMirrorHere(number: number): Promise<boolean> {
	return isMirrorThere(vaultDatabase(number));
}

/** @returns undefined where there is none in a database; without an id where it can't be read, or not in time */
async function storedVaultWithin(waitMs: number, databaseName: string) {
	const unreadable = { vaultId: undefined };
	let timer: ReturnType<typeof setTimeout> | undefined;
	const late = new Promise<typeof unreadable>((resolve) => {
		timer = setTimeout(() => resolve(unreadable), waitMs);
	});
	try {
		return await Promise.race([storedVault(databaseName), late]);
	} catch {
		return unreadable;
	} finally {
		clearTimeout(timer);
	}
}

/** @returns undefined where there is none in a database */
async function storedVault(databaseName: string): Promise<Pick<VaultHere, 'vaultId'> | undefined> {
	const connection = new Connection(databaseName);
	try {
		const [epoch, opening] = await connection.transact('readonly', (rows) =>
			Promise.all([readEpochIn(rows), rows.get(openingKey)])
		);
		const id = opening && vaultIdIn(opening.bytes);
		return epoch === undefined ? undefined : { vaultId: id && uuidFromBytes(id) };
	} finally {
		connection.close();
	}
}
