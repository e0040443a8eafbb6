import { copySecret, countCharacters, equalBytes, wipe, type Bytes } from '#lib/domain/bytes.ts';
import {
	longestPassphrase,
	normalizedPassphrase,
	shortestPassphrase
} from '#lib/domain/vault/slot.ts';
import type { FieldError } from '../components/form.ts';

/** Something of each of the two fields that take a new passphrase: their ids, names or labels. */
export interface NewPassphraseFields {
	passphrase: string;
	again: string;
}
/** What can be wrong with a new passphrase. */
interface Words {
	enterPassphrase: string;
	tooShort: string;
	tooLong: string;
	differ: string;
}

/**
 * @param passphrase - UTF-8 as typed; the caller wipes both
 * @returns what is wrong with a new passphrase, typed twice; characters and bytes count after NFKC, as the vault
 * counts them
 */
export function newPassphraseErrors(
	passphrase: Bytes,
	again: Bytes,
	fields: NewPassphraseFields,
	words: Words
): FieldError[] {
	if (passphrase.length === 0)
		return [{ field: fields.passphrase, message: words.enterPassphrase }];
	const { characters, bytes } = lengthsOf(passphrase);
	if (characters < shortestPassphrase)
		return [{ field: fields.passphrase, message: words.tooShort }];
	if (bytes > longestPassphrase) return [{ field: fields.passphrase, message: words.tooLong }];
	if (!equalBytes(passphrase, again)) return [{ field: fields.again, message: words.differ }];
	return [];
}

function lengthsOf(passphrase: Bytes): { characters: number; bytes: number } {
	const normalized = normalizedPassphrase(copySecret(passphrase));
	const lengths = { characters: countCharacters(normalized), bytes: normalized.length };
	wipe(normalized);
	return lengths;
}
