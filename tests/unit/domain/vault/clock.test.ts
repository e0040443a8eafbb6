import { describe, expect, test } from 'vitest';
import { assertClockRuns, vaultTime } from '#lib/domain/vault/clock.ts';
import { outcome } from '../../../support/outcome.ts';

const seen = Date.UTC(2030, 0, 1);
const fiveMinutes = 5 * 60 * 1000;

describe('vaultTime', () => {
	test('is the machine’s, as long as that runs forward', () => {
		expect(vaultTime(seen + 1, seen)).toEqual({
			now: seen + 1,
			highestTimeSeen: seen,
			turnedBack: false
		});
	});

	test('never runs behind the highest time seen', () => {
		for (const behind of [1, fiveMinutes, 365 * 24 * 60 * fiveMinutes])
			expect(vaultTime(seen - behind, seen).now).toBe(seen);
	});

	test.each([
		[fiveMinutes - 1, false],
		[fiveMinutes, false],
		[fiveMinutes + 1, true]
	])('%i ms behind: turned back is %s', async (behind, turnedBack) => {
		const time = vaultTime(seen - behind, seen);
		expect(time.turnedBack).toBe(turnedBack);
		expect(await outcome(() => assertClockRuns(time))).toBe(
			turnedBack ? 'ClockTurnedBack' : 'success'
		);
	});
});

test('a clock turned back is refused with the highest time seen', () => {
	expect(() => assertClockRuns(vaultTime(seen - fiveMinutes - 1, seen))).toThrow(
		expect.objectContaining({ code: 'ClockTurnedBack', details: { highestTimeSeen: seen } })
	);
});
