import { KmsError } from '#lib/domain/errors.ts';
import type { HeadRow, StoreCommit, VaultSnapshot } from './vault-store.ts';

/**
 * Heads lie in the clear, so a hand can have put anything into one.
 *
 * @returns its epoch; NaN for what is none, or has no next one
 */
export function epochOf({ epoch }: HeadRow): number {
	return Number.isSafeInteger(epoch) && epoch > 0 && epoch < Number.MAX_SAFE_INTEGER ? epoch : NaN;
}

/**
 * The compare of compare-and-set. A vault whose epoch is unusable is expected with NaN, and keeps its head.
 *
 * @param current - the head that is stored now
 * @throws KmsError `Conflict` when the vault is not where the commit expects it
 */
export function assertExpectedEpoch(
	{ expectedEpoch, head }: Pick<StoreCommit, 'expectedEpoch' | 'head'>,
	current: HeadRow | undefined
): void {
	// Two commits at one epoch would both pass the comparison, and one would be lost.
	const movesOn = Number.isNaN(expectedEpoch) || epochOf(head) > expectedEpoch;
	if (!movesOn) throw new RangeError('a commit moves the epoch on');
	const isExpected =
		expectedEpoch === 0
			? current === undefined
			: current !== undefined && Object.is(epochOf(current), expectedEpoch);
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
