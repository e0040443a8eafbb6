import { describe, expect, it } from 'vitest';
import { decryptMessage } from '#lib/crypto/cobblestone.ts';
import { openMessageKey } from '#lib/crypto/message-key.ts';
import { generateSealedKeyMaterial, openKeyMaterial } from '#lib/crypto/key-material.ts';
import { unwrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { purposeKey } from '#lib/crypto/purpose-key.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import {
	generateWrappingKeyPair,
	openPrivateKey,
	rsaOaepDecrypt,
	rsaOaepEncrypt,
	sealPrivateKey
} from '#lib/crypto/rsa-oaep.ts';
import { openSlot } from '#lib/crypto/slot.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import { fromHex, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { suiteOf } from '#lib/domain/message/suite.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { oaepHash, type WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { must } from '../../support/must.ts';
import { outcome } from '../../support/outcome.ts';
import { publishedVectors } from '../../support/published-vectors.ts';
import message from '../../vectors/message.json' with { type: 'json' };
import openssl from '../../vectors/openssl-key-wrapping.json' with { type: 'json' };
import slot from '../../vectors/slot.json' with { type: 'json' };

publishedVectors();

const aad = utf8('place');

function importPrivateKey(algorithm: WrappingAlgorithm): Promise<CryptoKey> {
	const rsaOaep = { name: 'RSA-OAEP', hash: oaepHash(algorithm) };
	const pkcs8 = fromHex(openssl.privateKeyPkcs8);
	return crypto.subtle.importKey('pkcs8', pkcs8, rsaOaep, false, ['decrypt']);
}

describe('this browser', () => {
	it.each([0x0046, 0x0146, 0x0346])('has no AES-192: suite %i is refused by name', async (id) => {
		const header = { suite: must(suiteOf(id, 1)), messageId: randomBytes(16) };
		await expect(openMessageKey(randomBytes(24), header)).rejects.toMatchObject({
			code: 'InvalidEncryptedFile',
			details: { reason: 'AES_192', suite: id }
		});
	});

	it.each(openssl.vectors)('unwraps what OpenSSL wrapped: $algorithm', async (vector) => {
		const algorithm = vector.algorithm as WrappingAlgorithm;
		const privateKey = await importPrivateKey(algorithm);
		const wrapped = fromHex(vector.wrapped);
		expect(toHex(await unwrapKeyMaterial(algorithm, 'RSA_2048', privateKey, wrapped))).toBe(
			openssl.material
		);
	});

	it.each(openssl.mistakes)('refuses $mistake with InvalidCiphertext', async (vector) => {
		const algorithm = vector.algorithm as WrappingAlgorithm;
		const privateKey = await importPrivateKey(algorithm);
		const wrapped = fromHex(vector.wrapped);
		expect(await outcome(() => unwrapKeyMaterial(algorithm, 'RSA_2048', privateKey, wrapped))).toBe(
			'InvalidCiphertext'
		);
	});

	it('opens a slot that another implementation made', async () => {
		const { slotId, memoryKiB, passes, lanes } = slot;
		const opened = await openSlot(
			fromHex(slot.vaultId),
			{
				slotId,
				kind: 'passphrase',
				kdf: { id: 'argon2id', memoryKiB, passes, lanes, salt: fromHex(slot.salt) },
				commitment: fromHex(slot.commitment),
				sealedRootKey: fromHex(slot.sealedRootKey),
				checksum: fromHex(slot.checksum)
			},
			passphraseBytes(slot.passphrase)
		);
		expect(opened && toHex(opened)).toBe(slot.rootKey);
	});

	it('decrypts a message that another implementation made', async () => {
		const raw = fromHex(message.material);
		const material = await crypto.subtle.importKey('raw', raw, 'HKDF', false, ['deriveKey']);
		const key = await purposeKey(material, 'encrypt', asKeyId(message.keyId));
		const plaintext = await decryptMessage(key, fromHex(message.message), fromHex(message.context));
		expect(toHex(plaintext)).toBe(message.plaintext);
	});

	it('seals and opens key material that no script has seen, and none that was altered', async () => {
		const { material } = await deriveVaultKeys(randomBytes(32), randomBytes(16));
		const sealed = await generateSealedKeyMaterial(material, aad);
		const opened = await openKeyMaterial(material, sealed, aad);
		expect(opened).toMatchObject({ extractable: false, algorithm: { name: 'HKDF' } });
		for (let bit = 0; bit < sealed.length * 8; bit++)
			expect(await openKeyMaterial(material, flipBit(sealed, bit), aad)).toBeUndefined();
	});

	it('seals and opens a private key, and none that was altered', async () => {
		const { import: importKey } = await deriveVaultKeys(randomBytes(32), randomBytes(16));
		const { publicKey, privateKey } = await generateWrappingKeyPair(2048, 'SHA-256');
		const sealed = await sealPrivateKey(importKey, privateKey, aad);
		const openAltered = (altered: Bytes) => openPrivateKey(importKey, altered, aad, 'SHA-256');

		const opened = await openAltered(sealed);
		expect(opened).toMatchObject({ extractable: false, usages: ['decrypt'] });
		const block = await rsaOaepEncrypt(publicKey, 'SHA-256', utf8('material'));
		expect(opened && (await rsaOaepDecrypt(opened, block))).toEqual(utf8('material'));
		for (let bit = 0; bit < sealed.length * 8; bit += 61)
			expect(await openAltered(flipBit(sealed, bit))).toBeUndefined();
		expect(await openAltered(new Uint8Array())).toBeUndefined();
	});
});
