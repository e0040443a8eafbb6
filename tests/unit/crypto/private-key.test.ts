import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
	isSymmetric,
	keySpecs,
	payloadBytes,
	type PrivateKeySpec
} from '#lib/domain/key/key-spec.ts';
import { keyInDer } from '#lib/domain/reading/keys-in-der.ts';
import { publicHalf } from '#lib/domain/reading/public-half.ts';
import { generatePrivateKey, importPrivateKey } from '#lib/crypto/private-key.ts';
import fc from '../../support/properties.ts';
import { derOf, rsaPair } from '../../support/rsa-keys.ts';

const privateKeySpecs = keySpecs.filter(
	(keySpec): keySpec is PrivateKeySpec => !isSymmetric(keySpec)
);
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const refusal = (details: object): unknown =>
	expect.objectContaining({ code: 'InvalidPrivateKey', details });

describe('generatePrivateKey', () => {
	test.each(privateKeySpecs)(
		'%s: OpenSSL reads both halves, and it is no longer than said',
		async (keySpec) => {
			const key = await generatePrivateKey(keySpec);
			const read = createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' });
			expect(derOf(createPublicKey(read), 'spki')).toEqual(key.publicKey);
			expect(key.pkcs8.length).toBeLessThanOrEqual(payloadBytes(keySpec));
			expect(key.pkcs8.length).toBeGreaterThan(payloadBytes(keySpec) - 8);
		}
	);
});

describe('importPrivateKey', () => {
	const pairs = {
		RSA_2048: rsaPair(2048),
		ECC_NIST_P256: curve('P-256'),
		ECC_NIST_P384: curve('P-384'),
		ECC_NIST_P521: curve('P-521')
	};
	test.each(Object.entries(pairs))(
		'%s in PKCS #8 and in the older form is one key',
		async (keySpec, pair) => {
			const older = keySpec.startsWith('RSA') ? 'pkcs1' : 'sec1';
			const fromPkcs8 = await importPrivateKey(derOf(pair.privateKey, 'pkcs8'));
			const fromOlder = await importPrivateKey(derOf(pair.privateKey, older));
			expect(fromOlder).toEqual(fromPkcs8);
			expect(fromPkcs8.keySpec).toBe(keySpec);
			expect(fromPkcs8.publicKey).toEqual(derOf(pair.publicKey, 'spki'));
			expect(fromPkcs8.pkcs8).toEqual(derOf(pair.privateKey, 'pkcs8'));
		}
	);

	test('says of a locked key that it is locked', async () => {
		const locked = pairs.ECC_NIST_P256.privateKey.export({
			format: 'der',
			type: 'pkcs8',
			cipher: 'aes-256-cbc',
			passphrase: 'secret'
		});
		await expect(importPrivateKey(Uint8Array.from(locked))).rejects.toEqual(
			refusal({ reason: 'ENCRYPTED' })
		);
	});

	test('refuses other kinds of keys', async () => {
		const others = [
			generateKeyPairSync('ed25519').privateKey,
			curve('secp256k1').privateKey,
			generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
		];
		for (const other of others)
			await expect(importPrivateKey(derOf(other, 'pkcs8'))).rejects.toEqual(
				refusal({ reason: 'OTHER_KIND' })
			);
	});

	test('refuses what is no private key', async () => {
		const publicKey = derOf(pairs.RSA_2048.publicKey, 'spki');
		const pkcs8 = derOf(pairs.RSA_2048.privateKey, 'pkcs8');
		for (const other of [publicKey, new Uint8Array(), new Uint8Array(32), pkcs8.slice(0, -1)])
			await expect(importPrivateKey(other)).rejects.toEqual(
				refusal({ reason: 'NOT_A_PRIVATE_KEY' })
			);
	});
});

test('no bytes make the reading throw', () => {
	const pkcs8 = derOf(curve('P-256').privateKey, 'pkcs8');
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(pkcs8.length - 1), (noise, at) => {
			const broken = Uint8Array.from(pkcs8);
			broken.set(noise.subarray(0, broken.length - at), at);
			for (const bytes of [Uint8Array.from(noise), broken]) {
				keyInDer(bytes);
				publicHalf(bytes);
			}
		})
	);
});

test('a key of SEC 1 without its curve is not guessed', async () => {
	// ECPrivateKey { version 1, privateKey (32) } and nothing else
	const bare = Uint8Array.from([0x30, 0x25, 2, 1, 1, 4, 0x20, ...createHash('sha256').digest()]);
	await expect(importPrivateKey(bare)).rejects.toEqual(refusal({ reason: 'OTHER_KIND' }));
});
