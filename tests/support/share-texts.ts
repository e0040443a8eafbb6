import { parseUtf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { encodeRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { splitKeyMaterial } from '#lib/crypto/shares.ts';

/** @returns the texts of new shares of key material, as they are printed; at least two */
export async function shareTexts(material: Bytes, threshold: number, count: number) {
	const shares = await splitKeyMaterial(asKeyMaterial(material.slice()), threshold, count);
	return shares.map((share) => parseUtf8(encodeRecoveryText(share)) ?? '') as [
		string,
		string,
		...string[]
	];
}
