import { dayMs, type EpochMillis } from '#lib/domain/time.ts';
import type { Clock } from '../engine/context.ts';

/** A hundred years: no scenario goes on for longer, and every date stays one. */
const longestOffsetMs = 100 * 365 * dayMs;

/** How long ago the vault with example keys was made, by its own clock. */
export const examplesBegin = 30 * dayMs;

/** The clock of a practice. */
export interface PracticeClock {
	now: () => EpochMillis;
	/** @param offsetMs - how far it is ahead of the machine's */
	setOffset: (offsetMs: number) => void;
}

/** @returns whether a clock can be this far ahead; whole milliseconds, since times are */
export function isClockOffset(value: unknown): value is number {
	return Number.isSafeInteger(value) && Math.abs(value as number) <= longestOffsetMs;
}

/** Another clock, some time ahead of it: to see in a minute what a month does. */
export class OffsetClock implements Clock, PracticeClock {
	readonly #clock: Clock;
	#offsetMs = 0;
	#skippedMs = 0;

	constructor(clock: Clock) {
		this.#clock = clock;
	}

	/** What is skipped has passed: running time goes on too, and it never goes back. */
	setOffset(offsetMs: number): void {
		this.#skippedMs += Math.max(0, offsetMs - this.#offsetMs);
		this.#offsetMs = offsetMs;
	}

	now(): EpochMillis {
		return this.#clock.now() + this.#offsetMs;
	}

	uptime(): number {
		return this.#clock.uptime() + this.#skippedMs;
	}
}
