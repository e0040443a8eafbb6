/** Whom a certificate is about: the parts of its subject (RFC 5280 §4.1.2.6), as they are asked for. */

/** One part of a subject. */
export interface SubjectPart {
	/** the object identifier of its attribute, X.520 */
	oid: string;
	/** how OpenSSL calls it */
	short: string;
	/** in characters, the bound of RFC 5280 Appendix A.1 */
	longest: number;
}

/** The parts, from the largest to the smallest, as a certificate has them. */
export const subjectParts = {
	Country: { oid: '2.5.4.6', short: 'C', longest: 2 },
	State: { oid: '2.5.4.8', short: 'ST', longest: 128 },
	Locality: { oid: '2.5.4.7', short: 'L', longest: 128 },
	Organization: { oid: '2.5.4.10', short: 'O', longest: 64 },
	OrganizationalUnit: { oid: '2.5.4.11', short: 'OU', longest: 64 },
	CommonName: { oid: '2.5.4.3', short: 'CN', longest: 64 }
} as const satisfies Record<string, SubjectPart>;

/** The name of a part. */
export type SubjectPartName = keyof typeof subjectParts;
/** The names of the parts, in the order of {@link subjectParts}. */
export const subjectPartNames = Object.keys(subjectParts) as SubjectPartName[];

/** Whom a certificate is about. A part that is left out is not in it. */
export type Subject = Partial<Record<SubjectPartName, string>>;

/** Why a part of a subject is refused. */
export type SubjectFault =
	| 'EMPTY'
	| 'TOO_LONG'
	| 'NOT_TWO_LETTERS'
	| 'CONTROL_CHARACTER'
	| 'SPACE_AT_END';

// Lone surrogates have no form in UTF-8; what turns the direction of a text makes it look like another.
const unprintable = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** @returns what is wrong with a part of a subject; undefined for nothing */
export function subjectFault(part: SubjectPartName, value: string): SubjectFault | undefined {
	// ISO 3166-1: a PrintableString of two letters.
	if (part === 'Country') return /^[A-Z]{2}$/.test(value) ? undefined : 'NOT_TWO_LETTERS';
	if (value === '') return 'EMPTY';
	if (unprintable.test(value)) return 'CONTROL_CHARACTER';
	if (value.trim() !== value) return 'SPACE_AT_END';
	return Array.from(value).length > subjectParts[part].longest ? 'TOO_LONG' : undefined;
}
