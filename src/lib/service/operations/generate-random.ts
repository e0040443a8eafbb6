/** GenerateRandom. */
import { KmsError } from '#lib/domain/errors.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import type { OperationFunction } from '../engine/context.ts';

/** As in AWS KMS. */
const mostRandomBytes = 1024;

/** Gives random bytes of the browser's generator; no key has to do with it. */
export const generateRandom: OperationFunction<'GenerateRandom'> = (
	context,
	{ NumberOfBytes: byteCount }
) =>
	context.read(() => {
		if (byteCount < 1 || byteCount > mostRandomBytes)
			throw new KmsError('InvalidParameter', {
				parameter: 'NumberOfBytes',
				rule: 'FROM_1_TO_1024'
			});
		return { Plaintext: randomBytes(byteCount) };
	});
