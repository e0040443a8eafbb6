import { tick } from 'svelte';
import { KmsError } from '#lib/domain/errors.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Request, Response } from '#lib/service/api.ts';
import type { VaultState } from './vault.svelte.ts';

/**
 * Something read from the vault, read again at every change of it and of what `read` depends on. Made while a
 * component is set up.
 */
export class Reading<Value> {
	#value = $state.raw<Value>();
	#error = $state.raw<KmsError>();
	/** the newest reading; settles when it is done, however it ended */
	#newest = Promise.resolve();

	constructor(vault: VaultState, read: () => Promise<Value>) {
		$effect(() => {
			vault.follow();
			let current = true;
			this.#newest = read().then(
				(value) => {
					if (!current) return;
					this.#value = value;
					this.#error = undefined;
				},
				(error: unknown) => {
					if (current) this.#error = error instanceof KmsError ? error : internalError;
				}
			);
			return () => {
				current = false;
			};
		});
	}

	/** Undefined until it is read; afterwards what was read last, also while something newer is on its way. */
	get value(): Value | undefined {
		return this.#value;
	}

	/** Once everything that has changed so far is read: for a caller that goes on from its own change. */
	async settled(): Promise<void> {
		await tick();
		let seen: Promise<void>;
		do {
			seen = this.#newest;
			await seen;
		} while (seen !== this.#newest);
	}

	/** Why the last attempt was refused. */
	get error(): KmsError | undefined {
		return this.#error;
	}
}

/** What one reading operation answers: `const keys = new Answer(vault, 'ListKeys', () => ({ Search: search }))`. */
export class Answer<Name extends Operation> extends Reading<Response<Name>> {
	constructor(vault: VaultState, operation: Name, request: () => Request<Name>) {
		super(vault, () => vault.handle(operation, request()));
	}
}

const internalError = new KmsError('InternalError', {});
