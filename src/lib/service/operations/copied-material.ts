/** Copies of the key material of AES-256 keys, as users bring them back. */
import { parseUtf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes } from '#lib/domain/key/cmk.ts';
import { asKeyMaterial, type KeyMaterial } from '#lib/domain/key/key-material.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { largestFileBytes, wipeReadings } from '#lib/domain/reading/reading.ts';
import { longestRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import type { CopyToTest } from '../api/copy-rules.ts';
import { filePassphraseText } from '../engine/passphrase.ts';
import { fromRecoveryTexts, recoveryTextsIn } from '../handouts/recovery-texts.ts';

/** @returns what the user gave, key material or a file that holds it; the caller wipes it */
export const bytesOfCopy = (copy: CopyToTest): Bytes =>
	copy.Kind === 'AGE_FILE' ? copy.File : copy.Kind === 'TEXT' ? copy.Text : copy.Bytes;

/** @throws {@link KmsError} `InputTooLarge` */
export function assertCopySize(copy: CopyToTest): void {
	const actualBytes = bytesOfCopy(copy).length;
	const limitBytes = copy.Kind === 'TEXT' ? longestRecoveryText : largestFileBytes;
	if (actualBytes > limitBytes)
		throw new KmsError('InputTooLarge', { parameter: 'Copy', actualBytes, limitBytes });
}

/**
 * @returns what the copy holds; the caller wipes it
 * @throws {@link KmsError} `InvalidRecoveryCopy`, `InvalidCiphertext` of an age file, `InvalidKeyMaterialLength`
 */
export async function restore(copy: CopyToTest): Promise<KeyMaterial> {
	if (copy.Kind === 'AGE_FILE') {
		const file = await decryptAgeFile(copy.File, filePassphraseText(copy.FilePassphrase));
		try {
			return readKeyMaterial(file);
		} finally {
			wipe(file);
		}
	}
	const given = bytesOfCopy(copy);
	const readings = readFile(given, { expectedLengths: [keyMaterialBytes] });
	const texts = recoveryTextsIn(given, readings);
	wipeReadings(readings);
	const asTyped = () => fromRecoveryTexts({ text: parseUtf8(given) ?? '\u0000' });
	const asSheets = () => fromRecoveryTexts(...texts);
	const asFile = () => readKeyMaterial(given);
	return firstOf([
		...(copy.Kind === 'TEXT' ? [asTyped] : []),
		...(texts.length > 0 ? [asSheets] : []),
		asFile
	]);
}

/** @throws {@link KmsError} why the first way does not lead there, where none does */
async function firstOf(ways: readonly (() => KeyMaterial | Promise<KeyMaterial>)[]) {
	let refusal: KmsError | undefined;
	for (const way of ways)
		try {
			return await way();
		} catch (error) {
			if (!(error instanceof KmsError)) throw error;
			refusal ??= error;
		}
	throw refusal ?? new KmsError('InternalError', {});
}

/** As a file in any encoding, or as what was written down or printed. @param file - the caller wipes it */
function readKeyMaterial(file: Bytes): KeyMaterial {
	const readings = readFile(file, { expectedLengths: [keyMaterialBytes] });
	const right = readings.find(({ bytes }) => bytes.length === keyMaterialBytes) ?? readings[0];
	wipeReadings(readings.filter((reading) => reading !== right));
	try {
		return asKeyMaterial(right?.bytes ?? new Uint8Array());
	} catch (error) {
		wipe(right?.bytes);
		throw error;
	}
}
