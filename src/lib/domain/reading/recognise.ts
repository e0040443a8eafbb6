import { equalBytes, utf8, type Bytes } from '../bytes.ts';
import { parseCiphertextBlob } from '../key/ciphertext-blob.ts';
import { isKmsError } from '../errors.ts';
import { looksLikeImportToken, tokenIn } from '../import/import-token.ts';
import { encryptedSize } from '../import/encrypted-key-size.ts';
import { containerForm } from './container-forms.ts';
import type { FileContent } from './content.ts';
import { keyInDer } from './keys-in-der.ts';
import { isUtf8Text } from './text.ts';

/** Lengths of symmetric and HMAC keys, in bytes. */
export const plainLengths: ReadonlySet<number> = new Set([16, 24, 28, 32, 48, 64]);

const ageHead = utf8('age-encryption.org/');
/** how the tokens of AWS begin; what it encrypts begins alike, but is shorter */
const awsHead = [0x01, undefined, 0x02, 0x00, 0x78];
const shortestAwsToken = 1000;
/** OpenSSH's PROTOCOL.key: a head, then the name of the cipher */
const openSshHead = [...utf8('openssh-key-v1\0')];
const noCipher = [...utf8('\0\0\0\u0004none')];

/**
 * What bytes are that have been decoded as far as they can be.
 *
 * @returns the content with its bytes in the form that the content promises; they may be `bytes` themselves
 */
export function recogniseContent(bytes: Bytes): { content: FileContent; bytes: Bytes } {
	const plain = (content: FileContent) => ({ content, bytes });
	if (bytes.length === 0) return plain({ kind: 'EMPTY' });
	if (looksLikeImportToken(bytes)) return plain({ kind: 'IMPORT_TOKEN', token: tokenIn(bytes) });
	const keyId = keyIdOfBlob(bytes);
	if (keyId) return plain({ kind: 'CIPHERTEXT_BLOB', keyId });
	const key = keyInDer(bytes);
	if (key) return key;
	if (equalBytes(bytes.subarray(0, ageHead.length), ageHead)) return plain({ kind: 'AGE_FILE' });
	if (bytes.length >= shortestAwsToken && startsAs(bytes, awsHead))
		return plain({ kind: 'CLOUD_TOKEN', cloud: 'AWS' });
	if (startsAs(bytes, openSshHead)) {
		const encrypted = !startsAs(bytes.subarray(openSshHead.length), noCipher);
		return plain({ kind: 'PRIVATE_KEY', form: 'OPENSSH', algorithm: undefined, encrypted });
	}
	const form = containerForm(bytes);
	if (form) return plain({ kind: 'CONTAINER', form });
	if (plainLengths.has(bytes.length)) return plain({ kind: 'KEY_MATERIAL' });
	if (isUtf8Text(bytes)) return plain({ kind: 'TEXT' });
	const size = encryptedSize(bytes.length);
	return plain(size ? { kind: 'ENCRYPTED_KEY', ...size } : { kind: 'UNKNOWN' });
}

function keyIdOfBlob(bytes: Uint8Array) {
	try {
		return parseCiphertextBlob(bytes).keyId;
	} catch (error) {
		if (isKmsError(error, 'InvalidCiphertext')) return undefined;
		throw error;
	}
}

const startsAs = (bytes: Uint8Array, head: readonly (number | undefined)[]) =>
	head.every((byte, index) => byte === undefined || bytes[index] === byte);
