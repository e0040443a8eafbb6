import { concatAll, u16, utf8, type Bytes } from '../bytes.ts';
import { KmsError } from '../errors.ts';

/** Names and values that are not secret and must be given again, exactly, to decrypt. */
export type EncryptionContext = Readonly<Record<string, string>>;

/** The most bytes that an encryption context may have encoded, all names, values and lengths together. */
export const longestEncryptionContext = 8192;
/** How much of the names of an encryption context the log keeps, in characters of UTF-16. */
export const longestContextNames = 256;

function byUtf8Bytes([a]: readonly [Bytes, Bytes], [b]: readonly [Bytes, Bytes]): number {
	const end = Math.min(a.length, b.length);
	for (let index = 0; index < end; index++) {
		const difference = (a[index] ?? 0) - (b[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}

/**
 * `u16 count || for each pair, sorted by the UTF-8 bytes of the name: u16 length || name || u16 length || value`;
 * no context is `u16 0`.
 *
 * @param parameter - what the caller calls it, for the error
 * @throws {@link KmsError} `InvalidParameter` for an empty name, or text that has no UTF-8 form (lone surrogates would
 * make two contexts equal); `InputTooLarge` for more than {@link longestEncryptionContext} bytes
 */
export function encodeEncryptionContext(
	context: EncryptionContext,
	parameter = 'EncryptionContext'
): Bytes {
	const refuse = (rule: string) => new KmsError('InvalidParameter', { parameter, rule });
	const entries = Object.entries(context);
	if (entries.some(([name]) => name === '')) throw refuse('NAMES_NOT_EMPTY');
	if (!entries.flat().every((text) => typeof text === 'string' && isWellFormed(text)))
		throw refuse('WELL_FORMED_TEXT');

	const pairs = entries.map(([name, value]) => [utf8(name), utf8(value)] as const);
	const actualBytes = pairs.flat().reduce((sum, field) => sum + 2 + field.length, 2);
	// So no count and no length is beyond a u16.
	if (actualBytes > longestEncryptionContext)
		throw new KmsError('InputTooLarge', {
			parameter,
			actualBytes,
			limitBytes: longestEncryptionContext
		});
	pairs.sort(byUtf8Bytes);
	return concatAll([
		u16(pairs.length),
		...pairs.flatMap(([name, value]) => [u16(name.length), name, u16(value.length), value])
	]);
}

/**
 * What the log keeps of an encryption context: its names, sorted, as many of them as fit whole into
 * {@link longestContextNames} characters, and how many more there were.
 */
export function contextNamesForLog(context: EncryptionContext): {
	contextNames?: string;
	contextNamesLeftOut?: number;
} {
	const names = Object.keys(context).sort();
	if (names.length === 0) return {};
	const kept: string[] = [];
	for (const name of names)
		if ([...kept, name].join(', ').length <= longestContextNames) kept.push(name);
	const leftOut = names.length - kept.length;
	return {
		contextNames: kept.join(', '),
		...(leftOut > 0 && { contextNamesLeftOut: leftOut })
	};
}

function isWellFormed(text: string): boolean {
	return !/\p{Surrogate}/u.test(text);
}
