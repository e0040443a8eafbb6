import { ByteReader, concat, u8, utf8, type Bytes } from '../bytes.ts';
import { KmsError } from '../errors.ts';
import { asKeyId, uuidBytes, uuidFromBytes, type KeyId } from '../ids.ts';

/** Encrypt takes this many bytes of plaintext at most, as the clouds' services do. */
export const longestPlaintext = 4096;
/** A data key has at most this many bytes. */
export const longestDataKey = 1024;

const magic = utf8('AIRC');
const format = 1;
const materialIdBytes = 8;
/** The length of what stands before the message. */
export const blobHeaderBytes = magic.length + 1 + 16 + materialIdBytes;
/** Salt, commitment and one tag: what Cobblestone-256 adds to a message of one chunk. */
const messageOverhead = 24 + 32 + 16;
const longestBlob = blobHeaderBytes + messageOverhead + longestPlaintext;

/** What `Encrypt` makes, taken apart (docs/formats.md §2). */
export interface CiphertextBlob {
	/** the bytes before the message; they are bound into it */
	header: Bytes;
	keyId: KeyId;
	/** names the key material within its CMK, 8 bytes */
	materialId: Bytes;
	/** Cobblestone-256: salt (24) || commitment (32) || chunks */
	message: Bytes;
}

/** `"AIRC" || u8 1 || key id (16) || material id (8)`, 29 bytes; the message follows (docs/formats.md §2). */
export function encodeBlobHeader(keyId: KeyId, materialId: Uint8Array): Bytes {
	if (materialId.length !== materialIdBytes) throw new RangeError('a material id has 8 bytes');
	return concat(magic, u8(format), uuidBytes(keyId), materialId);
}

/** @throws {@link KmsError} `InvalidCiphertext` for anything that is not such a blob */
export function parseCiphertextBlob(blob: Uint8Array): CiphertextBlob {
	const invalid = () => new KmsError('InvalidCiphertext', {});
	if (blob.length <= blobHeaderBytes + messageOverhead || blob.length > longestBlob)
		throw invalid();
	const reader = new ByteReader(blob);
	const startsRight = reader.take(magic.length).every((byte, index) => byte === magic[index]);
	if (!startsRight || reader.unsigned(1) !== format) throw invalid();
	const keyId = asKeyId(uuidFromBytes(reader.take(16)));
	const materialId = reader.take(materialIdBytes);
	return {
		header: blob.slice(0, blobHeaderBytes),
		keyId,
		materialId,
		message: reader.take(reader.remaining)
	};
}
