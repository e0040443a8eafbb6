import { KmsError } from '#lib/domain/errors.ts';
import type { FileAnswer, FileStep } from './worker-protocol.ts';

/** The page draws no faster. */
const progressEveryMs = 100;

/** One job of a file worker as it goes on: how far it is, and whether it was given up. */
export class FileRun {
	readonly signal: AbortSignal;
	readonly #post: (answer: FileAnswer) => void;
	#step: FileStep = 'WRITING';
	#done = 0;
	#told = -Infinity;

	/** @param signal - gives the file up: nothing of it is kept */
	constructor(signal: AbortSignal, post: (answer: FileAnswer) => void) {
		this.signal = signal;
		this.#post = post;
	}

	begin(step: FileStep): void {
		this.#step = step;
		this.#done = 0;
		this.#told = -Infinity;
	}

	/**
	 * Says that so much more is done.
	 *
	 * @throws {@link KmsError} `Cancelled` when it was given up
	 */
	advance(bytes: number): void {
		if (this.signal.aborted) throw new KmsError('Cancelled', {});
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
	close(): void {
		this.advance(0);
		this.#post({ closing: true });
	}
}
