/** ECDH (NIST SP 800-56A Rev. 3 §5.7.1.2) with the private key of a CMK. */

import { KmsError } from '#lib/domain/errors.ts';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { CmkSpec } from '#lib/domain/key/kinds.ts';
import { openKey } from './seal.ts';

const curves: Partial<Record<CmkSpec, string>> = {
	ECC_NIST_P256: 'P-256',
	ECC_NIST_P384: 'P-384',
	ECC_NIST_P521: 'P-521'
};

/**
 * @param publicKey - of the other side: SubjectPublicKeyInfo, DER
 * @returns the x coordinate, as long as the curve's field, which the caller wipes; `undefined` when the seal does not
 * verify
 * @throws {@link KmsError} `InvalidParameter` when that is no public key on the curve
 */
export async function deriveSecret(
	materialKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes,
	keySpec: CmkSpec,
	publicKey: Bytes
): Promise<Bytes | undefined> {
	const ecdh = { name: 'ECDH', namedCurve: curves[keySpec] ?? '' };
	const theirs = await importPublicKey(publicKey, ecdh);
	const ours = await openKey(materialKey, 'pkcs8', sealed, aad, ecdh, ['deriveBits']);
	if (!ours) return undefined;
	const agreement = { name: 'ECDH', public: theirs };
	// Null asks for all of it, which for P-521 is no whole number of bytes in bits.
	return new Uint8Array(await crypto.subtle.deriveBits(agreement, ours, null));
}

async function importPublicKey(publicKey: Bytes, ecdh: EcKeyImportParams): Promise<CryptoKey> {
	try {
		return await crypto.subtle.importKey('spki', publicKey, ecdh, false, []);
	} catch {
		throw new KmsError('InvalidParameter', {
			parameter: 'PublicKey',
			rule: `PUBLIC_KEY_ON_${ecdh.namedCurve}`
		});
	}
}
