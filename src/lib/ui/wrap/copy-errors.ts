import { shortestPassphrase } from '#lib/domain/slot.ts';
import type { Request } from '#lib/service/api.ts';
import { textOf, type FieldError } from '../form.ts';

export type CopyKind = Request<'WrapKeyMaterial'>['Copy']['Kind'];

/** What is wrong with the passphrase of the person's copy, if there is to be one. */
export function copyErrors(
	kind: CopyKind,
	data: FormData,
	text: { enterPassphrase: string; shortPassphrase: string; passphrasesDiffer: string }
): FieldError[] {
	if (kind !== 'AGE_FILE') return [];
	const passphrase = textOf(data, 'copyPassphrase');
	if (passphrase === '') return [{ field: 'copy-passphrase', message: text.enterPassphrase }];
	if ([...passphrase].length < shortestPassphrase)
		return [{ field: 'copy-passphrase', message: text.shortPassphrase }];
	return passphrase === textOf(data, 'copyPassphraseAgain')
		? []
		: [{ field: 'copy-passphrase-again', message: text.passphrasesDiffer }];
}
