/** Rows are in the clear, so a hand can have put anything into one: what is none takes nothing else along. */
import type { ErasableRow, LogRow, RecordRow } from '#lib/storage/vault-store.ts';

const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const isBytes = (value: unknown) => value instanceof Uint8Array;

/** @returns whether a row of `records` has the shape that Airlock writes */
export function isRecordRow({ id, version, sealed }: RecordRow): boolean {
	return typeof id === 'string' && isCount(version) && isBytes(sealed);
}

/** The time of erasure is not checked here: isSweepMarker does. */
export function isErasableRow({ id, version, notAfter, sealed }: ErasableRow): boolean {
	return (
		typeof id === 'string' &&
		isCount(version) &&
		(notAfter === null || isCount(notAfter)) &&
		(sealed === null || isBytes(sealed))
	);
}

/** No log gets so long, and what is beyond can have no next one. */
const lastLogNumber = 2 ** 52;

/** @returns whether a log can have an entry of this number */
export const isLogNumber = (number: unknown): boolean =>
	isCount(number) && (number as number) > 0 && (number as number) <= lastLogNumber;

/** @returns whether a row of `log` has the shape that Airlock writes */
export function isLogRow({ number, sealed, hash }: LogRow): boolean {
	return isLogNumber(number) && isBytes(sealed) && isBytes(hash);
}
