/**
 * What a sweep of a locked vault leaves in a row. It has no key, so anybody can write a marker: it says that this row's
 * bytes are gone, and nothing else. No time in it counts, for the vault or for another row.
 */
import type { Cmk, ErasableReference } from '#lib/domain/key/cmk.ts';
import { latestInstant, type EpochMillis } from '#lib/domain/time.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';

/** A sweep erases nothing before the time by which the row is due, so any other time is none of its writing. */
export function isSweepMarker(row: ErasableRow): row is ErasableRow & { erasedAt: EpochMillis } {
	const { sealed, notAfter, erasedAt } = row;
	return (
		sealed === null &&
		notAfter !== null &&
		erasedAt !== null &&
		notAfter <= erasedAt &&
		erasedAt <= latestInstant
	);
}

/** @returns when a sweep erased the row, `now` where it says a later time; null where none did */
export function sweptAt(row: ErasableRow | undefined, now: EpochMillis): EpochMillis | null {
	return row && isSweepMarker(row) ? Math.min(row.erasedAt, now) : null;
}

/**
 * A CMK some of whose rows were erased before they were due. They stay named until the next sweep writes the loss.
 *
 * @param early - ids of erasable rows
 */
export function withErasedEarly(cmk: Cmk, early: ReadonlySet<string>): Cmk {
	const marked = <Reference extends ErasableReference>(reference: Reference): Reference =>
		early.has(reference.recordId) ? { ...reference, erasedEarly: true } : reference;
	return {
		...cmk,
		material: cmk.material && marked(cmk.material),
		importParameters: cmk.importParameters && marked(cmk.importParameters),
		replacedWrappingKeys: cmk.replacedWrappingKeys.map(marked)
	};
}
