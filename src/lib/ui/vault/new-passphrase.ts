import { shortestPassphrase } from '#lib/domain/slot.ts';
import type { FieldError } from '../form.ts';

/** Ids of a form's two fields for a new passphrase, and what can be wrong with them. */
interface Fields {
	passphrase: string;
	again: string;
}
interface Words {
	enterPassphrase: string;
	tooShort: string;
	differ: string;
}

/** @returns what is wrong with a new passphrase, typed twice; characters count after NFKC, as the vault counts them */
export function newPassphraseErrors(
	passphrase: string,
	again: string,
	fields: Fields,
	words: Words
): FieldError[] {
	if (passphrase === '') return [{ field: fields.passphrase, message: words.enterPassphrase }];
	if ([...passphrase.normalize('NFKC')].length < shortestPassphrase)
		return [{ field: fields.passphrase, message: words.tooShort }];
	if (passphrase !== again) return [{ field: fields.again, message: words.differ }];
	return [];
}
