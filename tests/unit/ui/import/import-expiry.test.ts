import { describe, expect, test } from 'vitest';
import { dayMs, minuteMs } from '#lib/domain/time.ts';
import {
	daysAhead,
	expiryFault,
	fromLocal,
	isBeyondOneYear,
	preselectedExpiration,
	quickPickDays,
	toLocal
} from '#lib/ui/import/expiry.ts';

const now = Date.UTC(2026, 10, 24, 12, 34, 56, 789);
const reasonOf = (validTo: number) =>
	expiryFault({ expirationModel: 'KEY_MATERIAL_EXPIRES', validTo }, now)?.details;

test('24 hours from now are preselected, to the next full minute', () => {
	expect(preselectedExpiration(now)).toEqual({
		expirationModel: 'KEY_MATERIAL_EXPIRES',
		validTo: Date.UTC(2026, 10, 25, 12, 35)
	});
});

test.each(quickPickDays)(
	'a pick of %i days is confirmed, and what the fields show is what is meant',
	(days) => {
		const expiration = daysAhead(days, now);
		if (!('validTo' in expiration)) throw new Error('a pick expires');
		expect(expiration.validTo - now).toBeGreaterThanOrEqual(days * dayMs);
		expect(expiration.validTo - now).toBeLessThan(days * dayMs + minuteMs);
		expect(fromLocal(toLocal(expiration.validTo))).toBe(expiration.validTo);
		expect(expiryFault(expiration, now)).toBeUndefined();
		expect(isBeyondOneYear(expiration.validTo, now)).toBe(false);
	}
);

describe('fields', () => {
	test('a half-entered date is no time', () => {
		expect(fromLocal({ date: '', time: '12:00' })).toBeUndefined();
		expect(fromLocal({ date: '2026-11-25', time: '' })).toBeUndefined();
		expect(fromLocal({ date: '2026-13-45', time: '12:00' })).toBeUndefined();
	});

	test('years have four digits', () => {
		expect(toLocal(new Date(2030, 0, 5, 4, 3).getTime())).toEqual({
			date: '2030-01-05',
			time: '04:03'
		});
	});
});

describe('what can’t be confirmed', () => {
	test('nothing chosen', () => {
		expect(expiryFault(undefined, now)?.details).toEqual({ reason: 'MISSING' });
	});

	test('a time that has come, or comes within five minutes', () => {
		expect(reasonOf(now - 1)).toEqual({ reason: 'PAST' });
		expect(reasonOf(now)).toEqual({ reason: 'PAST' });
		expect(reasonOf(now + 1)).toEqual({ reason: 'TOO_SOON' });
		expect(reasonOf(now + 5 * minuteMs - 1)).toEqual({ reason: 'TOO_SOON' });
		expect(reasonOf(now + 5 * minuteMs)).toBeUndefined();
	});

	test('never can', () => {
		expect(expiryFault({ expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }, now)).toBeUndefined();
	});
});

test('beyond a year is warned of', () => {
	expect(isBeyondOneYear(now + 366 * dayMs, now)).toBe(true);
});
