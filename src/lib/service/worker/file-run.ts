import { KmsError } from '#lib/domain/errors.ts';
import type { FileAnswer, FileOrder, FileStep } from './worker-protocol.ts';

/** The page draws no faster. */
const progressEveryMs = 100;

/** One job of a file worker as it goes on: how far it is, and what the page has ordered meanwhile. */
export class FileRun {
	readonly #post: (answer: FileAnswer) => void;
	#step: FileStep = 'WRITING';
	#done = 0;
	#told = -Infinity;
	readonly #stop = new AbortController();
	#pause: { over: Promise<void>; end: () => void } | undefined;

	constructor(post: (answer: FileAnswer) => void) {
		this.#post = post;
	}

	/** Aborted with {@link KmsError} `Cancelled` when it is given up, for what waits meanwhile. */
	get stopped(): AbortSignal {
		return this.#stop.signal;
	}

	obey(order: FileOrder): void {
		if (order === 'pause') {
			this.#pause ??= newPause();
			return;
		}
		if (order === 'stop') this.#stop.abort(new KmsError('Cancelled', {}));
		this.#pause?.end();
		this.#pause = undefined;
	}

	begin(step: FileStep): void {
		this.#step = step;
		this.#done = 0;
		this.#told = -Infinity;
	}

	/**
	 * Says that so much more is done, and waits while it is paused.
	 *
	 * @throws {@link KmsError} `Cancelled` when it was given up: nothing of it is kept
	 */
	async advance(bytes: number): Promise<void> {
		while (this.#pause) await this.#pause.over;
		this.stopped.throwIfAborted();
		this.#done += bytes;
		if (performance.now() - this.#told < progressEveryMs) return;
		this.#told = performance.now();
		this.#post({ progress: this.#done, step: this.#step });
	}

	/**
	 * Says that from now on it can't be given up.
	 *
	 * @throws {@link KmsError} `Cancelled` when it was, before
	 */
	async close(): Promise<void> {
		await this.advance(0);
		this.#post({ closing: true });
	}
}

function newPause() {
	let end = () => {};
	const over = new Promise<void>((resolve) => (end = resolve));
	return { over, end };
}
