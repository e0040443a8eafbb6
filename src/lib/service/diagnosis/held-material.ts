import { equalBytes, fromBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { keyMaterialBytes, type Cmk, type KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { wipeReadings } from '#lib/domain/reading/reading.ts';
import { asKeyMaterial, weakness, type KeyMaterial } from '#lib/domain/key/key-material.ts';
import { boundCheckValue, keyCheckValue } from '#lib/crypto/check-value.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/** Bytes that should have been 32, and what they were instead. */
export interface HeldMaterial {
	form: 'BYTES' | 'HEX' | 'BASE64' | 'LINE_BREAK';
	/** the caller wipes it */
	material: KeyMaterial;
}

const lineBreaks: readonly number[] = [0x0a, 0x0d];

/**
 * Key material of 32 bytes in what was unwrapped: as it is, with a line break after it, or written as hex or Base64.
 *
 * @param bytes - stay as they are; the caller wipes them
 */
export function heldMaterial(bytes: Bytes): HeldMaterial | undefined {
	if (bytes.length === keyMaterialBytes)
		return { form: 'BYTES', material: asKeyMaterial(bytes.slice()) };
	const rest = [...bytes.subarray(keyMaterialBytes)];
	if (rest.length > 0 && rest.length <= 2 && rest.every((byte) => lineBreaks.includes(byte)))
		return { form: 'LINE_BREAK', material: asKeyMaterial(bytes.slice(0, keyMaterialBytes)) };
	const readings = readFile(bytes, { expectedLengths: [keyMaterialBytes] });
	const text = readings.find(({ bytes: decoded }) => decoded.length === keyMaterialBytes);
	try {
		const last = text?.steps.at(-1)?.step;
		if (!text || (last !== 'HEX' && last !== 'BASE64')) return undefined;
		return { form: last, material: asKeyMaterial(text.bytes.slice()) };
	} finally {
		wipeReadings(readings);
	}
}

/** @returns whether a CMK is bound to this key material; undefined for one that is bound to none yet */
export async function isBoundTo(
	vault: OpenVault,
	{ keyId, boundCheckValue: bound }: Cmk,
	material: KeyMaterial
): Promise<boolean | undefined> {
	if (bound === null) return undefined;
	const value = await boundCheckValue(vault.keys.checkValue, keyId, material);
	try {
		return equalBytes(value, fromBase64(bound));
	} finally {
		wipe(value);
	}
}

/** @returns another CMK of the vault that is bound to this key material */
export async function otherOwner(
	vault: OpenVault,
	cmk: Cmk,
	material: KeyMaterial
): Promise<Cmk | undefined> {
	for (const other of vault.cmks.values())
		if (other.keyId !== cmk.keyId && (await isBoundTo(vault, other, material))) return other;
	return undefined;
}

/** @returns null for key material that could be guessed from its hash */
export async function shownCheckValue(material: KeyMaterial): Promise<KeyCheckValue | null> {
	return weakness(material) ? null : keyCheckValue(material);
}
