import {
	alternativeNameOf,
	mostAlternativeNames,
	type AlternativeName
} from '#lib/domain/certificate/alternative-name.ts';
import {
	subjectFault,
	subjectPartNames,
	subjectParts,
	type Subject,
	type SubjectPartName
} from '#lib/domain/certificate/subject.ts';
import { dayMs, type EpochMillis } from '#lib/domain/time.ts';
import type { Request } from '#lib/service/api.ts';
import { textOf, type FieldError } from '../components/form.ts';
import { certificateMessages } from '../messages/certificate.ts';
import { formatNumber } from '../words/format.ts';
import { locale } from '../words/locale.svelte.ts';

/** The ids and names of the fields; those of the subject are the names of its parts. */
export const certificateFields = {
	names: 'names',
	pathLength: 'path-length',
	days: 'days'
} as const;

/** A hundred years. */
const mostDays = 36500;

/** What a certificate is to say, as an operation takes it. */
type Content = Pick<
	Request<'CreateCertificateRequest'>,
	'Subject' | 'AlternativeNames' | 'CertificateAuthority' | 'PathLength'
>;

/** @returns what the form asks for, or everything that is wrong with it */
export function contentIn(data: FormData): Content | FieldError[] {
	const authority = data.has('authority');
	const subject = subjectIn(data);
	const names = namesIn(data, authority);
	const path = authority ? numberIn(data, certificateFields.pathLength, 0, 9) : undefined;
	if (!Array.isArray(subject) && Array.isArray(names) && path !== 'WRONG')
		return {
			Subject: subject,
			...(names.length > 0 && { AlternativeNames: names }),
			...(authority && { CertificateAuthority: true }),
			...(path !== undefined && { PathLength: path })
		};
	return [
		...(Array.isArray(subject) ? subject : []),
		...(Array.isArray(names) ? [] : [names]),
		...(path === 'WRONG'
			? [{ field: certificateFields.pathLength, message: words().wrongPathLength }]
			: [])
	];
}

/** @returns until when the certificate is to hold, or what is wrong with the field */
export function notAfterIn(data: FormData, now: EpochMillis): EpochMillis | FieldError {
	const days = numberIn(data, certificateFields.days, 1, mostDays);
	return typeof days === 'number'
		? now + days * dayMs
		: { field: certificateFields.days, message: words().wrongDays(String(mostDays)) };
}

const words = () => certificateMessages[locale.language];

function subjectIn(data: FormData): Subject | FieldError[] {
	const typed = subjectPartNames.flatMap((part): [SubjectPartName, string][] => {
		const value = textOf(data, part).trim();
		if (value === '') return [];
		return [[part, part === 'Country' ? value.toUpperCase() : value]];
	});
	if (typed.length === 0) return [{ field: 'CommonName', message: words().noSubject }];
	const errors = typed.flatMap(([part, value]) => {
		const fault = subjectFault(part, value);
		if (!fault) return [];
		const text = words().faults[fault];
		const most = formatNumber(subjectParts[part].longest, locale.language);
		return [{ field: part, message: typeof text === 'string' ? text : text(most) }];
	});
	return errors.length > 0 ? errors : Object.fromEntries(typed);
}

/** Names are for servers and people: in the certificate of an authority they would say that it is one of those too. */
function namesIn(data: FormData, authority: boolean): AlternativeName[] | FieldError {
	const field = certificateFields.names;
	const names: AlternativeName[] = [];
	for (const [index, line] of textOf(data, field).split('\n').entries()) {
		const typed = line.trim();
		if (typed === '') continue;
		const name = alternativeNameOf(typed);
		if (!name) return { field, message: words().wrongName(String(index + 1)) };
		if (names.length === mostAlternativeNames)
			return { field, message: words().tooManyNames(String(mostAlternativeNames)) };
		names.push(name);
	}
	return authority && names.length > 0 ? { field, message: words().noNamesOfAuthority } : names;
}

/** @returns undefined for an empty field */
function numberIn(
	data: FormData,
	name: string,
	least: number,
	most: number
): number | 'WRONG' | undefined {
	const typed = textOf(data, name).trim();
	if (typed === '') return undefined;
	const number = /^\d{1,5}$/.test(typed) ? Number(typed) : NaN;
	return number >= least && number <= most ? number : 'WRONG';
}
