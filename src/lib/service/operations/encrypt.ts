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
import type { KeyOperation, LoggedOperation } from '#lib/domain/vault/operation.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import { decryptMessage, encryptMessage } from '#lib/crypto/cobblestone.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationContext, OperationFunction } from '../engine/context.ts';
import { useKey, type UsableKey } from './use-key.ts';

/** Each use is written to the log before its result is released. */
function uses(
	operation: KeyOperation & LoggedOperation,
	{ cmk }: UsableKey,
	context: EncryptionContext,
	detail: Record<string, string | number> = {}
): LogDraft[] {
	return [{ operation, keyId: cmk.keyId, detail: { ...detail, ...contextNamesForLog(context) } }];
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
): Promise<{ key: UsableKey; plaintext: Bytes }> {
	const { header, keyId, materialId, message } = parseCiphertextBlob(blob);
	if (expectedKeyId !== undefined && moment.vault.cmk(expectedKeyId).keyId !== keyId)
		throw new KmsError('IncorrectKey', { keyId });
	const key = await useKey(moment, operation, keyId);
	if (!equalBytes(materialId, key.materialId)) throw new KmsError('InvalidCiphertext', {});
	const bound = concat(header, encodedContext);
	return { key, plaintext: await decryptMessage(key.encryptKey, message, bound) };
}

/** Encrypts a caller's data under a CMK. */
export const encrypt: OperationFunction<'Encrypt'> = (
	context,
	{ KeyId, Plaintext, EncryptionContext = {} }
) =>
	context.logOnly(async (moment) => {
		if (Plaintext.length === 0) throw new KmsError('EmptyInput', { parameter: 'Plaintext' });
		if (Plaintext.length > longestPlaintext)
			throw new KmsError('InputTooLarge', {
				parameter: 'Plaintext',
				actualBytes: Plaintext.length,
				limitBytes: longestPlaintext
			});
		const encodedContext = encodeEncryptionContext(EncryptionContext);
		const key = await useKey(moment, 'Encrypt', KeyId);
		const CiphertextBlob = await encryptUnder(key, Plaintext, encodedContext);
		return {
			change: { log: uses('Encrypt', key, EncryptionContext, { bytes: Plaintext.length }) },
			answer: () => ({ KeyId: key.cmk.keyId, CiphertextBlob })
		};
	});

/** Decrypts what `Encrypt` or `GenerateDataKey` made; the blob names its CMK. */
export const decrypt: OperationFunction<'Decrypt'> = (
	context,
	{ CiphertextBlob, KeyId, EncryptionContext = {} }
) =>
	context.logOnly(async (moment) => {
		const { key, plaintext } = await decryptBlob(
			moment,
			'Decrypt',
			CiphertextBlob,
			encodeEncryptionContext(EncryptionContext),
			KeyId
		);
		return {
			change: { log: uses('Decrypt', key, EncryptionContext, { bytes: plaintext.length }) },
			answer: () => ({ KeyId: key.cmk.keyId, Plaintext: plaintext }),
			secrets: [plaintext]
		};
	});

/** Decrypts and encrypts anew under another CMK; the plaintext never leaves the worker. */
export const reEncrypt: OperationFunction<'ReEncrypt'> = (context, request) =>
	context.logOnly(async (moment) => {
		const { SourceEncryptionContext = {}, DestinationEncryptionContext = {} } = request;
		const sourceContext = encodeEncryptionContext(
			SourceEncryptionContext,
			'SourceEncryptionContext'
		);
		const targetContext = encodeEncryptionContext(
			DestinationEncryptionContext,
			'DestinationEncryptionContext'
		);
		const target = await useKey(moment, 'ReEncrypt', request.DestinationKeyId);
		const { key: source, plaintext } = await decryptBlob(
			moment,
			'ReEncrypt',
			request.CiphertextBlob,
			sourceContext,
			request.SourceKeyId
		);
		try {
			const CiphertextBlob = await encryptUnder(target, plaintext, targetContext);
			return {
				change: {
					log: [
						...uses('ReEncrypt', source, SourceEncryptionContext, { to: target.cmk.keyId }),
						...uses('ReEncrypt', target, DestinationEncryptionContext, {
							from: source.cmk.keyId
						})
					]
				},
				answer: () => ({
					SourceKeyId: source.cmk.keyId,
					KeyId: target.cmk.keyId,
					CiphertextBlob
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
	return context.logOnly(async (moment) => {
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
			change: { log: uses(operation, key, EncryptionContext, { bytes: byteCount }) },
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
