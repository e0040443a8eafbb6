/** Key material at rest: a secret sealed under the vault's `material` key; of an AES-256 key 60 bytes in all. */

import type { Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes } from '#lib/domain/key/cmk.ts';
import type { KeyMaterial } from '#lib/domain/key/key-material.ts';
import { openKey, seal, sealKey, sealOverheadBytes } from './seal.ts';

/** @param material - the caller wipes it */
export async function sealKeyMaterial(
	materialKey: CryptoKey,
	material: KeyMaterial,
	aad: Bytes
): Promise<Bytes> {
	return seal(materialKey, material, aad);
}

/** Generates key material and seals it; its bytes never pass through JavaScript. */
export async function generateSealedKeyMaterial(
	materialKey: CryptoKey,
	aad: Bytes
): Promise<Bytes> {
	// Any algorithm will do: what is sealed is the 32 random bytes.
	const aes256 = { name: 'AES-GCM', length: keyMaterialBytes * 8 };
	const material = await crypto.subtle.generateKey(aes256, true, ['encrypt']);
	return sealKey(materialKey, 'raw', material, aad);
}

/** @returns an HKDF key that cannot be extracted; `undefined` when the seal does not verify */
export async function openKeyMaterial(
	materialKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes
): Promise<CryptoKey | undefined> {
	if (sealed.length !== keyMaterialBytes + sealOverheadBytes) return undefined;
	return openKey(materialKey, 'raw', sealed, aad, 'HKDF', ['deriveBits', 'deriveKey']);
}
