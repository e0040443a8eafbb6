/** Encrypt, Decrypt, ReEncrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext. */
import { concat, equalBytes, wipe, type Bytes } from '#lib/domain/bytes.ts';
import {
	encodeBlobHeader,
	longestDataKey,
	longestPlaintext,
	parseCiphertextBlob
} from '#lib/domain/key/ciphertext-blob.ts';
import {
	contextNamesForLog,
	encodeEncryptionContext,
	type EncryptionContext
} from '#lib/domain/key/encryption-context.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { assertAlgorithm } from '#lib/domain/key/allowed.ts';
import type { EncryptionAlgorithm } from '#lib/domain/key/kinds.ts';
import type { KeyOperation, LoggedOperation } from '#lib/domain/vault/operation.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import { decryptMessage, encryptMessage } from '#lib/crypto/cobblestone.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationContext, OperationFunction } from '../engine/context.ts';
import { logUse } from './log-use.ts';
import { rsaDecrypt, rsaEncryptor, type Encryptor } from './rsa-encryption.ts';
import { useKey, type UsableKey } from './use-key.ts';

/** Each use is written to the log before its result is released. */
function uses(
	operation: KeyOperation & LoggedOperation,
	keyId: KeyId,
	context: EncryptionContext,
	detail: Record<string, string | number> = {}
): LogDraft[] {
	return [{ operation, keyId, detail: { ...detail, ...contextNamesForLog(context) } }];
}

/** How data is encrypted, beside the CMK. */
interface Way {
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
async function encryptorOf(
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
	return {
		keyId: key.cmk.keyId,
		encrypt: (plaintext) => encryptUnder(key, plaintext, encodedContext)
	};
}

/** @returns the plaintext, which the caller hands on or wipes */
async function decryptData(
	moment: Moment,
	operation: KeyOperation,
	keyId: string | undefined,
	blob: Bytes,
	{ algorithm, context, contextField }: Way
): Promise<{ keyId: KeyId; plaintext: Bytes }> {
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
 * Opens a blob under the CMK that it names.
 *
 * @throws {@link KmsError} `IncorrectKey` where the caller names another CMK than the blob does; `InvalidCiphertext` for
 * damage and another context alike
 */
async function decryptBlob(
	moment: Moment,
	operation: KeyOperation,
	blob: Uint8Array,
	encodedContext: Bytes,
	expectedKeyId: string | undefined
): Promise<{ keyId: KeyId; plaintext: Bytes }> {
	const expected = expectedKeyId === undefined ? undefined : moment.vault.cmk(expectedKeyId);
	if (expected) assertAlgorithm(operation, expected, 'SYMMETRIC_DEFAULT');
	const { header, keyId, materialId, message } = parseCiphertextBlob(blob);
	if (expected && expected.keyId !== keyId) throw new KmsError('IncorrectKey', { keyId });
	const key = await useKey(moment, operation, keyId);
	if (!equalBytes(materialId, key.materialId)) throw new KmsError('InvalidCiphertext', {});
	const bound = concat(header, encodedContext);
	return { keyId, plaintext: await decryptMessage(key.encryptKey, message, bound) };
}

/** Encrypts a caller's data under a CMK. */
export const encrypt: OperationFunction<'Encrypt'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const {
			Plaintext,
			EncryptionContext = {},
			EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT'
		} = request;
		if (Plaintext.length === 0) throw new KmsError('EmptyInput', { parameter: 'Plaintext' });
		if (Plaintext.length > longestPlaintext)
			throw new KmsError('InputTooLarge', {
				parameter: 'Plaintext',
				actualBytes: Plaintext.length,
				limitBytes: longestPlaintext
			});
		const way = { algorithm, context: EncryptionContext };
		const { keyId, encrypt: run } = await encryptorOf(moment, 'Encrypt', request.KeyId, way);
		const CiphertextBlob = await run(Plaintext);
		return {
			change: { log: uses('Encrypt', keyId, EncryptionContext, { bytes: Plaintext.length }) },
			answer: () => ({ KeyId: keyId, CiphertextBlob, EncryptionAlgorithm: algorithm })
		};
	});

