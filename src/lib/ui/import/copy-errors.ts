import { shortestPassphrase } from '#lib/domain/slot.ts';
import { textOf, type FieldError } from '../form.ts';

/**
 * What is wrong with the passphrase of the person's copy, which CopyPassphrase.svelte asks for. Its characters count
 * as they are typed, unlike those of a vault's: stock tools normalise nothing.
 */
export function copyPassphraseErrors(
	data: FormData,
	text: { enterPassphrase: string; shortPassphrase: string; passphrasesDiffer: string }
): FieldError[] {
	const passphrase = textOf(data, 'copyPassphrase');
	if (passphrase === '') return [{ field: 'copy-passphrase', message: text.enterPassphrase }];
	if ([...passphrase].length < shortestPassphrase)
		return [{ field: 'copy-passphrase', message: text.shortPassphrase }];
	return passphrase === textOf(data, 'copyPassphraseAgain')
		? []
		: [{ field: 'copy-passphrase-again', message: text.passphrasesDiffer }];
}
