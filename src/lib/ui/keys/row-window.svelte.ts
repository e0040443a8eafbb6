import { untrack } from 'svelte';

/** So many rows are drawn together: few enough for one frame. */
const step = 4;
/** As many as `ListKeys` gives at once. */
const most = 1000;
/** Rows that are flown over are not drawn: who drags the scroll bar stays for longer where the rows are wanted. */
const stayMs = 60;

/** The rows of a long list that are drawn: those on the screen, and a few before and after them. */
export class RowWindow {
	/** how many rows come before those that are drawn */
	before = $state(0);
	/** how many are drawn */
	drawn = $state(10 * step);
	/** in pixels, on average; 0 until some were drawn */
	rowHeight = $state(0);

	/** Attached to the element with all rows; room that is not drawn is part of it. */
	follow = (list: HTMLElement): (() => void) => {
		let landing: ReturnType<typeof setTimeout> | undefined;
		const look = () => {
			clearTimeout(landing);
			if (this.rowHeight === 0) return;
			const { top } = list.getBoundingClientRect();
			const steps = (pixels: number) => pixels / this.rowHeight / step;
			const before = Math.max(0, Math.floor(steps(-top) - 2) * step);
			const after = Math.ceil(steps(innerHeight - top) + 2) * step;
			const draw = () => {
				this.before = before;
				this.drawn = Math.min(most, Math.max(step, after - before));
			};
			if (Math.abs(before - this.before) < this.drawn) draw();
			else landing = setTimeout(draw, stayMs);
		};
		const measure = () => {
			const rows = [...list.children].filter((row) => !row.ariaHidden);
			const heights = rows.map((row) => row.getBoundingClientRect().height);
			if (rows.length > 0) this.rowHeight = heights.reduce((a, b) => a + b) / rows.length;
			look();
		};
		untrack(measure);
		addEventListener('scroll', look, { passive: true });
		addEventListener('resize', measure);
		return () => {
			clearTimeout(landing);
			removeEventListener('scroll', look);
			removeEventListener('resize', measure);
		};
	};
}
