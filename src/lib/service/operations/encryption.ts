/** How CMKs encrypt data: AES-256 keys in Airlock's own format, RSA keys with OAEP. */
import { concat, equalBytes, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { encodeBlobHeader, parseCiphertextBlob } from '#lib/domain/key/ciphertext-blob.ts';
import {
	contextNamesForLog,
	encodeEncryptionContext,
	type EncryptionContext
} from '#lib/domain/key/encryption-context.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { assertAlgorithm } from '#lib/domain/key/allowed.ts';
import { assertNotRetired } from '#lib/domain/key/retirement.ts';
import type { EncryptionAlgorithm } from '#lib/domain/key/kinds.ts';
import type { KeyOperation, LoggedOperation } from '#lib/domain/vault/operation.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import { decryptMessage, encryptMessage } from '#lib/crypto/cobblestone.ts';
import type { Moment } from '../engine/context.ts';
import { rsaDecrypt, rsaEncryptor, type Encryptor } from './rsa-encryption.ts';
import { useKey, type UsableKey } from './use-key.ts';

/** @returns what the log says of a use: never the values of a context */
export function encryptionLog(
	operation: KeyOperation & LoggedOperation,
	keyId: KeyId,
	context: EncryptionContext,
	detail: Record<string, string | number> = {}
): LogDraft[] {
	return [{ operation, keyId, detail: { ...detail, ...contextNamesForLog(context) } }];
}

/** How data is encrypted, beside the CMK. */
export interface Way {
	algorithm: EncryptionAlgorithm;
	context: EncryptionContext;
	/** what the request calls the context */
	contextField?: 'SourceEncryptionContext' | 'DestinationEncryptionContext';
}

async function encryptUnder(
	{ cmk, encryptKey, materialId }: UsableKey,
	plaintext: Bytes,
	encodedContext: Bytes
): Promise<Bytes> {
	const header = encodeBlobHeader(cmk.keyId, materialId);
	const bound = concat(header, encodedContext);
	return concat(header, await encryptMessage(encryptKey, plaintext, bound));
}

/** Refuses all that can be refused before there is a plaintext. */
export async function encryptorOf(
	moment: Moment,
	operation: KeyOperation,
	keyId: string,
	{ algorithm, context, contextField }: Way
): Promise<Encryptor> {
	if (algorithm !== 'SYMMETRIC_DEFAULT') {
		assertNoContext(context, contextField);
		return rsaEncryptor(moment, operation, keyId, algorithm);
	}
	const encodedContext = encodeEncryptionContext(context, contextField);
	const key = await useKey(moment, operation, keyId);
	assertNotRetired(operation, key.cmk);
	return {
		keyId: key.cmk.keyId,
		materialId: toHex(key.materialId),
		encrypt: (plaintext) => encryptUnder(key, plaintext, encodedContext)
	};
}

/** What was decrypted, and under which key material; an RSA key has one for life. */
interface Decrypted {
	keyId: KeyId;
	materialId?: string;
	/** the caller hands it on or wipes it */
	plaintext: Bytes;
}

/** Decrypts what a CMK has encrypted. */
export async function decryptData(
	moment: Moment,
	operation: KeyOperation,
	keyId: string | undefined,
	blob: Bytes,
	{ algorithm, context, contextField }: Way
): Promise<Decrypted> {
	if (algorithm === 'SYMMETRIC_DEFAULT') {
		const encodedContext = encodeEncryptionContext(context, contextField);
		return decryptBlob(moment, operation, blob, encodedContext, keyId);
	}
	assertNoContext(context, contextField);
	// Nothing in such a ciphertext says whose it is.
	if (keyId === undefined)
		throw new KmsError('InvalidParameter', {
			parameter: contextField === undefined ? 'KeyId' : 'SourceKeyId',
			rule: 'REQUIRED_WITH_RSA'
		});
	return rsaDecrypt(moment, operation, keyId, algorithm, blob);
}

/** RSA-OAEP binds nothing to what it encrypts: a context would be lost in silence. */
function assertNoContext(context: EncryptionContext, field = 'EncryptionContext'): void {
	if (Object.keys(context).length > 0)
		throw new KmsError('InvalidParameter', { parameter: field, rule: 'NOT_WITH_RSA' });
}

/**
 * Opens a blob under the CMK and the key material that it names.
 *
 * @throws {@link KmsError} `IncorrectKey` where the caller names another CMK than the blob does; `InvalidCiphertext` for
 * damage, another context, and key material that the CMK never had, alike
 */
async function decryptBlob(
	moment: Moment,
	operation: KeyOperation,
	blob: Uint8Array,
	encodedContext: Bytes,
	expectedKeyId: string | undefined
): Promise<Decrypted> {
	const expected = expectedKeyId === undefined ? undefined : moment.vault.cmk(expectedKeyId);
	if (expected) assertAlgorithm(operation, expected, 'SYMMETRIC_DEFAULT');
	const { header, keyId, materialId, message } = parseCiphertextBlob(blob);
	if (expected && expected.keyId !== keyId) throw new KmsError('IncorrectKey', { keyId });
	const key = await useKey(moment, operation, keyId, materialId);
	if (!equalBytes(materialId, key.materialId)) throw new KmsError('InvalidCiphertext', {});
	const bound = concat(header, encodedContext);
	const plaintext = await decryptMessage(key.encryptKey, message, bound);
	return { keyId, materialId: toHex(materialId), plaintext };
}
