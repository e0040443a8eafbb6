import { KmsError } from '#lib/domain/errors.ts';
import type { HeadRow, StoreCommit, VaultSnapshot } from './vault-store.ts';

/**
 * The compare of compare-and-set.
 *
 * @param current - the head that is stored now
 * @throws KmsError `Conflict` when the vault is not where the commit expects it
 */
export function assertExpectedEpoch(
	{ expectedEpoch, head }: Pick<StoreCommit, 'expectedEpoch' | 'head'>,
	current: HeadRow | undefined
): void {
	// Two commits at one epoch would both pass the comparison, and one would be lost.
	if (head.epoch <= expectedEpoch) throw new RangeError('a commit moves the epoch on');
	const isExpected = expectedEpoch === 0 ? current === undefined : current?.epoch === expectedEpoch;
	if (!isExpected) throw new KmsError('Conflict', {});
}

/**
 * Where there is no head there should be nothing: else this is no empty place but a damaged vault, which a new one
 * must not cover up.
 *
 * @throws KmsError `VaultDamaged` when rows are left
 */
export function assertNothingLeft(rows: number): void {
	if (rows > 0)
		throw new KmsError('VaultDamaged', { damage: [{ record: 'head', problem: 'MISSING' }] });
}

/** @returns the commit that writes all of a vault into an empty place */
export function wholeCommit({ head, slots, records, erasables, log }: VaultSnapshot): StoreCommit {
	return {
		expectedEpoch: 0,
		head,
		putSlots: slots,
		putRecords: records,
		putErasables: erasables,
		appendLog: log
	};
}
