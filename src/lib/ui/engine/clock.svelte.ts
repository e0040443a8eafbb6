import { createSubscriber } from 'svelte/reactivity';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Clock } from '#lib/service/engine/context.ts';

class PageClock implements Clock {
	/** how far ahead of the machine's clock it is; only the practice vault's is */
	offsetMs = $state(0);
	readonly #tick = createSubscriber((update) => {
		const timer = setInterval(update, 1000);
		return () => clearInterval(timer);
	});

	now(): EpochMillis {
		return Date.now() + this.offsetMs;
	}

	uptime(): number {
		return performance.now();
	}

	/** The time, for templates: what reads it is computed again every second. */
	get ticking(): EpochMillis {
		this.#tick();
		return this.now();
	}
}

/** The page's clock: what is shown comes from it, what is decided from the vault's own. */
export const clock = new PageClock();
