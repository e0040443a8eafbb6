import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateSealedMacKey, macUnderSealedKey } from '#lib/crypto/key-mac.ts';
import { open } from '#lib/crypto/seal.ts';
import { toHex, utf8 } from '#lib/domain/bytes.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { must } from '../../../support/must.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';

const Message = utf8('what gets a MAC');

const kinds = [
	{ KeySpec: 'HMAC_224', MacAlgorithm: 'HMAC_SHA_224', length: 28 },
	{ KeySpec: 'HMAC_256', MacAlgorithm: 'HMAC_SHA_256', length: 32 },
	{ KeySpec: 'HMAC_384', MacAlgorithm: 'HMAC_SHA_384', length: 48 },
	{ KeySpec: 'HMAC_512', MacAlgorithm: 'HMAC_SHA_512', length: 64 }
] as const;

describe('HMAC under a sealed key', () => {
	const workbench = new Workbench();
	afterAll(() => workbench.remove());

	test.each(kinds)('$MacAlgorithm is what OpenSSL makes of the same secret', async (kind) => {
		const { KeySpec, MacAlgorithm, length } = kind;
		const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			...(['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'] as const)
		]);
		const place = utf8('place');
		const sealed = await generateSealedMacKey(key, place, KeySpec);
		const secret = must(await open(key, sealed, place));
		expect(secret).toHaveLength(length);
		workbench.write('message', Message);
		const hmac = workbench.shell(
			`openssl dgst -sha${8 * length} -mac HMAC -macopt hexkey:${toHex(secret)} message`
		);
		const tag = must(await macUnderSealedKey(key, sealed, place, MacAlgorithm, Message));
		expect(hmac.trim().endsWith(`= ${toHex(tag)}`)).toBe(true);
		const elsewhere = macUnderSealedKey(key, sealed, utf8('elsewhere'), MacAlgorithm, Message);
		expect(await elsewhere).toBeUndefined();
	});
});

describe.each(kinds)('$KeySpec', ({ KeySpec, MacAlgorithm, length }) => {
	let vault: TestVault;
	let KeyId: string;
	beforeAll(async () => {
		vault = await newVault();
		KeyId = await newKey(vault, { KeySpec, KeyUsage: 'GENERATE_VERIFY_MAC' });
	});
	const made = async (message = Message) =>
		vault.handle('GenerateMac', { KeyId, Message: message, MacAlgorithm });

	test('makes a MAC that it verifies', async () => {
		const { Mac, ...answer } = await made();
		expect(answer).toEqual({ KeyId, MacAlgorithm });
		expect(Mac).toHaveLength(length);
		expect((await made()).Mac).toEqual(Mac);
		expect(await vault.handle('VerifyMac', { KeyId, Message, MacAlgorithm, Mac })).toEqual({
			...{ KeyId, MacAlgorithm },
			MacValid: true
		});
	});

	test('makes the MAC of more where it is told to', async () => {
		const large = { Message: new Uint8Array(2 ** 20).fill(7), LargeMessage: true };
		const { Mac } = await vault.handle('GenerateMac', { KeyId, MacAlgorithm, ...large });
		const { MacValid } = await vault.handle('VerifyMac', { KeyId, MacAlgorithm, ...large, Mac });
		expect(MacValid).toBe(true);
	});

	test('answers any other with KmsInvalidMac, a part of the right one too', async () => {
		const { Mac } = await made();
		const right = { KeyId, Message, MacAlgorithm, Mac };
		for (const wrong of [
			{ Message: flipBit(Message, 0) },
			{ Mac: flipBit(Mac, 5) },
			{ Mac: Mac.subarray(0, 16) },
			{ Mac: new Uint8Array(6144) }
		])
			await expectRefusal(
				vault,
				'VerifyMac',
				{ ...right, ...wrong },
				{ code: 'KmsInvalidMac', details: {} }
			);
	});

	test('refuses other algorithms, lengths and a dry run', async () => {
		const other = MacAlgorithm === 'HMAC_SHA_256' ? 'HMAC_SHA_512' : 'HMAC_SHA_256';
		const right = { KeyId, Message, MacAlgorithm };
		const tooLarge = { code: 'InputTooLarge', details: { limitBytes: 4096 } } as const;
		await expectRefusal(
			vault,
			'GenerateMac',
			{ ...right, MacAlgorithm: other },
			{ code: 'InvalidKeyUsage', details: { keySpec: KeySpec, algorithm: other } }
		);
		await expectRefusal(
			vault,
			'GenerateMac',
			{ ...right, Message: new Uint8Array(4097) },
			tooLarge
		);
		for (const empty of [
			{ Message: new Uint8Array(), Mac: new Uint8Array(1) },
			{ Mac: new Uint8Array() }
		])
			await expectRefusal(vault, 'VerifyMac', { ...right, ...empty }, { code: 'EmptyInput' });
		await expectRefusal(
			vault,
			'GenerateMac',
			{ ...right, DryRun: true },
			{ code: 'DryRunOperation' }
		);
	});
});
