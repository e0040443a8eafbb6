import { utf8, wipe } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { shortestPassphrase } from '#lib/domain/slot.ts';

/** Counts the characters of UTF-8 without making a string of them: continuation bytes begin with 10. */
function countCharacters(utf8Bytes: Uint8Array): number {
	return utf8Bytes.reduce((count, byte) => count + Number((byte & 0xc0) !== 0x80), 0);
}

/** @throws {@link KmsError} `PassphraseTooShort` */
export function assertLongEnough(passphrase: Uint8Array): void {
	const actualCharacters = countCharacters(passphrase);
	if (actualCharacters < shortestPassphrase)
		throw new KmsError('PassphraseTooShort', {
			actualCharacters,
			minimumCharacters: shortestPassphrase
		});
}

/** A passphrase for an age file: as long as a vault's, but exactly as typed, since stock tools normalise nothing. */
export function asFilePassphrase(passphrase: string): string {
	const encoded = utf8(passphrase);
	try {
		assertLongEnough(encoded);
		return passphrase;
	} finally {
		wipe(encoded);
	}
}
