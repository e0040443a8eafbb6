import { copySecret, type Bytes } from '#lib/domain/bytes.ts';
import type { Strength } from '#lib/domain/passphrase/strength.ts';
import type { FieldError } from '../components/form.ts';
import { StrengthClient } from '../engine/strength-client.ts';
import { passphraseMessages } from '../messages/passphrase.ts';
import type { SecretField } from '../secret/secret-field.ts';
import { locale } from '../words/locale.svelte.ts';

/** The strength of what is being typed into a field. It never has the passphrase itself. */
export class TypedStrength {
	#current = $state.raw<Strength>();
	#isAsked = $state(false);
	#busy = false;
	#changed = false;
	readonly #client = new StrengthClient();
	readonly #field: SecretField;

	constructor(field: SecretField) {
		this.#field = field;
	}

	/** undefined while there is nothing to say */
	get current(): Strength | undefined {
		return this.#current;
	}

	/** Something is typed: there is something to say, or there may soon be. */
	get isAsked(): boolean {
		return this.#isAsked;
	}

	/** Looks at the field again. While an answer is awaited, only the last change is asked about. */
	async look(): Promise<void> {
		this.#changed = true;
		if (this.#busy) return;
		this.#busy = true;
		while (this.#changed) {
			this.#changed = false;
			const passphrase = this.#field.bytes();
			this.#isAsked = passphrase.length > 0;
			const { strength } = await this.#client.ask(passphrase);
			if (this.#isAsked || !strength) this.#current = strength; // else it was forgotten meanwhile
		}
		this.#busy = false;
	}

	/** Says nothing more until the field is looked at again. */
	forget(): void {
		this.#changed = false;
		this.#isAsked = false;
		this.#current = undefined;
	}

	/** Ends the worker. */
	close(): void {
		this.#changed = false;
		this.#client.close();
	}
}

/**
 * @param passphrase - long enough; the caller wipes it
 * @returns the error of a new passphrase's field, if it is too easy to guess
 */
export async function easyPassphraseErrors(
	passphrase: Bytes,
	field: string
): Promise<FieldError[]> {
	const client = new StrengthClient();
	const { strength } = await client.ask(copySecret(passphrase));
	client.close();
	if (strength?.level !== 'EASY') return [];
	const text = passphraseMessages[locale.language];
	return [{ field, message: `${text.tooEasy} ${text.easy[strength.reason]}` }];
}
