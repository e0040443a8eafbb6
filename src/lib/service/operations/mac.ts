/** GenerateMac, VerifyMac. */
import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { macUnderSealedKey } from '#lib/crypto/key-mac.ts';
import type { Request } from '../api.ts';
import type { Moment, OperationFunction } from '../engine/context.ts';
import { logUse } from './log-use.ts';
import { assertLength, assertMessageLength } from './message.ts';
import { useCmk } from './use-key.ts';

/** As AWS KMS has it; none that verifies is longer than 64 bytes. */
const longestMac = 6144;

async function macOf(
	moment: Moment,
	operation: 'GenerateMac' | 'VerifyMac',
	request: Request<'GenerateMac'>
): Promise<{ keyId: KeyId; tag: Bytes }> {
	const { KeyId, Message, MacAlgorithm } = request;
	const { cmk, openMaterial } = useCmk(moment, operation, KeyId, MacAlgorithm);
	assertMessageLength(request);
	const tag = await openMaterial((materialKey, sealed, aad) =>
		macUnderSealedKey(materialKey, sealed, aad, MacAlgorithm, Message)
	);
	return { keyId: cmk.keyId, tag };
}

const logOf = (
	operation: 'GenerateMac' | 'VerifyMac',
	keyId: KeyId,
	{ Message, MacAlgorithm: algorithm }: Request<'GenerateMac'>
) => ({ log: [{ operation, keyId, detail: { bytes: Message.length, algorithm } }] });

/** Makes the MAC of a message with a CMK. */
export const generateMac: OperationFunction<'GenerateMac'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const { keyId, tag } = await macOf(moment, 'GenerateMac', request);
		const { MacAlgorithm } = request;
		return {
			change: logOf('GenerateMac', keyId, request),
			answer: () => ({ KeyId: keyId, Mac: tag, MacAlgorithm })
		};
	});

/** Tells whether a MAC is that of a message, whole: any other is `KmsInvalidMac`. */
export const verifyMac: OperationFunction<'VerifyMac'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const { Mac, MacAlgorithm } = request;
		const { keyId, tag } = await macOf(moment, 'VerifyMac', request);
		assertLength('Mac', Mac, longestMac);
		if (!equalBytes(Mac, tag)) throw new KmsError('KmsInvalidMac', {});
		return {
			change: logOf('VerifyMac', keyId, request),
			answer: () => ({ KeyId: keyId, MacValid: true, MacAlgorithm })
		};
	});
