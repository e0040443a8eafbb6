import { beforeAll, describe, expect, it } from 'vitest';
import {
	generateSealedKeyMaterial,
	openKeyMaterial,
	sealKeyMaterial
} from '#lib/crypto/key-material.ts';
import { materialId } from '#lib/crypto/purpose-key.ts';
import { randomBytes, randomUuid } from '#lib/crypto/random.ts';
import { additionalData, open, seal } from '#lib/crypto/seal.ts';
import { utf8 } from '#lib/domain/bytes.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { flipBit } from '../../support/flip-bit.ts';

const aad = additionalData('airlock/1/material', utf8('place'));
const material = asKeyMaterial(randomBytes(32));
let materialKey: CryptoKey;

beforeAll(async () => {
	materialKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt',
		'wrapKey',
		'unwrapKey'
	]);
});

describe('sealKeyMaterial and openKeyMaterial', () => {
	it('open a key that derives from the material and cannot be extracted', async () => {
		const opened = await openKeyMaterial(
			materialKey,
			await sealKeyMaterial(materialKey, material, aad),
			aad
		);
		expect(opened).toMatchObject({ extractable: false, algorithm: { name: 'HKDF' } });

		const keyId = asKeyId(randomUuid());
		const direct = await crypto.subtle.importKey('raw', material, 'HKDF', false, ['deriveBits']);
		expect(opened && (await materialId(opened, keyId))).toEqual(await materialId(direct, keyId));
	});

	it('leave the wiping to the caller', async () => {
		const copy = material.slice();
		await sealKeyMaterial(materialKey, material, aad);
		expect(material).toEqual(copy);
	});

	it('open nothing after any one bit has changed, or in another place', async () => {
		const sealed = await sealKeyMaterial(materialKey, material, aad);
		for (let bit = 0; bit < sealed.length * 8; bit++)
			expect(await openKeyMaterial(materialKey, flipBit(sealed, bit), aad)).toBeUndefined();
		expect(await openKeyMaterial(materialKey, sealed, utf8('elsewhere'))).toBeUndefined();
	});

	it('open nothing of another length, though its seal verifies', async () => {
		for (const byteCount of [0, 16, 31, 33, 64]) {
			const sealed = await seal(materialKey, randomBytes(byteCount), aad);
			expect(await openKeyMaterial(materialKey, sealed, aad)).toBeUndefined();
		}
	});
});

describe('generateSealedKeyMaterial', () => {
	it('seals 32 bytes, others each time', async () => {
		const seen = new Set<string>();
		for (let count = 0; count < 20; count++) {
			const generated = await open(
				materialKey,
				await generateSealedKeyMaterial(materialKey, aad),
				aad
			);
			expect(generated).toHaveLength(32);
			seen.add(String(generated));
		}
		expect(seen.size).toBe(20);
	});

	it('gives what openKeyMaterial opens, in its place only', async () => {
		const sealed = await generateSealedKeyMaterial(materialKey, aad);
		expect(await openKeyMaterial(materialKey, sealed, aad)).toBeDefined();
		expect(await openKeyMaterial(materialKey, sealed, utf8('elsewhere'))).toBeUndefined();
	});
});
