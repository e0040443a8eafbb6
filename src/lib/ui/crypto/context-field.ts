import {
	encodeEncryptionContext,
	type EncryptionContext
} from '#lib/domain/key/encryption-context.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { FieldError } from '../components/form.ts';
import { formatNumber } from '../words/format.ts';
import { cryptoMessages } from '../messages/crypto.ts';
import type { Language } from '#lib/domain/language.ts';
import { parseContextText, type ContextFault } from './context-text.ts';

/** A longer name is cut off where a message repeats it. */
const longestNameInMessage = 64;

/** What a `ContextField` holds, or what is to be said of it. */
export function readContextField(
	text: string,
	field: string,
	language: Language
): { context: EncryptionContext; errors: FieldError[] } {
	const read = parseContextText(text);
	const message =
		'fault' in read ? faultWords(read.fault, language) : refusalWords(read.context, language);
	if ('context' in read && message === undefined) return { context: read.context, errors: [] };
	return { context: {}, errors: [{ field, message: message ?? '' }] };
}

function faultWords(fault: ContextFault, language: Language): string {
	const words = cryptoMessages[language].contextFaults;
	if (fault.reason !== 'NAME_TWICE') return words[fault.reason](fault.line);
	const { name } = fault;
	const shown =
		name.length > longestNameInMessage ? `${name.slice(0, longestNameInMessage)}…` : name;
	return words.NAME_TWICE(fault.line, shown);
}

/** @returns why the engine would refuse it; undefined where it takes it */
function refusalWords(context: EncryptionContext, language: Language): string | undefined {
	const words = cryptoMessages[language].contextFaults;
	try {
		encodeEncryptionContext(context);
		return undefined;
	} catch (error) {
		if (isKmsError(error, 'InvalidParameter')) return words.NOT_TEXT;
		if (!isKmsError(error, 'InputTooLarge')) throw error;
		const { actualBytes, limitBytes } = error.details;
		// To the byte: one too many must not read as the limit.
		return words.TOO_LONG(formatNumber(actualBytes, language), formatNumber(limitBytes, language));
	}
}
