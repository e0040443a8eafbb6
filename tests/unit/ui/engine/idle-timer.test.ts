import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs, secondMs } from '#lib/domain/time.ts';
import { IdleTimer, idleWarningMs } from '#lib/ui/engine/idle-timer.ts';

/** The machine's clock and its running time, each set by the test. */
function clocks() {
	const start = Date.UTC(2026, 10, 24, 12);
	const state = { now: start, uptime: 1000 };
	return {
		clock: { now: () => state.now, uptime: () => state.uptime },
		pass: (ms: number) => {
			state.now += ms;
			state.uptime += ms;
		},
		sleep: (ms: number) => {
			state.now += ms;
		},
		setBack: (ms: number) => {
			state.now -= ms;
		}
	};
}

const limit = 10 * minuteMs;

describe('IdleTimer', () => {
	test.each([
		[limit - idleWarningMs - 1, 'ACTIVE'],
		[limit - idleWarningMs, 'WARNING'],
		[limit - idleWarningMs + 1, 'WARNING'],
		[limit - 1, 'WARNING'],
		[limit, 'OVER'],
		[limit + 1, 'OVER']
	])('after %i ms without input it is %s', (idleMs, phase) => {
		const { clock, pass } = clocks();
		const timer = new IdleTimer(clock, 10);
		pass(idleMs);
		expect(timer.phase).toBe(phase);
	});

	test('starts again at every input', () => {
		const { clock, pass } = clocks();
		const timer = new IdleTimer(clock, 10);
		pass(limit - secondMs);
		timer.touch();
		pass(limit - secondMs);
		expect(timer.phase).toBe('WARNING');
		expect(timer.remainingMs).toBe(secondMs);
	});

	test('is over when the machine slept through the time', () => {
		const { clock, sleep } = clocks();
		const timer = new IdleTimer(clock, 10);
		sleep(8 * hourMs);
		expect(timer.phase).toBe('OVER');
	});

	test('does not wait longer because the clock was set back', () => {
		const { clock, pass, setBack } = clocks();
		const timer = new IdleTimer(clock, 10);
		setBack(dayMs);
		pass(limit);
		expect(timer.phase).toBe('OVER');
	});

	test('never locks when that was chosen', () => {
		const { clock, pass } = clocks();
		const timer = new IdleTimer(clock, null);
		pass(365 * dayMs);
		expect(timer.phase).toBe('ACTIVE');
		expect(timer.remainingMs).toBe(Infinity);
	});

	test('takes a shorter limit at once', () => {
		const { clock, pass } = clocks();
		const timer = new IdleTimer(clock, 10);
		pass(2 * minuteMs);
		timer.limitMinutes = 1;
		expect(timer.phase).toBe('OVER');
	});
});
