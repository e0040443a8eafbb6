/** What leaves for another service, under its public key: the methods of Airlock's own import, and PKCS #1 v1.5. */
import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { wrapCapacityBytes, type WrapMethod } from '#lib/domain/wrap/wrap-capacity.ts';
import { wrapKeyMaterial } from './key-wrapping.ts';
import { rsaPkcs1Encrypt } from './rsa-pkcs1.ts';

/**
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @param modulusBits - of that key
 * @param payload - raw key material or PKCS #8; the caller wipes it
 * @throws {@link KmsError} `InputTooLarge` before anything is computed, `InvalidParameter` for a public key that is refused
 */
export async function wrapForCloud(
	method: WrapMethod,
	publicKey: Bytes,
	modulusBits: number,
	payload: Bytes
): Promise<Bytes> {
	const limitBytes = wrapCapacityBytes(method, modulusBits);
	if (limitBytes !== undefined && payload.length > limitBytes)
		throw new KmsError('InputTooLarge', {
			parameter: 'KeyMaterial',
			actualBytes: payload.length,
			limitBytes
		});
	return method === 'RSAES_PKCS1_V1_5'
		? rsaPkcs1Encrypt(publicKey, payload)
		: wrapKeyMaterial(method, publicKey, payload);
}
