/** DeriveSharedSecret. */
import { deriveSecret } from '#lib/crypto/key-agreement.ts';
import type { OperationFunction } from '../engine/context.ts';
import { logUse } from './log-use.ts';
import { assertLength, longestPublicKey } from './message.ts';
import { useCmk } from './use-key.ts';

/** Agrees with the holder of another key pair on a secret that nobody else can compute. */
export const deriveSharedSecret: OperationFunction<'DeriveSharedSecret'> = (context, request) =>
	logUse(context, request, async (moment) => {
		const { KeyId, PublicKey, KeyAgreementAlgorithm } = request;
		const { cmk, openMaterial } = useCmk(
			moment,
			'DeriveSharedSecret',
			KeyId,
			KeyAgreementAlgorithm
		);
		assertLength('PublicKey', PublicKey, longestPublicKey);
		const { keySpec, keyId, origin } = cmk;
		const SharedSecret = await openMaterial((materialKey, sealed, aad) =>
			deriveSecret(materialKey, sealed, aad, keySpec, PublicKey)
		);
		return {
			change: {
				log: [
					{
						operation: 'DeriveSharedSecret',
						keyId,
						detail: { algorithm: KeyAgreementAlgorithm }
					}
				]
			},
			answer: () => ({ KeyId: keyId, SharedSecret, KeyAgreementAlgorithm, KeyOrigin: origin }),
			secrets: [SharedSecret]
		};
	});
