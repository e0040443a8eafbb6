import type { Bytes } from '#lib/domain/bytes.ts';
import type { StrengthAnswer, StrengthRequest } from '#lib/service/worker/answer-strength.ts';
import { startVaultWorker } from './start-vault-worker.ts';
import type { VaultWorker } from './vault-client.ts';

/** The page's end of the line to a strength worker, which answers one question after the other. */
export class StrengthClient {
	#worker: VaultWorker | undefined;
	#settle: ((answer: StrengthAnswer) => void) | undefined;
	readonly #start: () => VaultWorker;

	constructor(start: () => VaultWorker = () => startVaultWorker('strength')) {
		this.#start = start;
	}

	/**
	 * @param passphrase - in a buffer of its own, which is moved
	 * @returns no strength where the worker breaks down or is ended: the engine judges every new passphrase again
	 */
	ask(passphrase: Bytes): Promise<StrengthAnswer> {
		return new Promise((resolve) => {
			this.#settle = resolve;
			this.#worker ??= this.#started();
			this.#worker.postMessage({ passphrase } satisfies StrengthRequest, [passphrase.buffer]);
		});
	}

	/** Ends the worker, and what it has read with it. */
	close(): void {
		this.#worker?.terminate();
		this.#worker = undefined;
		this.#settle?.({});
	}

	#started(): VaultWorker {
		const worker = this.#start();
		worker.addEventListener('message', ({ data }: MessageEvent<StrengthAnswer>) =>
			this.#settle?.(data)
		);
		worker.addEventListener('error', () => this.close());
		return worker;
	}
}
