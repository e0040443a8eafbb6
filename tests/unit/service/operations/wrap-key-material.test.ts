import { createCipheriv, createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { isSymmetric, payloadBytes, type KeySpec } from '#lib/domain/key/key-spec.ts';
import { defaultMethod, wrapTargetFacts, wrapTargets } from '#lib/domain/wrap/wrap-targets.ts';
import type { Request, Response } from '#lib/service/api.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { hookedStore, type HookedStore } from '../../../support/hooked-store.ts';
import { unwrapWithOpenssl } from '../../../support/openssl-unwrap.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { derOf, rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';
import {
	newKey,
	newVault,
	someKeyMaterial,
	startOfTests,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

let store: HookedStore;
let vault: TestVault;
beforeEach(async () => {
	store = hookedStore(createMemoryStore());
	vault = await newVault(store);
});

type WrapRequest = Request<'WrapKeyMaterial'>;
const kid = 'https://contoso.vault.azure.net/keys/kek/0123456789abcdef0123456789abcdef';
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** A request that is as it should be: given AES-256 for AWS, with the facts in which it differs. */
const request = (facts: Partial<WrapRequest> = {}): WrapRequest => ({
	Target: 'AWS',
	PublicKey: someRsaPublicKey(2048),
	WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
	KeySpec: 'AES_256',
	KeyMaterial: someKeyMaterial(),
	Copy: { Kind: 'NONE' },
	...facts
});
/** The same without key material of its own: it is made, or taken from a key. */
const withoutMaterial = (facts: Partial<WrapRequest> = {}): WrapRequest => {
	const rest = request(facts);
	delete rest.KeyMaterial;
	return rest;
};
const wrap = (facts?: Partial<WrapRequest>) => vault.handle('WrapKeyMaterial', request(facts));
const fileOf = ({ Files }: Pick<Response<'WrapKeyMaterial'>, 'Files'>, name: string): Bytes =>
	Files.find(({ FileName }) => FileName === name)?.File ?? new Uint8Array();
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const materialFor = (keySpec: KeySpec): Bytes => {
	if (isSymmetric(keySpec)) return Uint8Array.from(randomBytes(payloadBytes(keySpec)));
	const named = /P(\d+)$/.exec(keySpec)?.[1];
	const pair = named
		? generateKeyPairSync('ec', { namedCurve: `P-${named}` })
		: rsaPair(Number(keySpec.slice(4)));
	return derOf(pair.privateKey, 'pkcs8');
};

/** The wrapped bytes as the service reads them from its own form. */
function received(answer: Response<'WrapKeyMaterial'>): Uint8Array[] {
	return answer.Files.flatMap(({ FileName, File }) => {
		const text = textOf(File);
		if (FileName.endsWith('.bin')) return FileName === 'ImportToken.bin' ? [] : [File];
		if (FileName.endsWith('.b64')) return [Uint8Array.from(Buffer.from(text, 'base64'))];
		if (FileName.endsWith('.hex')) return [Uint8Array.from(Buffer.from(text, 'hex'))];
		const { ciphertext } = JSON.parse(text) as { ciphertext: string };
		return [Uint8Array.from(Buffer.from(ciphertext, 'base64url'))];
	});
}

describe.each(wrapTargets)('for %s', (Target) => {
	const { keySpecs, wrappingKeyBits } = wrapTargetFacts[Target];
	const bits = wrappingKeyBits.at(-1) ?? 0;
	test.each(keySpecs)('%s: OpenSSL opens each file that the service takes', async (KeySpec) => {
		const material = materialFor(KeySpec);
		const WrappingAlgorithm = defaultMethod(Target, KeySpec, bits) ?? 'RSAES_OAEP_SHA_256';
		const answer = await wrap({
			Target,
			KeySpec,
			WrappingAlgorithm,
			PublicKey: someRsaPublicKey(bits),
			KeyMaterial: material.slice(),
			...(Target === 'AZURE' && { KeyExchangeKeyId: kid })
		});
		expect(received(answer)).toHaveLength(wrapTargetFacts[Target].forms.length);
		for (const wrapped of received(answer))
			expect(unwrapWithOpenssl(WrappingAlgorithm, bits, wrapped)).toEqual(material);
	});
});

describe('the files', () => {
	test('AWS: binary, and the token that came along', async () => {
		const answer = await wrap({ ImportToken: Uint8Array.of(1, 2, 3) });
		expect(answer.Files.map(({ FileName }) => FileName)).toEqual([
			'EncryptedKeyMaterial.bin',
			'ImportToken.bin'
		]);
		expect(fileOf(answer, 'ImportToken.bin')).toEqual(Uint8Array.of(1, 2, 3));
	});

	test('Ping An: hex of one RSA-2048 block on one line, and the same in binary', async () => {
		const answer = await wrap({ Target: 'PING_AN', WrappingAlgorithm: 'RSAES_PKCS1_V1_5' });
		const hex = textOf(fileOf(answer, 'EncryptedKeyMaterial.hex'));
		expect(hex).toMatch(/^[\da-f]{512}$/);
		expect(hex).toBe(toHex(fileOf(answer, 'EncryptedKeyMaterial.bin')));
		const block = fileOf(answer, 'EncryptedKeyMaterial.bin');
		expect(unwrapWithOpenssl('RSAES_PKCS1_V1_5', 2048, block)).toEqual(someKeyMaterial());
	});

	test('Alibaba Cloud: Base64 of one block is 344 characters on one line', async () => {
		const answer = await wrap({ Target: 'ALIBABA' });
		expect(textOf(fileOf(answer, 'EncryptedKeyMaterial.b64'))).toMatch(/^[\w+/]{342}==$/);
	});

	test('Vault: 512 bytes of RSA, then the key wrapped by AES', async () => {
		const PublicKey = someRsaPublicKey(4096);
		const WrappingAlgorithm = 'RSA_AES_KEY_WRAP_SHA_256';
		const answer = await wrap({ Target: 'VAULT', PublicKey, WrappingAlgorithm });
		expect(received(answer)[0]).toHaveLength(512 + 40);
	});

	test('Azure: the published fields, and the identifier as it was given', async () => {
		const answer = await wrap({
			Target: 'AZURE',
			WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_1',
			KeySpec: 'ECC_NIST_P256',
			KeyMaterial: derOf(curve.privateKey, 'pkcs8'),
			KeyExchangeKeyId: kid
		});
		expect(JSON.parse(textOf(fileOf(answer, 'KeyTransferPackage.byok')))).toStrictEqual({
			schema_version: '1.0.0',
			header: { kid, alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' },
			ciphertext: expect.stringMatching(/^[\w-]+$/) as string,
			generator: 'Airlock'
		});
	});

	test('the zip has them all, with checksums that hold, and instructions in both languages', async () => {
		const answer = await wrap({ CloudKeyId: 'alias/payments', ValidTo: Date.UTC(2027, 0, 1) });
		expect(answer.Bundle.FileName).toBe('wrapped-for-aws.zip');
		const zip = unzipSync(answer.Bundle.File);
		const sums = textOf(zip['SHA256SUMS'] ?? new Uint8Array())
			.trimEnd()
			.split('\n');
		expect(sums).toEqual(
			Object.entries(zip)
				.filter(([name]) => name !== 'SHA256SUMS')
				.map(([name, file]) => `${createHash('sha256').update(file).digest('hex')}  ${name}`)
		);
		expect(Object.keys(zip)).toEqual([
			'EncryptedKeyMaterial.bin',
			'HOWTO.txt',
			'HOWTO.zh-CN.txt',
			'SHA256SUMS'
		]);
		for (const name of ['HOWTO.txt', 'HOWTO.zh-CN.txt']) {
			const text = textOf(zip[name] ?? new Uint8Array());
			expect(text).toContain('aws kms import-key-material --key-id alias/payments');
			expect(text).toContain('--valid-to 2027-01-01T00:00:00Z');
			expect(text).toContain(createHash('sha256').update(someRsaPublicKey()).digest('hex'));
			expect(text).not.toContain(toHex(someKeyMaterial()));
		}
	});
});

test('another Airlock imports what was wrapped for it', async () => {
	const other = await newVault();
	const KeyId = await newKey(other);
	const { PublicKey, ImportToken } = await other.handle('GetParametersForImport', {
		KeyId,
		WrappingKeySpec: 'RSA_2048'
	});
	const answer = await wrap({ Target: 'AIRLOCK', PublicKey, ImportToken });
	const { KeyMetadata } = await other.handle('ImportKeyMaterial', {
		KeyId,
		EncryptedKeyMaterial: fileOf(answer, 'EncryptedKeyMaterial.bin'),
		ImportToken: fileOf(answer, 'ImportToken.bin'),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
	expect(answer.Comparison).toEqual({
		Kind: 'SECRET',
		KeyCheckValue: KeyMetadata.KeyCheckValue
	});
});

describe('what is compared', () => {
	test('an AES key by its KCV and hash, as others compute them', async () => {
		for (const length of [16, 32] as const) {
			const material = someKeyMaterial().slice(0, length);
			const KeySpec = length === 16 ? 'AES_128' : 'AES_256';
			const { Comparison } = await wrap({ KeySpec, KeyMaterial: material.slice() });
			const zeros = createCipheriv(`aes-${length * 8}-ecb`, material, null).update(
				Buffer.alloc(16)
			);
			expect(Comparison).toEqual({
				Kind: 'SECRET',
				KeyCheckValue: {
					kcv: zeros.subarray(0, 3).toString('hex'),
					sha256Prefix: createHash('sha256').update(material).digest('hex').slice(0, 32)
				}
			});
		}
	});

	test('an HMAC key by its hash only', async () => {
		const { Comparison } = await wrap({ KeySpec: 'HMAC_256' });
		expect(Comparison).toMatchObject({ Kind: 'SECRET', KeyCheckValue: { kcv: null } });
	});

	test('a private key by the hash of its public half', async () => {
		const KeyMaterial = derOf(curve.privateKey, 'sec1');
		const KeySpec = 'ECC_NIST_P256';
		const expected = {
			Kind: 'PRIVATE_KEY',
			PublicKeySha256: createHash('sha256').update(derOf(curve.publicKey, 'spki')).digest('hex')
		};
		const inspected = await vault.handle('InspectKeyToWrap', {
			KeySpec,
			KeyMaterial: KeyMaterial.slice()
		});
		expect(inspected).toEqual({ Comparison: expected });
		expect((await wrap({ KeySpec, KeyMaterial })).Comparison).toEqual(expected);
	});
});

describe('key material that is made now', () => {
	test('is shown once, and is what was wrapped', async () => {
		const answer = await vault.handle(
			'WrapKeyMaterial',
			withoutMaterial({ KeySpec: 'HMAC_512', Copy: { Kind: 'SHOW' } })
		);
		expect(answer.KeyMaterialToShow).toHaveLength(64);
		expect(
			unwrapWithOpenssl('RSAES_OAEP_SHA_256', 2048, fileOf(answer, 'EncryptedKeyMaterial.bin'))
		).toEqual(answer.KeyMaterialToShow);
	});

	test('as a private key it goes into an age file as PKCS #8, the same that was wrapped', async () => {
		const FilePassphrase = 'a passphrase of the person';
		const answer = await vault.handle(
			'WrapKeyMaterial',
			withoutMaterial({
				KeySpec: 'ECC_NIST_P384',
				WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256',
				Copy: { Kind: 'AGE_FILE', FilePassphrase: utf8(FilePassphrase) }
			})
		);
		expect(answer.CopyFile?.FileName).toMatch(/^private-key-[\da-f]{8}\.age$/);
		const copy = await decryptAgeFile(answer.CopyFile?.File ?? new Uint8Array(), FilePassphrase);
		expect(
			unwrapWithOpenssl(
				'RSA_AES_KEY_WRAP_SHA_256',
				2048,
				fileOf(answer, 'EncryptedKeyMaterial.bin')
			)
		).toEqual(copy);
	}, 180_000);

	test('is not made without a copy for anybody', async () => {
		await expectRefusal(vault, 'WrapKeyMaterial', withoutMaterial(), {
			code: 'InvalidParameter',
			details: { parameter: 'Copy', rule: 'NEEDED_FOR_RANDOM_KEY_MATERIAL' }
		});
	});
});

describe('a key of this vault', () => {
	const fromKey = (KeyId: string, facts: Partial<WrapRequest> = {}) =>
		withoutMaterial({ KeyId, ...facts });

	test('that was made exportable leaves wrapped, and the log says so', async () => {
		const KeyId = await newKey(vault, { Origin: 'AIRLOCK', Exportable: true });
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata).toMatchObject({ Exportable: true, KeyState: 'ENABLED' });
		expect(KeyMetadata.AllowedOperations).toContain('WrapKeyMaterial');
		const answer = await vault.handle('WrapKeyMaterial', fromKey(KeyId));
		const left = unwrapWithOpenssl(
			'RSAES_OAEP_SHA_256',
			2048,
			fileOf(answer, 'EncryptedKeyMaterial.bin')
		);
		expect(left).toHaveLength(32);
		const hash = createHash('sha256').update(left).digest('hex').slice(0, 32);
		expect(answer.Comparison).toMatchObject({ KeyCheckValue: { sha256Prefix: hash } });
		const { Entries } = await vault.handle('ListActivity', { KeyId });
		expect(Entries[0]).toMatchObject({
			operation: 'WrapKeyMaterial',
			keyId: KeyId,
			result: 'Success',
			detail: {
				target: 'AWS',
				algorithm: 'RSAES_OAEP_SHA_256',
				keySpec: 'AES_256',
				source: 'KEY',
				copy: 'NONE'
			}
		});
		expect(JSON.stringify(Entries)).not.toContain(toHex(left));
	});

	test('that was not stays, whatever its origin', async () => {
		const KeyId = await newKey(vault, { Origin: 'AIRLOCK' });
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.Exportable).toBe(false);
		await expectRefusal(vault, 'WrapKeyMaterial', fromKey(KeyId), {
			code: 'UnsupportedOperation',
			details: { operation: 'WrapKeyMaterial', keyId: KeyId, rule: 'EXPORTABLE_ONLY' }
		});
	});

	test('with key material from outside cannot be made exportable', async () => {
		await expectRefusal(
			vault,
			'CreateKey',
			{ Origin: 'EXTERNAL', Exportable: true },
			{
				code: 'InvalidParameter',
				details: { parameter: 'Exportable', rule: 'ORIGIN_AIRLOCK_ONLY' }
			}
		);
	});

	test('that is disabled meanwhile does not leave', async () => {
		const KeyId = await newKey(vault, { Origin: 'AIRLOCK', Exportable: true });
		const racing = vault.handle('WrapKeyMaterial', fromKey(KeyId));
		await vault.handle('DisableKey', { KeyId });
		await expect(racing).rejects.toMatchObject({ code: 'InvalidState' });
	});

	test('goes with no other key material, kind or copy', async () => {
		const KeyId = await newKey(vault, { Origin: 'AIRLOCK', Exportable: true });
		for (const [wrong, parameter] of [
			[request({ KeyId }), 'KeyMaterial'],
			[fromKey(KeyId, { KeySpec: 'HMAC_256' }), 'KeySpec'],
			[fromKey(KeyId, { Copy: { Kind: 'SHOW' } }), 'Copy']
		] as const)
			await expectRefusal(vault, 'WrapKeyMaterial', wrong, {
				code: 'InvalidParameter',
				details: { parameter }
			});
	});
});

describe('refuses', () => {
	test.each<[string, Partial<WrapRequest>, string, object]>([
		[
			'no public key',
			{ PublicKey: Uint8Array.of(1) },
			'InvalidPublicKey',
			{ reason: 'NOT_A_PUBLIC_KEY' }
		],
		[
			'an EC public key',
			{ PublicKey: derOf(curve.publicKey, 'spki') },
			'InvalidPublicKey',
			{ reason: 'NOT_RSA' }
		],
		[
			'a size that the service has not',
			{ Target: 'PING_AN', PublicKey: someRsaPublicKey(4096) },
			'InvalidParameter',
			{ parameter: 'PublicKey', rule: 'RSA_OF_2048_BITS' }
		],
		[
			'a kind that it does not take',
			{ Target: 'PING_AN', KeySpec: 'AES_128' },
			'InvalidParameter',
			{ parameter: 'KeySpec' }
		],
		[
			'a method that it does not take',
			{ WrappingAlgorithm: 'RSAES_PKCS1_V1_5' },
			'InvalidParameter',
			{ parameter: 'WrappingAlgorithm' }
		],
		[
			'a method that it does not take for this kind',
			{ WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256' },
			'InvalidParameter',
			{ parameter: 'WrappingAlgorithm' }
		],
		[
			'too few bytes',
			{ KeyMaterial: new Uint8Array(31).fill(7) },
			'InvalidKeyMaterialLength',
			{ actualBytes: 31, expectedBytes: 32 }
		],
		[
			'typed text',
			{ KeyMaterial: utf8('this is a sentence of 32 letters') },
			'WeakKeyMaterial',
			{ reason: 'PRINTABLE_TEXT' }
		],
		[
			'another kind of private key',
			{ KeySpec: 'ECC_NIST_P384', KeyMaterial: derOf(curve.privateKey, 'pkcs8') },
			'InvalidPrivateKey',
			{ reason: 'OTHER_SPEC', actual: 'ECC_NIST_P256', expected: 'ECC_NIST_P384' }
		],
		[
			'raw bytes as a private key',
			{ KeySpec: 'ECC_NIST_P256', KeyMaterial: someKeyMaterial() },
			'InvalidPrivateKey',
			{ reason: 'NOT_A_PRIVATE_KEY' }
		],
		[
			'to show a private key',
			{
				KeySpec: 'ECC_NIST_P256',
				KeyMaterial: derOf(curve.privateKey, 'pkcs8'),
				Copy: { Kind: 'SHOW' }
			},
			'InvalidParameter',
			{ parameter: 'Copy' }
		],
		...[
			['PAST', -1],
			['PAST', 0],
			['TOO_SOON', startOfTests + 1],
			['NOT_A_TIME', 8.64e15 + 1],
			['NOT_A_TIME', NaN]
		].map(([reason, ValidTo]): [string, Partial<WrapRequest>, string, object] => [
			`an expiry at ${ValidTo}`,
			{ ValidTo: Number(ValidTo) },
			'InvalidValidTo',
			{ reason }
		]),
		[
			'what does not fit',
			{ KeySpec: 'ECC_NIST_P521', KeyMaterial: materialFor('ECC_NIST_P521') },
			'InputTooLarge',
			{ actualBytes: 241, limitBytes: 190 }
		],
		[
			'Azure without its key exchange key',
			{ Target: 'AZURE', WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_1' },
			'InvalidParameter',
			{ parameter: 'KeyExchangeKeyId' }
		],
		[
			'a key exchange key for others',
			{ KeyExchangeKeyId: kid },
			'InvalidParameter',
			{ parameter: 'KeyExchangeKeyId' }
		],
		[
			'an id that a shell would read',
			{ CloudKeyId: '$(id)' },
			'InvalidParameter',
			{ parameter: 'CloudKeyId' }
		],
		[
			'a token of more than 10 KiB',
			{ ImportToken: new Uint8Array(10_241) },
			'InvalidParameter',
			{ parameter: 'ImportToken' }
		]
	])('%s, and nothing has changed', async (_, facts, code, details) => {
		await expectRefusal(vault, 'WrapKeyMaterial', request(facts), {
			code: code as KmsError['code'],
			details
		});
	});

	test('a private key that is locked with a password', async () => {
		const locked = curve.privateKey.export({
			format: 'der',
			type: 'pkcs8',
			cipher: 'aes-256-cbc',
			passphrase: 'secret'
		});
		await expectRefusal(
			vault,
			'WrapKeyMaterial',
			request({ KeySpec: 'ECC_NIST_P256', KeyMaterial: Uint8Array.from(locked) }),
			{ code: 'InvalidPrivateKey', details: { reason: 'ENCRYPTED' } }
		);
	});
});

test('the key material is wiped, done or refused, and so is what was inspected', async () => {
	const done = someKeyMaterial();
	await wrap({ KeyMaterial: done });
	const refused = someKeyMaterial();
	await expect(wrap({ KeyMaterial: refused, PublicKey: Uint8Array.of(1) })).rejects.toThrow();
	const inspected = someKeyMaterial();
	await vault.handle('InspectKeyToWrap', { KeySpec: 'AES_256', KeyMaterial: inspected });
	for (const bytes of [done, refused, inspected]) expect(bytes).toEqual(new Uint8Array(32));
});

test('shows the right bytes even when another tab came first and it had to start over', async () => {
	let failures = 0;
	store.hooks.beforeCommit = () => {
		if (failures++ === 0) throw new KmsError('Conflict', {});
	};
	const answer = await wrap({ Copy: { Kind: 'SHOW' } });
	expect(failures).toBe(2);
	expect(answer.KeyMaterialToShow).toEqual(someKeyMaterial());
});

test('InspectPublicKey says the size and the fingerprint, and refuses what is no RSA key', async () => {
	const PublicKey = someRsaPublicKey(3072);
	expect(await vault.handle('InspectPublicKey', { PublicKey })).toEqual({
		ModulusBits: 3072,
		PublicKeyFingerprint: createHash('sha256').update(PublicKey).digest('hex')
	});
	await expect(
		vault.handle('InspectPublicKey', { PublicKey: derOf(curve.publicKey, 'spki') })
	).rejects.toMatchObject({ code: 'InvalidPublicKey', details: { reason: 'NOT_RSA' } });
});

test('ListKeys can list those that are exportable', async () => {
	const exportable = await newKey(vault, { Origin: 'AIRLOCK', Exportable: true });
	const other = await newKey(vault, { Origin: 'AIRLOCK' });
	const ids = async (Exportable: boolean) =>
		(await vault.handle('ListKeys', { Exportable })).Keys.map(({ KeyId }) => KeyId);
	expect(await ids(true)).toEqual([exportable]);
	expect(await ids(false)).toEqual([other]);
});

test('InspectKeyToWrap keeps nothing', async () => {
	const before = await vault.store.readSnapshot();
	await vault.handle('InspectKeyToWrap', { KeySpec: 'HMAC_256', KeyMaterial: someKeyMaterial() });
	expect(await vault.store.readSnapshot()).toEqual(before);
});
