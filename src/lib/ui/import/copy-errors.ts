import { countCharacters, equalBytes, wipe } from '#lib/domain/bytes.ts';
import { longestPassphrase, shortestPassphrase } from '#lib/domain/vault/slot.ts';
import type { FieldError } from '../components/form.ts';
import { easyPassphraseErrors } from '../vault/strength.svelte.ts';
import { secretOf } from '../secret/secret-field.ts';

/**
 * What is wrong with the passphrase of the user's copy, which CopyPassphrase.svelte asks for. Its characters count
 * as they are typed, unlike those of a vault's: stock tools normalise nothing.
 */
export function copyPassphraseErrors(
	form: HTMLFormElement,
	text: {
		enterPassphrase: string;
		shortPassphrase: string;
		longPassphrase: string;
		passphrasesDiffer: string;
	}
): FieldError[] {
	const passphrase = secretOf(form, 'copyPassphrase');
	const again = secretOf(form, 'copyPassphraseAgain');
	try {
		if (passphrase.length === 0)
			return [{ field: 'copy-passphrase', message: text.enterPassphrase }];
		if (countCharacters(passphrase) < shortestPassphrase)
			return [{ field: 'copy-passphrase', message: text.shortPassphrase }];
		if (passphrase.length > longestPassphrase)
			return [{ field: 'copy-passphrase', message: text.longPassphrase }];
		return equalBytes(passphrase, again)
			? []
			: [{ field: 'copy-passphrase-again', message: text.passphrasesDiffer }];
	} finally {
		wipe(passphrase, again);
	}
}

/** As {@link copyPassphraseErrors}, of one that has no such errors: whether it is too easy to guess. */
export async function easyCopyPassphraseErrors(form: HTMLFormElement): Promise<FieldError[]> {
	const passphrase = secretOf(form, 'copyPassphrase');
	const errors = await easyPassphraseErrors(passphrase, 'copy-passphrase');
	wipe(passphrase);
	return errors;
}
