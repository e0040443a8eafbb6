/** Where a vault in a database stands. The page's start needs this, and nothing else of storage. */
import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { Connection } from './connection.ts';
import type { Rows } from './rows.ts';

/** The key of the opening. */
export const openingKey = 0;

/** Where an opening has the vault id, in every format so far (entry.ts). */
const vaultIdAt = 5;
const vaultIdBytes = 16;

/** @returns the vault id in an opening; undefined for bytes that are none */
export function vaultIdIn(opening: unknown): Bytes | undefined {
	const vaultId =
		opening instanceof Uint8Array && opening.slice(vaultIdAt, vaultIdAt + vaultIdBytes);
	return vaultId && vaultId.length === vaultIdBytes ? vaultId : undefined;
}

/** @returns a vault's epoch; NaN for what is none, or has no next one */
export function usableEpoch(epoch: unknown): number {
	return Number.isSafeInteger(epoch) && Number(epoch) > 0 && Number(epoch) < Number.MAX_SAFE_INTEGER
		? Number(epoch)
		: NaN;
}

/** @returns whether another one can come after an epoch; none after one that is unusable itself */
export const hasNext = (epoch: number): boolean => !Number.isNaN(usableEpoch(epoch + 1));

/** There are entries without an opening: no empty place, but a damaged vault, which a new one must not cover up. */
export const withoutOpening = () =>
	new KmsError('VaultDamaged', { damage: [{ record: 'opening', problem: 'MISSING' }] });

/** @returns the newest entry's epoch, as `readEpoch` of a `VaultStore` */
export async function readEpochIn(rows: Rows): Promise<number | undefined> {
	const [newest, hasOpening] = await Promise.all([rows.lastKey(), rows.has(openingKey)]);
	if (newest === undefined) return undefined;
	if (!hasOpening) throw withoutOpening();
	return usableEpoch(newest);
}

/**
 * @returns the epoch of the vault in a database; undefined if none is there
 * @throws KmsError as `readEpoch` of a `VaultStore`
 */
export const readStoredEpoch = (connection: Connection): Promise<number | undefined> =>
	connection.transact('readonly', readEpochIn);
