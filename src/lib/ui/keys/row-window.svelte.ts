import { untrack } from 'svelte';
import { on } from 'svelte/events';

/** Rows are drawn by tens, so that few steps of a scroll draw any. */
const step = 10;
const fewest = 4 * step;
/** As many as `ListKeys` gives at once. */
const most = 1000;

/** The rows of a long list that are drawn: those on the screen, and a few before and after them. */
export class RowWindow {
	#before = $state(0);
	#drawn = $state(fewest);
	#rowHeight = $state(0);

	/** how many rows come before those that are drawn */
	get before(): number {
		return this.#before;
	}

	/** how many are drawn */
	get drawn(): number {
		return this.#drawn;
	}

	/** in pixels, on average; 0 until some were drawn */
	get rowHeight(): number {
		return this.#rowHeight;
	}

	/** Attached to the element with all rows; room that is not drawn is part of it. */
	follow = (list: HTMLElement): (() => void) => {
		const look = () => {
			if (this.#rowHeight === 0) return;
			const { top } = list.getBoundingClientRect();
			const before = Math.floor(-top / this.#rowHeight / step - 1) * step;
			const after = Math.ceil((innerHeight - top) / this.#rowHeight / step + 1) * step;
			this.#before = Math.max(0, before);
			this.#drawn = Math.min(most, Math.max(fewest, after - this.#before));
		};
		const measure = () => {
			const rows = [...list.children].filter((row) => !row.ariaHidden);
			const heights = rows.map((row) => row.getBoundingClientRect().height);
			if (rows.length > 0) this.#rowHeight = heights.reduce((a, b) => a + b) / rows.length;
			look();
		};
		untrack(measure);
		const ends = [on(window, 'scroll', look, { passive: true }), on(window, 'resize', measure)];
		return () => {
			for (const end of ends) end();
		};
	};
}
