import { longestVaultName } from '#lib/domain/vault/vault-record.ts';
import type { FieldError } from '../components/form.ts';

/** @returns what is wrong with a vault's name */
export function vaultNameErrors(
	name: string,
	field: string,
	words: { giveName: string; nameTooLong: string }
): FieldError[] {
	const characters = [...name.normalize('NFC').trim()].length;
	if (characters === 0) return [{ field, message: words.giveName }];
	return characters > longestVaultName ? [{ field, message: words.nameTooLong }] : [];
}
