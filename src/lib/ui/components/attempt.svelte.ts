/** What the user starts with a button and may be refused: whether it is under way, and why it failed last. */
export class Attempt {
	/** Not reactive: an effect that starts an attempt must not depend on it. */
	#running = 0;
	#busy = $state(false);
	#failure = $state.raw<unknown>();

	get busy(): boolean {
		return this.#busy;
	}

	/** Why the last attempt failed; undefined once the next one starts. */
	get failure(): unknown {
		return this.#failure;
	}

	/** Shows a failure of something that belongs to this attempt and ran before it. */
	fail(error: unknown): void {
		this.#failure = error;
	}

	/** Clears the failure, since the user has changed what it was about. */
	forgetFailure(): void {
		this.#failure = undefined;
	}

	/**
	 * Does the work and keeps what it throws. If a second start must be ignored, the caller looks at {@link busy} first.
	 *
	 * @returns whether it is done
	 */
	async run(work: () => Promise<unknown>): Promise<boolean> {
		this.#running++;
		this.#busy = true;
		this.#failure = undefined;
		try {
			await work();
			return true;
		} catch (error) {
			this.fail(error);
			return false;
		} finally {
			this.#running--;
			this.#busy = this.#running > 0;
		}
	}
}
