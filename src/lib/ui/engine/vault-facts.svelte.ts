import type { Bytes } from '#lib/domain/bytes.ts';
import type { KmsError } from '#lib/domain/errors.ts';
import { normalizedPassphrase } from '#lib/domain/vault/slot.ts';
import type { VaultEvent } from '#lib/service/api.ts';
import type { VaultDescription } from '#lib/service/api/vault.ts';

/** Where the vault stands, as far as this page knows. */
export type VaultPhase = 'STARTING' | 'UNAVAILABLE' | 'NO_VAULT' | 'LOCKED' | 'UNLOCKED';
export type LockReason = Extract<VaultEvent, { type: 'locked' }>['reason'];

/**
 * What this page knows of the vault, to be shown, with the progress of the work on a passphrase.
 * Passphrases are UTF-8 as typed, in buffers of their own, which go on to the worker.
 */
export abstract class VaultFacts {
	#phase = $state.raw<VaultPhase>('STARTING');
	#description = $state.raw<VaultDescription>();
	#lockReason = $state.raw<LockReason>();
	#startError = $state.raw<KmsError>();
	#passphraseProgress = $state.raw<number>();

	get phase(): VaultPhase {
		return this.#phase;
	}

	/** Only while unlocked. */
	get description(): VaultDescription | undefined {
		return this.#description;
	}

	/** Why the vault is locked; undefined when it has not been open on this page. */
	get lockReason(): LockReason | undefined {
		return this.#lockReason;
	}

	/** Why the vault's storage can't be used, in phase `UNAVAILABLE`. */
	get startError(): KmsError | undefined {
		return this.#startError;
	}

	/** 0 to 1 while a passphrase is worked on. */
	get passphraseProgress(): number | undefined {
		return this.#passphraseProgress;
	}

	/**
	 * Asks for something that needs the passphrase.
	 *
	 * @param ask - gets it as the engine takes it, and wipes it
	 */
	async withPassphrase<Answer>(
		passphrase: Bytes,
		ask: (Passphrase: Bytes) => Promise<Answer>
	): Promise<Answer> {
		this.#passphraseProgress = 0;
		try {
			return await ask(normalizedPassphrase(passphrase));
		} finally {
			this.#passphraseProgress = undefined;
		}
	}

	protected progressed(fraction: number): void {
		if (this.#passphraseProgress !== undefined) this.#passphraseProgress = fraction;
	}

	protected opened(description: VaultDescription): void {
		this.#description = description;
		this.#lockReason = undefined;
		this.#phase = 'UNLOCKED';
	}

	/** Its name or a setting has changed, or its clock was accepted. */
	protected described(description: VaultDescription): void {
		this.#description = description;
	}

	/** The vault that is here is not open; or there is none. */
	protected found(exists: boolean): void {
		this.closed(exists ? 'LOCKED' : 'NO_VAULT', this.#lockReason);
	}

	protected closed(
		phase: 'STARTING' | 'NO_VAULT' | 'LOCKED',
		reason: LockReason | undefined
	): void {
		this.#description = undefined;
		this.#lockReason = reason;
		this.#phase = phase;
	}

	/** The vault can't be reached. */
	protected failed(error: KmsError): void {
		this.#startError = error;
		this.#phase = 'UNAVAILABLE';
	}
}
