import { asKmsError, type KmsError } from '#lib/domain/errors.ts';
import type { ReadAs } from '#lib/domain/reading/reading.ts';
import type { WrapTarget } from '#lib/domain/wrap-targets.ts';
import { clock } from '../clock.svelte.ts';
import { locale } from '../locale.svelte.ts';
import { describeError } from '../messages/errors.ts';
import { OneReading, type RunningReading } from '../one-reading.svelte.ts';
import type { VaultState } from '../vault.svelte.ts';
import {
	publicKeyVerdict,
	publicKeyEntry,
	type PublicKeyEntry,
	type PublicKeyVerdict
} from './public-key-entry.ts';

/** The slot of a service's public key: the file, how it is read, what was found, and its fingerprint. */
export class PublicKeyInput {
	#file = $state.raw<File>();
	#as = $state<ReadAs>('AUTOMATIC');
	#entry = $state.raw<PublicKeyEntry>();
	#fingerprint = $state.raw<string>();
	#error = $state.raw<KmsError>();
	#turn = 0;
	readonly #reading: OneReading;
	readonly #vault: VaultState;

	constructor(vault: VaultState) {
		this.#vault = vault;
		this.#reading = new OneReading(vault.read);
	}

	/** While a file is being read. */
	get reading(): RunningReading | undefined {
		return this.#reading.running;
	}

	get entry(): PublicKeyEntry | undefined {
		return this.#entry;
	}

	get file(): File | undefined {
		return this.#file;
	}

	get as(): ReadAs {
		return this.#as;
	}

	/** SHA-256, hex; only of an RSA key that can be used */
	get fingerprint(): string | undefined {
		return this.#fingerprint;
	}

	readonly verdict = (target: WrapTarget | undefined): PublicKeyVerdict => {
		if (this.#error) return { tone: 'danger', ...describeError(this.#error, locale.language) };
		const none = { tone: 'danger', title: '', cause: '' } as const;
		return this.#entry
			? publicKeyVerdict(this.#entry, target, this.#fingerprint, locale.language, clock.now())
			: none;
	};

	/** Once what was chosen last is read. */
	settled(): Promise<void> {
		return this.#reading.settled();
	}

	read(file: File, as: ReadAs = 'AUTOMATIC'): Promise<void> {
		return this.#reading.hold(this.#readFile(file, as));
	}

	async #readFile(file: File, as: ReadAs): Promise<void> {
		this.forget();
		const turn = this.#turn;
		try {
			const readings = await this.#reading.file(file, { name: file.name, as });
			if (!readings) return;
			this.#file = file;
			this.#as = as;
			const entry = publicKeyEntry(file.name, file.size, readings);
			this.#entry = entry;
			if (!entry.found) return;
			const { PublicKeyFingerprint } = await this.#vault.handle('InspectPublicKey', {
				PublicKey: entry.found.publicKey
			});
			if (turn === this.#turn) this.#fingerprint = PublicKeyFingerprint;
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			if (turn !== this.#turn) return;
			this.#file = file;
			this.#as = as;
			this.#error = refusal;
		}
	}

	forget(): void {
		this.#reading.cancel();
		this.#turn++;
		this.#file = undefined;
		this.#entry = undefined;
		this.#fingerprint = undefined;
		this.#error = undefined;
	}
}
