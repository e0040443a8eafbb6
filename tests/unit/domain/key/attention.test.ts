import { expect, test } from 'vitest';
import { attentionTo, byUrgency, mayCallForAttention } from '#lib/domain/key/attention.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import { cmkWith, materialReference, noon } from '../../../support/cmk.ts';

const now = noon;
const rehearsed = { rehearsedOn: now } as const;
const expiring = (validTo: number): Partial<Cmk> => ({
	...rehearsed,
	material: materialReference(validTo)
});
const parameters = { setId: 'set', recordId: 'row', rowHash: '00', validTo: now + 1 } as never;
const lost = { reason: 'EXPIRED', at: now - dayMs, erasedAt: now, whileLocked: true } as const;

function kinds(...facts: Partial<Cmk>[]): string[] {
	const cmks = facts.map(cmkWith);
	const found = cmks.flatMap((cmk, index) =>
		attentionTo(cmk, now).map((attention) => ({ ...attention, index }))
	);
	// What may not call for attention is not even looked at.
	for (const { index } of found) expect(mayCallForAttention(cmks[index] ?? cmkWith())).toBe(true);
	return found.sort(byUrgency).map(({ index, kind }) => `${index} ${kind}`);
}

test('nothing is said of a key that is as it should be, and it is not looked at', () => {
	const fine: Partial<Cmk>[] = [
		rehearsed,
		{ ...rehearsed, enabled: false },
		{ origin: 'AIRLOCK' },
		{ material: null }
	];
	expect(kinds(...fine)).toEqual([]);
	expect(fine.map((facts) => mayCallForAttention(cmkWith(facts)))).toEqual(fine.map(() => false));
});

test('an expiry is worth a line from 30 days before', () => {
	const soon = 30 * dayMs;
	expect(kinds(expiring(now + soon + 1))).toEqual([]);
	expect(kinds(expiring(now + soon))).toEqual(['0 EXPIRES']);
	expect(kinds(expiring(now + 1))).toEqual(['0 EXPIRES']);
});

test('what has expired is said at its instant, whether or not a sweep has seen it', () => {
	expect(kinds(expiring(now))).toEqual(['0 EXPIRED']);
	expect(kinds({ material: null, lostMaterial: lost })).toEqual(['0 EXPIRED']);
});

test('what a sweep has erased early is said, seen by the next sweep or not', () => {
	const early = { ...materialReference(now + dayMs), erasedEarly: true } as const;
	expect(kinds({ ...rehearsed, material: early })).toEqual(['0 ERASED_EARLY']);
	expect(kinds({ material: null, lostMaterial: { ...lost, reason: 'ERASED_EARLY' } })).toEqual([
		'0 ERASED_EARLY'
	]);
});

test('what comes first stands first: what is past, then what is near', () => {
	const deleted = { deletionDate: now + 7 * dayMs };
	const expired = { material: null, lostMaterial: lost };
	expect(kinds(deleted, expiring(now + hourMs), expired)).toEqual([
		'2 EXPIRED',
		'1 EXPIRES',
		'0 DELETION'
	]);
});

test('an import that waits is said until its parameters are over', () => {
	const waiting = (validTo: number) => ({
		material: null,
		importParameters: { ...(parameters as object), validTo } as never
	});
	expect(kinds(waiting(now + 1))).toEqual(['0 IMPORT_WAITING']);
	expect(kinds(waiting(now))).toEqual([]);
});

test('key material of which no copy was tested is named, after everything that has a date', () => {
	expect(kinds({}, expiring(now + hourMs), rehearsed)).toEqual(['1 EXPIRES', '0 UNTESTED']);
});

test('material that a person deleted needs no attention', () => {
	expect(kinds({ material: null, lostMaterial: { ...lost, reason: 'DELETED' } })).toEqual([]);
});

test('of a key that is to be deleted only that is said', () => {
	expect(kinds({ material: materialReference(now + hourMs), deletionDate: now + dayMs })).toEqual([
		'0 DELETION'
	]);
});
