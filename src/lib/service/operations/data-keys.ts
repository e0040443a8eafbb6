/** GenerateDataKey and GenerateDataKeyPair, and both without a plaintext. */
import { copySecret, wipe } from '#lib/domain/bytes.ts';
import { longestDataKey } from '#lib/domain/key/ciphertext-blob.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { generatePrivateKey } from '#lib/crypto/private-key.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { Request, Response } from '../api.ts';
import type { OperationContext, OperationFunction } from '../engine/context.ts';
import { encryptionLog, encryptorOf } from './encryption.ts';
import { logUse } from './log-use.ts';

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
		const way = { algorithm: 'SYMMETRIC_DEFAULT', context: EncryptionContext } as const;
		const { keyId, materialId = '', encrypt } = await encryptorOf(moment, operation, KeyId, way);
		const dataKey = randomBytes(byteCount);
		const CiphertextBlob = await encrypt(dataKey).catch((error: unknown) => {
			wipe(dataKey);
			throw error;
		});
		return {
			change: { log: encryptionLog(operation, keyId, EncryptionContext, { bytes: byteCount }) },
			answer: () => ({
				...{ KeyId: keyId, KeyMaterialId: materialId },
				...{ Plaintext: dataKey, CiphertextBlob }
			}),
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

/**
 * Makes a key pair for use elsewhere. An RSA pair takes seconds, so it is made between a first look at the CMK and its
 * use.
 */
async function generatePair(
	context: OperationContext,
	operation: 'GenerateDataKeyPair' | 'GenerateDataKeyPairWithoutPlaintext',
	request: Request<'GenerateDataKeyPair'>
): Promise<Response<'GenerateDataKeyPair'>> {
	const { KeyId, KeyPairSpec, EncryptionContext = {} } = request;
	const way = { algorithm: 'SYMMETRIC_DEFAULT', context: EncryptionContext } as const;
	await context.read((moment) => encryptorOf(moment, operation, KeyId, way));
	const { pkcs8, publicKey } = await generatePrivateKey(KeyPairSpec, 'KeyPairSpec');
	try {
		return await logUse(context, request, async (moment) => {
			const { keyId, materialId = '', encrypt } = await encryptorOf(moment, operation, KeyId, way);
			const PrivateKeyCiphertextBlob = await encrypt(pkcs8);
			// A copy for each attempt: it is wiped when the attempt fails.
			const PrivateKeyPlaintext = copySecret(pkcs8);
			const detail = { keyPairSpec: KeyPairSpec };
			return {
				change: { log: encryptionLog(operation, keyId, EncryptionContext, detail) },
				answer: () => ({
					KeyId: keyId,
					KeyMaterialId: materialId,
					KeyPairSpec,
					PublicKey: publicKey,
					PrivateKeyPlaintext,
					PrivateKeyCiphertextBlob
				}),
				secrets: [PrivateKeyPlaintext]
			};
		});
	} finally {
		wipe(pkcs8);
	}
}

/** Makes a key pair, and gives its private key in the clear and encrypted under a CMK. */
export const generateDataKeyPair: OperationFunction<'GenerateDataKeyPair'> = (context, request) =>
	generatePair(context, 'GenerateDataKeyPair', request);

/** As {@link generateDataKeyPair}, but gives the private key encrypted only. */
export const generateDataKeyPairWithoutPlaintext: OperationFunction<
	'GenerateDataKeyPairWithoutPlaintext'
> = async (context, request) => {
	const { PrivateKeyPlaintext, ...answer } = await generatePair(
		context,
		'GenerateDataKeyPairWithoutPlaintext',
		request
	);
	wipe(PrivateKeyPlaintext);
	return answer;
};
