import { isKmsError } from '#lib/domain/errors.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

/** What became of one key; no error where it was done. */
export interface BulkOutcome {
	key: KeyMetadata;
	error?: unknown;
}

/** What became of all: those that are not in `outcomes` were not come to. */
export interface BulkReport {
	outcomes: readonly BulkOutcome[];
	notReached: number;
}

/** Does the same to one key after the other. A refusal of one does not keep the others from it. */
export class BulkJob {
	#done = $state(0);
	#total = $state(0);
	#running = $state(false);
	#stopped = false;

	get running(): boolean {
		return this.#running;
	}

	/** 0 to 1 */
	get progress(): number {
		return this.#total === 0 ? 0 : this.#done / this.#total;
	}

	get done(): number {
		return this.#done;
	}

	get total(): number {
		return this.#total;
	}

	/** Ends it after the key that it is at. */
	stop(): void {
		this.#stopped = true;
	}

	/**
	 * @param act - throws where it is refused
	 * @throws KmsError `IncorrectPassphrase` as long as nothing was done: it is asked for again
	 */
	async run(
		keys: readonly KeyMetadata[],
		act: (key: KeyMetadata) => Promise<unknown>
	): Promise<BulkReport> {
		const outcomes: BulkOutcome[] = [];
		this.#done = 0;
		this.#total = keys.length;
		this.#stopped = false;
		this.#running = true;
		try {
			for (const key of keys) {
				if (this.#isStopped()) break;
				try {
					await act(key);
					outcomes.push({ key });
				} catch (error) {
					const wasAnyDone = outcomes.some((outcome) => outcome.error === undefined);
					if (isKmsError(error, 'IncorrectPassphrase') && !wasAnyDone) throw error;
					outcomes.push({ key, error });
					if (isKmsError(error, 'VaultLocked')) break;
				}
				this.#done++;
			}
		} finally {
			this.#running = false;
		}
		return { outcomes, notReached: keys.length - outcomes.length };
	}

	/** It may change while a key is waited for. */
	#isStopped(): boolean {
		return this.#stopped;
	}
}
