import type { EncryptionContext } from '#lib/domain/encryption-context.ts';
import type { FieldError } from '../form.ts';
import { cryptoMessages } from '../messages/crypto.ts';
import type { Language } from '../messages/messages.ts';
import { parseContextText } from './context-text.ts';

/** What a `ContextField` holds, or what is to be said of it. */
export function readContextField(
	text: string,
	field: string,
	language: Language
): { context: EncryptionContext; errors: FieldError[] } {
	const read = parseContextText(text);
	if ('context' in read) return { context: read.context, errors: [] };
	const { fault } = read;
	const words = cryptoMessages[language].contextFaults;
	const message =
		fault.reason === 'NAME_TWICE'
			? words.NAME_TWICE(fault.line, fault.name)
			: words[fault.reason](fault.line);
	return { context: {}, errors: [{ field, message }] };
}
