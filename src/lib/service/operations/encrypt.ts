/** Encrypt, Decrypt, ReEncrypt. */
import { wipe } from '#lib/domain/bytes.ts';
import { longestPlaintext } from '#lib/domain/key/ciphertext-blob.ts';
import type { OperationFunction } from '../engine/context.ts';
import { decryptData, encryptionLog, encryptorOf, type Way } from './encryption.ts';
import { logUse } from './log-use.ts';
import { assertLength } from './message.ts';

/** Encrypts a caller's data under a CMK. */
export const encrypt: OperationFunction<'Encrypt'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const {
			Plaintext,
			EncryptionContext = {},
			EncryptionAlgorithm: algorithm = 'SYMMETRIC_DEFAULT'
		} = request;
		assertLength('Plaintext', Plaintext, longestPlaintext);
		const way = { algorithm, context: EncryptionContext };
		const { keyId, encrypt: run } = await encryptorOf(moment, 'Encrypt', request.KeyId, way);
		const CiphertextBlob = await run(Plaintext);
		return {
			change: {
				log: encryptionLog('Encrypt', keyId, EncryptionContext, { bytes: Plaintext.length })
			},
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
		const decrypted = await decryptData(moment, 'Decrypt', KeyId, CiphertextBlob, way);
		const { keyId, materialId, plaintext } = decrypted;
		return {
			change: {
				log: encryptionLog('Decrypt', keyId, EncryptionContext, { bytes: plaintext.length })
			},
			answer: () => ({
				KeyId: keyId,
				...(materialId !== undefined && { KeyMaterialId: materialId }),
				Plaintext: plaintext,
				EncryptionAlgorithm: algorithm
			}),
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
						...encryptionLog('ReEncrypt', source.keyId, from.context, { to: target.keyId }),
						...encryptionLog('ReEncrypt', target.keyId, to.context, { from: source.keyId })
					]
				},
				answer: () => ({
					SourceKeyId: source.keyId,
					KeyId: target.keyId,
					...(source.materialId !== undefined && { SourceKeyMaterialId: source.materialId }),
					...(target.materialId !== undefined && { DestinationKeyMaterialId: target.materialId }),
					CiphertextBlob: encrypted,
					SourceEncryptionAlgorithm: from.algorithm,
					DestinationEncryptionAlgorithm: to.algorithm
				})
			};
		} finally {
			wipe(plaintext);
		}
	});
