import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { largestFileBytes, type ReadAs } from '#lib/domain/reading/reading.ts';
import type { WrapTarget } from '#lib/domain/wrap-targets.ts';
import { wipe } from '#lib/domain/bytes.ts';
import { clock } from '../clock.svelte.ts';
import { locale } from '../locale.svelte.ts';
import { describeError } from '../messages/errors.ts';
import { readFile } from '../read-file.ts';
import type { VaultState } from '../vault.svelte.ts';
import {
	publicKeyVerdict,
	readPublicKey,
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
	#reading = 0;
	readonly #vault: VaultState;

	constructor(vault: VaultState) {
		this.#vault = vault;
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

	async read(file: File, as: ReadAs = 'AUTOMATIC'): Promise<void> {
		this.forget();
		const reading = this.#reading;
		this.#file = file;
		this.#as = as;
		try {
			if (file.size > largestFileBytes)
				throw new KmsError('InputTooLarge', {
					parameter: 'PublicKey',
					actualBytes: file.size,
					limitBytes: largestFileBytes
				});
			const whole = await readFile(file);
			if (reading !== this.#reading) return;
			const entry = readPublicKey(file.name, whole, as);
			wipe(whole); // it can be a private key
			this.#entry = entry;
			if (!entry.found) return;
			const { PublicKeyFingerprint } = await this.#vault.handle('InspectPublicKey', {
				PublicKey: entry.found.publicKey
			});
			if (reading === this.#reading) this.#fingerprint = PublicKeyFingerprint;
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			if (reading === this.#reading) this.#error = refusal;
		}
	}

	forget(): void {
		this.#reading++;
		this.#file = undefined;
		this.#entry = undefined;
		this.#fingerprint = undefined;
		this.#error = undefined;
	}
}
