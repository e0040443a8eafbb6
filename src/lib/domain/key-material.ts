import type { Bytes } from './bytes.ts';
import { keyMaterialBytes } from './cmk.ts';
import { KmsError, type KmsErrorDetails } from './errors.ts';
import { readFile, wipeReadings } from './file-reading.ts';
import type { FileContent } from './reading/content.ts';
import { plainLengths } from './reading/recognise.ts';

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

/**
 * Notices key material that was chosen where the encrypted key belongs.
 *
 * @throws {@link KmsError} `PlaintextKeyMaterial` for a file that holds bytes of the length of a key, or a private key, in any
 * encoding that is known; the caller stores nothing of it
 */
export function refusePlaintextKeyMaterial(file: Uint8Array): void {
	const readings = readFile(file, { expectedLengths: [...plainLengths] });
	wipeReadings(readings);
	const secret = readings.find(({ content }) => secretKinds.includes(content.kind));
	if (!secret) return;
	const { content, steps, bytes } = secret;
	const isPrivate = content.kind !== 'KEY_MATERIAL';
	const last = steps.at(-1)?.step;
	throw new KmsError('PlaintextKeyMaterial', {
		form: isPrivate ? 'PRIVATE_KEY' : last === 'HEX' || last === 'BASE64' ? last : 'BYTES',
		actualBytes: isPrivate ? file.length : bytes.length
	});
}

const secretKinds: readonly FileContent['kind'][] = ['KEY_MATERIAL', 'PRIVATE_KEY', 'PKCS_12'];
