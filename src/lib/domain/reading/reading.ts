/** What a reading is: its steps, its content, and what can be said of it without the readers themselves. */
import { wipe, type Bytes } from '../bytes.ts';
import type { CloudFacts, FileContent } from './content.ts';

/** Files larger than this are refused before they are read: what Airlock takes is under 10 KB. */
export const largestFileBytes = 1024 * 1024;

const readSteps = [
	'ZIP',
	'GZIP',
	'TAR',
	/** the text of a Rich Text document */
	'RTF',
	'UTF_8_BOM',
	'UTF_16',
	'UTF_32',
	'PEM',
	'JSON',
	'HEX',
	'BASE64',
	'BASE32',
	'BASE85',
	/** bytes as a program prints them */
	'PRINTED',
	/** text that was changed on its way, undone */
	'UNDONE',
	/** a printed sheet with the whole key material */
	'SHEET',
	/** a value in a text */
	'WORD',
	'BINARY'
] as const;

/** Which byte of each word a dump shows first, where the dump does not tell: two readings. */
export type WordOrder = 'LAST_BYTE_FIRST' | 'FIRST_BYTE_FIRST';

/** One step from a file to what it holds; `name`: a member of an archive, a field of JSON, the
 * name before a value of a text, a label of PEM, a {@link TextDamage}, a {@link WordOrder}, a form of Base85. */
export interface ReadStep {
	step: (typeof readSteps)[number];
	name?: string;
}

/** The steps of a reading without names, as a draft keeps them: `UTF_16+BASE64`. */
export const formatSteps = (steps: readonly ReadStep[]): string =>
	steps.map(({ step }) => step).join('+');

/** @returns undefined if the text does not name a chain of steps */
export function parseSteps(chain: string): ReadStep[] | undefined {
	const steps = chain
		.split('+', mostSteps + 1)
		.flatMap((name) => readSteps.filter((step) => step === name).map((step) => ({ step })));
	const whole = steps.length > 0 && steps.length <= mostSteps && formatSteps(steps) === chain;
	return whole ? steps : undefined;
}

/** “Read it differently”: the first step after a byte order mark, or DER for bytes that must be a key. */
export const readAsChoices = [
	'AUTOMATIC',
	'BINARY',
	'BASE64',
	'HEX',
	'PEM',
	'DER',
	'JSON',
	/** words of `od --endian=big`, of which the dump itself does not tell it */
	'BIG_ENDIAN_WORDS'
] as const;
/** How the user wants a file to be read. */
export type ReadAs = (typeof readAsChoices)[number];

/** One thing that a file holds. */
export interface FileReading {
	/** from the file inwards; never empty, and BINARY only alone */
	steps: readonly ReadStep[];
	/** as the content says it for its kind; a copy that the caller wipes if it is secret */
	bytes: Bytes;
	content: FileContent;
	/** what the same text would have been otherwise; nothing of it is kept */
	alternatives: readonly { steps: readonly ReadStep[]; byteCount: number }[];
	/** what a cloud's answer, or the name of a file in its zip, says of the parameters */
	facts?: CloudFacts;
}

/** What the reader may count on. */
export interface ReadingHints {
	/** of several readings one of these lengths wins; a length in bytes after decoding */
	expectedLengths?: readonly number[];
	as?: ReadAs;
	/** whatever has 16 bytes or more, by any name: for a search that compares what it finds, and says nothing of the rest */
	everyValue?: boolean;
	/** the file's name: `importToken_…` says what its content can't */
	name?: string;
}

/** Zip, JSON, Base64, Base64 again: nobody means more. */
export const mostSteps = 6;
/** All that is said of a file, or of an archive; one file in it may add its own most. */
export const mostReadings = 64;

/** Wipes the bytes of readings. */
export function wipeReadings(readings: readonly FileReading[]): void {
	wipe(...readings.map(({ bytes }) => bytes));
}

/** @returns whether a program wrote the file as UTF-16 */
export const wasUtf16 = ({ steps }: Pick<FileReading, 'steps'>): boolean =>
	steps.some(({ step }) => step === 'UTF_16');

/** @returns whether nothing was encoded in the text: a shell has rewritten bytes as UTF-16, and their length says nothing */
export const wereBytesAsUtf16 = ({ steps }: Pick<FileReading, 'steps'>): boolean =>
	steps.at(-1)?.step === 'UTF_16';

const encodings: readonly ReadStep['step'][] = ['HEX', 'BASE64', 'BASE32', 'BASE85'];
/** @returns whether hex, Base64, Base32 or Base85 was found inside one of them */
export const wasEncodedTwice = ({ steps }: Pick<FileReading, 'steps'>): boolean =>
	steps.filter(({ step }) => encodings.includes(step)).length > 1;

/** @returns whether this is the less likely of two readings of one dump, beside which the other one stands */
export const isOtherOrder = ({ steps }: Pick<FileReading, 'steps'>): boolean =>
	steps.some(({ step, name }) => step === 'PRINTED' && name === 'FIRST_BYTE_FIRST');

/** @returns whether it is the text of shares of which several join, or might with others */
export const holdsShares = ({ content }: Pick<FileReading, 'content'>): boolean =>
	content.kind === 'CONTAINER' && content.form === 'RECOVERY_SHARES';
