import { minuteMs, secondMs, type EpochMillis } from '#lib/domain/time.ts';
import type { Clock } from '#lib/service/engine/context.ts';

/** Airlock warns the user this long before the vault locks. */
export const idleWarningMs = 30 * secondMs;

export type IdlePhase = 'ACTIVE' | 'WARNING' | 'OVER';

/**
 * How long nobody has touched anything. Of the machine's clock and its running time the longer span counts: sleep
 * stops one, and setting the clock back must not keep a vault open.
 */
export class IdleTimer {
	readonly #clock: Clock;
	#lastNow: EpochMillis;
	#lastUptime: number;
	/** null for never */
	limitMinutes: number | null;

	constructor(clock: Clock, limitMinutes: number | null) {
		this.#clock = clock;
		this.limitMinutes = limitMinutes;
		this.#lastNow = clock.now();
		this.#lastUptime = clock.uptime();
	}

	/** There was input, here or in another tab. */
	touch(): void {
		this.#lastNow = this.#clock.now();
		this.#lastUptime = this.#clock.uptime();
	}

	/** Milliseconds until the vault locks; 0 when it is time, Infinity when it never does. */
	get remainingMs(): number {
		if (this.limitMinutes === null) return Infinity;
		const idle = Math.max(
			this.#clock.now() - this.#lastNow,
			this.#clock.uptime() - this.#lastUptime
		);
		return Math.max(0, this.limitMinutes * minuteMs - idle);
	}

	get phase(): IdlePhase {
		const remaining = this.remainingMs;
		if (remaining === 0) return 'OVER';
		return remaining <= idleWarningMs ? 'WARNING' : 'ACTIVE';
	}
}
