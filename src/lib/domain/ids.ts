import { fromHex, toHex, type Bytes } from './bytes.ts';

/** A CMK's id: a random UUID (RFC 9562, version 4), lower case with hyphens. */
export type KeyId = string & { readonly brand: 'KeyId' };
/** The id of one set of import parameters: a random UUID. */
export type ParameterSetId = string & { readonly brand: 'ParameterSetId' };

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @returns whether the text is a UUID in lower case, as Airlock writes it */
export function isUuid(text: string): boolean {
	return uuidPattern.test(text);
}

/** @returns whether the text has the form of a key id; there may be no such key */
export function isKeyId(text: string): text is KeyId {
	return isUuid(text);
}

/** @throws RangeError for text of any other form */
export function asKeyId(text: string): KeyId {
	if (!isKeyId(text)) throw new RangeError('not a UUID');
	return text;
}

/** @throws RangeError for text of any other form */
export function asParameterSetId(text: string): ParameterSetId {
	if (!isUuid(text)) throw new RangeError('not a UUID');
	return text as ParameterSetId;
}

/** @returns the 16 bytes of a UUID; one that is not written as above is a `RangeError` */
export function uuidBytes(uuid: string): Bytes {
	if (!isUuid(uuid)) throw new RangeError('not a UUID');
	return fromHex(uuid.replaceAll('-', ''));
}

/** @param bytes - 16 bytes */
export function uuidFromBytes(bytes: Uint8Array): string {
	if (bytes.length !== 16) throw new RangeError('a UUID has 16 bytes');
	return toHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The short form people compare: the first 4 bytes, as `7F3A·19C2`. */
export function shortSetId(setId: ParameterSetId): string {
	const digits = setId.replaceAll('-', '').slice(0, 8).toUpperCase();
	return `${digits.slice(0, 4)}·${digits.slice(4)}`;
}
