import { isBlank, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { isPair, type CmkSpec } from '#lib/domain/key/kinds.ts';
import type { Request } from '#lib/service/api.ts';
import type { FieldError } from '../components/form.ts';
import { keyPassword } from '../import/material-input.svelte.ts';
import { recoveryMessages } from '../messages/recovery.ts';
import { filesTogether } from '../platform/files-together.ts';
import { bytesOfSmallFile } from '../platform/read-file.ts';
import { secretOf } from '../secret/secret-field.ts';
import { locale } from '../words/locale.svelte.ts';
import { isAgeFile, readTypedShares, typedCopy, type TypedShares } from './typed-copy.ts';

/** A copy of key material that the user brings: a file, or what stands on paper. */
export class CopyInput {
	#kind = $state<'FILE' | 'TYPED'>('FILE');
	#chosen = $state.raw<{ name: string; size: number; age: boolean; isPicture: boolean }>();
	#typed = $state.raw<TypedShares>();
	/** may be key material: in no reactive state, wiped as soon as something takes its place */
	#file: Bytes | undefined;

	/** @param kind - what is chosen at first */
	constructor(kind: 'FILE' | 'TYPED' = 'FILE') {
		this.#kind = kind;
	}

	get kind() {
		return this.#kind;
	}

	/** The file that is there, and whether it needs a passphrase. */
	get chosen() {
		return this.#chosen;
	}

	/** What can be said of the shares that are typed. */
	get typed(): TypedShares | undefined {
		return this.#typed;
	}

	set(kind: 'FILE' | 'TYPED'): void {
		this.forget();
		this.#kind = kind;
	}

	/** Takes one file, or all files of the shares; none takes away what was there. */
	async take([first, ...more]: File[]): Promise<void> {
		this.forget();
		if (!first) return;
		const picked = filesTogether([first, ...more]);
		const file = (this.#file = await bytesOfSmallFile(picked));
		const size = [first, ...more].reduce((sum, one) => sum + one.size, 0);
		const isPicture = [first, ...more].every(({ type }) => type.startsWith('image/'));
		this.#chosen = { name: picked.name, size, age: isAgeFile(file), isPicture };
	}

	/**
	 * @param entered - wiped
	 * @param keySpec - of the key that it is a copy of
	 */
	readTyped(entered: Bytes, keySpec: CmkSpec): void {
		this.#typed = readTypedShares(entered, keySpec);
	}

	/** @returns the copy as the engine takes it, which wipes it; or what is missing in the form */
	copyIn(
		form: HTMLFormElement,
		keySpec: CmkSpec
	): Request<'RehearseRecovery'>['Copy'] | FieldError {
		const text = recoveryMessages[locale.language];
		if (this.#kind === 'TYPED') {
			const entered = secretOf(form, 'copyText');
			return isBlank(entered)
				? { field: 'copy-text', message: text.enterFirst }
				: typedCopy(entered, keySpec);
		}
		if (!this.#file || !this.#chosen) return { field: 'copy-file', message: text.chooseFirst };
		if (this.#chosen.isPicture) return { field: 'copy-file', message: text.isPicture };
		if (!this.#chosen.age) {
			const password = isPair(keySpec) ? secretOf(form, keyPassword) : new Uint8Array();
			return {
				...{ Kind: 'BYTES', Bytes: this.#file.slice() },
				...(password.length > 0 && { Password: password })
			};
		}
		const passphrase = secretOf(form, 'copyPassphrase');
		return passphrase.length === 0
			? { field: 'copy-passphrase', message: text.passphraseFirst }
			: { Kind: 'AGE_FILE', File: this.#file.slice(), FilePassphrase: passphrase };
	}

	forget(): void {
		wipe(this.#file);
		this.#file = undefined;
		this.#chosen = undefined;
		this.#typed = undefined;
	}
}
