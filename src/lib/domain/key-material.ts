import type { Bytes } from './bytes.ts';
import { keyMaterialBytes } from './cmk.ts';
import { KmsError, type KmsErrorDetails } from './errors.ts';

/** Key material of the right length; made by {@link asKeyMaterial} only. Whoever holds it wipes it. */
export type KeyMaterial = Bytes & { readonly brand: 'KeyMaterial' };

/** @throws {@link KmsError} `InvalidKeyMaterialLength` */
export function asKeyMaterial(bytes: Bytes): KeyMaterial {
	if (bytes.length !== keyMaterialBytes)
		throw new KmsError('InvalidKeyMaterialLength', {
			actualBytes: bytes.length,
			expectedBytes: keyMaterialBytes
		});
	return bytes as KeyMaterial;
}

/**
 * @returns why the bytes cannot be a random key: all equal, or all printable ASCII. For 32 random bytes the chance
 * of either is below 2^-45. A hash of such material could be guessed back to it, so none is shown.
 */
export function weakness(
	material: Uint8Array
): KmsErrorDetails['WeakKeyMaterial']['reason'] | undefined {
	if (material.every((byte) => byte === material[0])) return 'REPEATED_BYTE';
	if (material.every((byte) => byte >= 0x20 && byte <= 0x7e)) return 'PRINTABLE_TEXT';
	return undefined;
}
