import { equalBytes, fromBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { wipeReadings } from '#lib/domain/reading/reading.ts';
import {
	asKeyMaterial,
	secretLengths,
	type KeyMaterial,
	type SecretSpec
} from '#lib/domain/key/key-material.ts';
import { isPair } from '#lib/domain/key/kinds.ts';
import { boundCheckValue } from '#lib/crypto/check-value.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/** Bytes that should have been a secret, and what they were instead. */
export interface HeldMaterial {
	form: 'BYTES' | 'HEX' | 'BASE64' | 'LINE_BREAK';
	/** the caller wipes it */
	material: KeyMaterial;
}

const lineBreaks: readonly number[] = [0x0a, 0x0d];

/**
 * Key material in what was unwrapped: as it is, with a line break after it, or written as hex or Base64. A secret for
 * HMAC can have many lengths: what may be the text of one is told as that, and the usual length counts.
 *
 * @param bytes - stay as they are; the caller wipes them
 */
export function heldMaterial(
	bytes: Bytes,
	keySpec: SecretSpec = 'AES_256'
): HeldMaterial | undefined {
	const { least, most } = secretLengths(keySpec);
	const held = (form: HeldMaterial['form'], material: Bytes): HeldMaterial => ({
		form,
		material: asKeyMaterial(material.slice(), keySpec)
	});
	if (bytes.length === least) return held('BYTES', bytes);
	const rest = [...bytes.subarray(least)];
	if (rest.length > 0 && rest.length <= 2 && rest.every((byte) => lineBreaks.includes(byte)))
		return held('LINE_BREAK', bytes.subarray(0, least));
	const readings = readFile(bytes, { expectedLengths: [least] });
	const text = readings.find(({ bytes: decoded }) => decoded.length === least);
	try {
		const last = text?.steps.at(-1)?.step;
		if (text && (last === 'HEX' || last === 'BASE64')) return held(last, text.bytes);
		return bytes.length > least && bytes.length <= most ? held('BYTES', bytes) : undefined;
	} finally {
		wipeReadings(readings);
	}
}

/** @returns whether a CMK is bound to this key material; undefined for one that is bound to none yet */
export async function isBoundTo(
	vault: OpenVault,
	{ keyId, keySpec, boundCheckValue: bound }: Cmk,
	material: KeyMaterial
): Promise<boolean | undefined> {
	if (bound === null) return undefined;
	if (isPair(keySpec)) return false;
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