/** Decrypts what `Encrypt` or `GenerateDataKey` made; the blob names its CMK. What an RSA key has encrypted does not. */
export const decrypt: OperationFunction<'Decrypt'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const {
			KeyId,
			CiphertextBlob,
			EncryptionContext = {},
			EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT'
		} = request;
		const way = { algorithm, context: EncryptionContext };
		const { keyId, plaintext } = await decryptData(moment, 'Decrypt', KeyId, CiphertextBlob, way);
		return {
			change: { log: uses('Decrypt', keyId, EncryptionContext, { bytes: plaintext.length }) },
			answer: () => ({ KeyId: keyId, Plaintext: plaintext, EncryptionAlgorithm: algorithm }),
			secrets: [plaintext]
		};
	});

/** Decrypts and encrypts anew under another CMK; the plaintext never leaves the worker. */
export const reEncrypt: OperationFunction<'ReEncrypt'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const from: Way = {
			algorithm: request.SourceEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
			context: request.SourceEncryptionContext ?? {},
			contextField: 'SourceEncryptionContext'
		};
		const to: Way = {
			algorithm: request.DestinationEncryptionAlgorithm ?? 'SYMMETRIC_DEFAULT',
			context: request.DestinationEncryptionContext ?? {},
			contextField: 'DestinationEncryptionContext'
		};
		const { SourceKeyId, DestinationKeyId, CiphertextBlob } = request;
		const target = await encryptorOf(moment, 'ReEncrypt', DestinationKeyId, to);
		const source = await decryptData(moment, 'ReEncrypt', SourceKeyId, CiphertextBlob, from);
		const { plaintext } = source;
		try {
			const encrypted = await target.encrypt(plaintext);
			return {
				change: {
					log: [
						...uses('ReEncrypt', source.keyId, from.context, { to: target.keyId }),
						...uses('ReEncrypt', target.keyId, to.context, { from: source.keyId })
					]
				},
				answer: () => ({
					SourceKeyId: source.keyId,
					KeyId: target.keyId,
					CiphertextBlob: encrypted,
					SourceEncryptionAlgorithm: from.algorithm,
					DestinationEncryptionAlgorithm: to.algorithm
				})
			};
		} finally {
			wipe(plaintext);
		}
	});

function dataKeyBytes({ KeySpec, NumberOfBytes }: Request<'GenerateDataKey'>): number {
	if ((KeySpec === undefined) === (NumberOfBytes === undefined))
		throw new KmsError('InvalidParameter', {
			parameter: 'KeySpec',
			rule: 'EITHER_IT_OR_NumberOfBytes'
		});
	if (NumberOfBytes === undefined) return KeySpec === 'AES_128' ? 16 : 32;
	if (NumberOfBytes < 1 || NumberOfBytes > longestDataKey)
		throw new KmsError('InvalidParameter', { parameter: 'NumberOfBytes', rule: 'FROM_1_TO_1024' });
	return NumberOfBytes;
}

/** @returns the data key, which the caller hands on or wipes, and its encrypted form */
function generate(
	context: OperationContext,
	operation: 'GenerateDataKey' | 'GenerateDataKeyWithoutPlaintext',
	request: Request<'GenerateDataKey'>
) {
	return logUse(context, request, async (moment) => {
		const { KeyId, EncryptionContext = {} } = request;
		const byteCount = dataKeyBytes(request);
		const encodedContext = encodeEncryptionContext(EncryptionContext);
		const key = await useKey(moment, operation, KeyId);
		const dataKey = randomBytes(byteCount);
		const CiphertextBlob = await encryptUnder(key, dataKey, encodedContext).catch(
			(error: unknown) => {
				wipe(dataKey);
				throw error;
			}
		);
		return {
			change: { log: uses(operation, key.cmk.keyId, EncryptionContext, { bytes: byteCount }) },
			answer: () => ({ KeyId: key.cmk.keyId, Plaintext: dataKey, CiphertextBlob }),
			secrets: [dataKey]
		};
	});
}

/** Makes a random data key, and gives it in the clear and encrypted under a CMK. */
export const generateDataKey: OperationFunction<'GenerateDataKey'> = (context, request) =>
	generate(context, 'GenerateDataKey', request);

/** As {@link generateDataKey}, but gives it encrypted only. */
export const generateDataKeyWithoutPlaintext: OperationFunction<
	'GenerateDataKeyWithoutPlaintext'
> = async (context, request) => {
	const { Plaintext, ...answer } = await generate(
		context,
		'GenerateDataKeyWithoutPlaintext',
		request
	);
	wipe(Plaintext);
	return answer;
};
