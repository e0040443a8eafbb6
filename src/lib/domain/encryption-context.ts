import { concatAll, u16, utf8, type Bytes } from './bytes.ts';
import { KmsError } from './errors.ts';

/** Names and values that are not secret and must be given again, exactly, to decrypt. */
export type EncryptionContext = Readonly<Record<string, string>>;

const longestField = 0xffff;

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
 * @throws {@link KmsError} `InvalidParameter` for more than 65535 pairs, a longer field, an empty name,
 * or text that has no UTF-8 form (lone surrogates would make two contexts equal)
 */
export function encodeEncryptionContext(context: EncryptionContext): Bytes {
	const refuse = (rule: string) =>
		new KmsError('InvalidParameter', { parameter: 'EncryptionContext', rule });
	const entries = Object.entries(context);
	if (entries.length > longestField) throw refuse('AT_MOST_65535_PAIRS');
	if (entries.some(([name]) => name === '')) throw refuse('NAMES_NOT_EMPTY');
	if (!entries.flat().every((text) => typeof text === 'string' && isWellFormed(text)))
		throw refuse('WELL_FORMED_TEXT');

	const pairs = entries
		.map(([name, value]) => [utf8(name), utf8(value)] as const)
		.sort(byUtf8Bytes);
	if (pairs.flat().some((field) => field.length > longestField))
		throw refuse('FIELDS_AT_MOST_65535_BYTES');
	return concatAll([
		u16(pairs.length),
		...pairs.flatMap(([name, value]) => [u16(name.length), name, u16(value.length), value])
	]);
}

function isWellFormed(text: string): boolean {
	return !/\p{Surrogate}/u.test(text);
}
