import { countCharacters, parseUtf8 } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { easyReason } from '#lib/domain/passphrase/guesses.ts';
import { shortestPassphrase } from '#lib/domain/vault/slot.ts';

/**
 * What the engine asks of every new passphrase.
 *
 * @throws {@link KmsError} `PassphraseTooShort`, `PassphraseTooEasy`
 */
export function assertHardToGuess(passphrase: Uint8Array): void {
	const actualCharacters = countCharacters(passphrase);
	if (actualCharacters < shortestPassphrase)
		throw new KmsError('PassphraseTooShort', {
			actualCharacters,
			minimumCharacters: shortestPassphrase
		});
	const reason = easyReason(passphrase);
	if (reason) throw new KmsError('PassphraseTooEasy', { reason });
}

/**
 * A passphrase for an age file: as hard to guess as a vault's, but exactly as typed, since stock tools normalise nothing.
 *
 * @throws {@link KmsError} `PassphraseTooShort`, `PassphraseTooEasy`, `InvalidParameter`
 */
export function asFilePassphrase(passphrase: Uint8Array): string {
	assertHardToGuess(passphrase);
	return filePassphraseText(passphrase);
}

/**
 * @returns the passphrase as the library for age files takes it: a string, which nobody can wipe
 * @throws {@link KmsError} `InvalidParameter` for what is not UTF-8
 */
export function filePassphraseText(passphrase: Uint8Array): string {
	const text = parseUtf8(passphrase);
	if (text === undefined)
		throw new KmsError('InvalidParameter', { parameter: 'FilePassphrase', rule: 'UTF_8' });
	return text;
}
