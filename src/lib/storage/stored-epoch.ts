import { assertNothingLeft, epochOf } from './commit-rules.ts';
import type { Connection, Transaction } from './connection.ts';
import { headKey, storeNames } from './schema.ts';
import type { HeadRow } from './vault-store.ts';

/**
 * @returns the epoch of the vault in a database; undefined if none is there
 * @throws KmsError as `readEpoch` of a `VaultStore`
 */
export async function readStoredEpoch(connection: Connection): Promise<number | undefined> {
	const head = await connection.transact('readonly', readHead);
	return head && epochOf(head);
}

async function readHead(transaction: Transaction<'readonly'>): Promise<HeadRow | undefined> {
	const head = await transaction.objectStore('head').get(headKey);
	if (head) return head;
	const counts = storeNames.map((name) => transaction.objectStore(name).count());
	assertNothingLeft((await Promise.all(counts)).reduce((sum, count) => sum + count, 0));
	return undefined;
}
