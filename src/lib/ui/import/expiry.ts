import type { Expiration } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { assertExpiration } from '#lib/domain/import/import-rules.ts';
import { dayMs, defaultExpiryMs, minuteMs, type EpochMillis } from '#lib/domain/time.ts';
import { textOf } from '../components/form.ts';
import { describeError } from '../messages/errors.ts';
import type { Language } from '#lib/domain/language.ts';

/** The quick picks of the import form, in days. */
export const quickPickDays = [1, 7, 30, 90, 365] as const;

/** The next full minute, since that is what the form's fields can show. */
function fullMinute(at: EpochMillis): EpochMillis {
	return Math.ceil(at / minuteMs) * minuteMs;
}

export function daysAhead(days: number, now: EpochMillis): Expiration {
	return {
		expirationModel: 'KEY_MATERIAL_EXPIRES',
		validTo: fullMinute(now + days * dayMs)
	};
}

/** What stands in the form until the user chooses. */
export function preselectedExpiration(now: EpochMillis): Expiration {
	return daysAhead(defaultExpiryMs / dayMs, now);
}

/** Values of a date and a time field, in this computer's zone. */
export interface LocalDateTime {
	date: string;
	time: string;
}

export function toLocal(at: EpochMillis): LocalDateTime {
	const local = new Date(at);
	const two = (value: number) => String(value).padStart(2, '0');
	const year = String(local.getFullYear()).padStart(4, '0');
	return {
		date: `${year}-${two(local.getMonth() + 1)}-${two(local.getDate())}`,
		time: `${two(local.getHours())}:${two(local.getMinutes())}`
	};
}

/** @returns undefined while one of the two is empty, or when they are no time */
export function fromLocal({ date, time }: LocalDateTime): EpochMillis | undefined {
	if (date === '' || time === '') return undefined;
	const at = new Date(`${date}T${time}`).getTime();
	return Number.isNaN(at) ? undefined : at;
}

/** @returns the expiry that is chosen in a form; undefined while its date or time is missing */
export function expirationIn(data: FormData): Expiration | undefined {
	if (textOf(data, 'expirationModel') === 'KEY_MATERIAL_DOES_NOT_EXPIRE')
		return { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' };
	const validTo = fromLocal({ date: textOf(data, 'expiryDate'), time: textOf(data, 'expiryTime') });
	return validTo === undefined ? undefined : { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo };
}

/** @returns why this expiry can't be confirmed; undefined when it can */
export function expiryFault(
	expiration: Expiration | undefined,
	now: EpochMillis
): KmsError | undefined {
	if (expiration === undefined) return new KmsError('InvalidValidTo', { reason: 'MISSING' });
	try {
		assertExpiration(expiration, now);
		return undefined;
	} catch (error) {
		if (error instanceof KmsError) return error;
		throw error;
	}
}

/** @returns why this expiry can't be confirmed, in words; undefined when it can */
export function expiryFaultWords(
	expiration: Expiration | undefined,
	now: EpochMillis,
	language: Language
): string | undefined {
	const fault = expiryFault(expiration, now);
	if (!fault) return undefined;
	const { title, next } = describeError(fault, language);
	return next ? `${title} ${next}` : title;
}

/** Some clouds take nothing longer; said as a warning. A minute is for the rounding of a pick. */
export function isBeyondOneYear(validTo: EpochMillis, now: EpochMillis): boolean {
	return validTo - now > 365 * dayMs + minuteMs;
}
