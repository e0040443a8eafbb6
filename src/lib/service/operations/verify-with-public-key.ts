/** VerifyWithPublicKey. */
import { toHex } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { verifyingAlgorithms } from '#lib/domain/key/verifying.ts';
import { keyInDer } from '#lib/domain/reading/keys-in-der.ts';
import { verifyForeign } from '#lib/crypto/foreign-signature.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { OperationFunction } from '../engine/context.ts';
import {
	assertLength,
	assertMessageLength,
	longestPublicKey,
	longestSignature
} from './message.ts';

/** Tells whether the holder of a foreign key has signed a message: a signature that does not fit is `KmsInvalidSignature`. */
export const verifyWithPublicKey: OperationFunction<'VerifyWithPublicKey'> = (context, request) =>
	context.read(async () => {
		const { PublicKey, Message, Signature, SigningAlgorithm } = request;
		assertLength('PublicKey', PublicKey, longestPublicKey);
		assertLength('Signature', Signature, longestSignature);
		assertMessageLength(request);
		const found = keyInDer(PublicKey);
		if (found?.content.kind !== 'PUBLIC_KEY')
			throw new KmsError('InvalidPublicKey', { reason: 'NOT_A_PUBLIC_KEY' });
		const { algorithm } = found.content;
		const fitting = verifyingAlgorithms(algorithm);
		if (fitting.length === 0) throw new KmsError('InvalidPublicKey', { reason: 'CANT_VERIFY' });
		if (!fitting.includes(SigningAlgorithm))
			throw new KmsError('InvalidParameter', {
				parameter: 'SigningAlgorithm',
				rule: `ONE_OF_${fitting.join('_OR_')}`
			});
		const key = { spki: found.bytes, algorithm };
		if (!(await verifyForeign(key, Message, Signature, SigningAlgorithm)))
			throw new KmsError('KmsInvalidSignature', {});
		return {
			SignatureValid: true,
			SigningAlgorithm,
			PublicKeyFingerprint: toHex(await sha256(found.bytes))
		};
	});
