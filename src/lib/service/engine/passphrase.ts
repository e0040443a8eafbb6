import { countCharacters, parseUtf8 } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { shortestPassphrase } from '#lib/domain/vault/slot.ts';

/** @throws {@link KmsError} `PassphraseTooShort` */
export function assertLongEnough(passphrase: Uint8Array): void {
	const actualCharacters = countCharacters(passphrase);
	if (actualCharacters < shortestPassphrase)
		throw new KmsError('PassphraseTooShort', {
			actualCharacters,
			minimumCharacters: shortestPassphrase
		});
}

/**
 * A passphrase for an age file: as long as a vault's, but exactly as typed, since stock tools normalise nothing.
 *
 * @throws {@link KmsError} `PassphraseTooShort`, `InvalidParameter`
 */
export function asFilePassphrase(passphrase: Uint8Array): string {
	assertLongEnough(passphrase);
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
