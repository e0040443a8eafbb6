import {
	constants,
	createHmac,
	createPrivateKey,
	createPublicKey,
	publicEncrypt,
	randomBytes,
	verify,
	type KeyObject
} from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseUtf8, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { toPkcs8Command } from '#lib/domain/clients/convert-commands.ts';
import { opensslCommands } from '#lib/domain/clients/openssl-commands.ts';
import type { PrivateKeyFault } from '#lib/domain/errors.ts';
import type { ImportFindingId } from '#lib/domain/import/import-finding.ts';
import type { WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import {
	algorithmsOf,
	cmkSpecs,
	isMlDsa,
	usagesOf,
	type CmkSpec,
	type KeyUsage,
	type MacAlgorithm,
	type SigningAlgorithm
} from '#lib/domain/key/kinds.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import { dayMs } from '#lib/domain/time.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { diagnose, findingsOfPairs } from '../../../support/diagnosing.ts';
import { getParameters, importRequest, wrapFor } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { derOf, rsaPair } from '../../../support/rsa-keys.ts';
import { kindsOfKeys, kindTable, stateTable } from '../../../support/state-table.ts';
import {
	newKey,
	newVault,
	openTab,
	passphraseAgain,
	startOfTests,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const Message = utf8('message');

let bench: Workbench;
beforeAll(() => {
	bench = new Workbench();
});
afterAll(() => bench.remove());

const hashOf = (algorithm: string) => `sha${algorithm.slice(-3)}`;

/** OpenSSL's judgement of a signature. */
function verifies(key: KeyObject, algorithm: SigningAlgorithm, signature: Bytes): boolean {
	if (algorithm === 'ED25519_SHA_512') return verify(null, Message, key, signature);
	const isPss = algorithm.startsWith('RSASSA_PSS');
	const padding = isPss
		? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
		: {};
	return verify(hashOf(algorithm), Message, { key, ...padding }, signature);
}

/** @returns the CMK's answer is what OpenSSL finds right with the very key that was imported */
async function expectSameKey(
	{ handle }: TestVault,
	KeyId: string,
	KeySpec: CmkSpec,
	KeyUsage: KeyUsage,
	material: Bytes
): Promise<void> {
	const kind = { keySpec: KeySpec, ...(KeyUsage !== 'ENCRYPT_DECRYPT' && { keyUsage: KeyUsage }) };
	const algorithms = algorithmsOf(kind);
	if (KeyUsage === 'GENERATE_VERIFY_MAC') {
		const MacAlgorithm = must(algorithms[0]) as MacAlgorithm;
		const { Mac } = await handle('GenerateMac', { KeyId, Message, MacAlgorithm });
		const own = createHmac(hashOf(MacAlgorithm), material).update(Message).digest('hex');
		expect(toHex(Mac)).toBe(own);
		return;
	}
	const privateKey = createPrivateKey({ key: Buffer.from(material), format: 'der', type: 'pkcs8' });
	const publicKey = createPublicKey(privateKey);
	const { PublicKey } = await handle('GetPublicKey', { KeyId });
	expect(toHex(PublicKey)).toBe(publicKey.export({ format: 'der', type: 'spki' }).toString('hex'));
	if (KeyUsage === 'SIGN_VERIFY')
		for (const SigningAlgorithm of algorithms as SigningAlgorithm[]) {
			const { Signature } = await handle('Sign', { KeyId, Message, SigningAlgorithm });
			expect(verifies(publicKey, SigningAlgorithm, Signature)).toBe(true);
			const request = { KeyId, Message, SigningAlgorithm, Signature };
			expect(await handle('Verify', request)).toMatchObject({ SignatureValid: true });
		}
	if (KeyUsage === 'ENCRYPT_DECRYPT') {
		const padding = constants.RSA_PKCS1_OAEP_PADDING;
		const CiphertextBlob = Uint8Array.from(
			publicEncrypt({ key: publicKey, padding, oaepHash: 'sha256' }, Message)
		);
		const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
		const { Plaintext } = await handle('Decrypt', { KeyId, CiphertextBlob, EncryptionAlgorithm });
		expect(Plaintext).toEqual(Message);
	}
	if (KeyUsage === 'KEY_AGREEMENT') {
		const other = await newKeyOf(handle, { KeySpec, KeyUsage });
		const theirs = (await handle('GetPublicKey', { KeyId: other })).PublicKey;
		const KeyAgreementAlgorithm = 'ECDH';
		const derived = [
			await handle('DeriveSharedSecret', { KeyId, PublicKey: theirs, KeyAgreementAlgorithm }),
			await handle('DeriveSharedSecret', { KeyId: other, PublicKey, KeyAgreementAlgorithm })
		].map(({ SharedSecret }) => toHex(SharedSecret));
		expect(derived[0]).toBe(derived[1]);
	}
}

const newKeyOf = async (
	handle: TestVault['handle'],
	kind: { KeySpec: CmkSpec; KeyUsage: KeyUsage }
) => (await handle('CreateKey', kind)).KeyMetadata.KeyId;

const usageOf = (KeySpec: CmkSpec) => must(usagesOf(KeySpec).at(-1));
const external = (vault: TestVault, KeySpec: CmkSpec, KeyUsage = usageOf(KeySpec)) =>
	newKey(vault, { Origin: 'EXTERNAL', KeySpec, KeyUsage });

/** Runs the commands that Airlock shows. Pairs that take seconds to make are those of these tests. */
function withOpenssl(
	algorithm: WrappingAlgorithm,
	keySpec: CmkSpec,
	publicKey: Bytes
): { material: Bytes; encrypted: Bytes } {
	bench.write('PublicKey.der', publicKey);
	bench.shell('rm -f KeyMaterial.bin');
	const bits = /^RSA_(3072|4096)$/.exec(keySpec)?.[1];
	for (const { step, text } of opensslCommands(algorithm, undefined, keySpec))
		if (step === 'MAKE_KEY_MATERIAL' && bits)
			bench.write('KeyMaterial.bin', derOf(rsaPair(Number(bits)).privateKey, 'pkcs8'));
		else bench.shell(text);
	return {
		material: bench.read('KeyMaterial.bin'),
		encrypted: bench.read('EncryptedKeyMaterial.bin')
	};
}

/** A secret, or a private key in PKCS #8, made by OpenSSL; of RSA, which takes seconds, the one of these tests. */
function opensslKey(keySpec: CmkSpec): Bytes {
	if (keySpec === 'RSA_2048') return derOf(rsaPair(2048).privateKey, 'pkcs8');
	const make = opensslCommands('RSAES_OAEP_SHA_256', undefined, keySpec).find(
		({ step }) => step === 'MAKE_KEY_MATERIAL'
	);
	bench.shell('rm -f KeyMaterial.bin');
	bench.shell(must(make).text);
	const made = bench.read('KeyMaterial.bin');
	bench.shell(must(make).text);
	expect(bench.read('KeyMaterial.bin'), 'the same, once it is there').toEqual(made);
	return made;
}

// Node 20 has no ML-DSA: import-ml-dsa.browser.test.ts.
const others = cmkSpecs.filter((keySpec) => keySpec !== 'AES_256' && !isMlDsa(keySpec));

describe('a key that OpenSSL has made and encrypted', () => {
	const kinds = others.flatMap((KeySpec) =>
		usagesOf(KeySpec).map((KeyUsage) => ({ KeySpec, KeyUsage }))
	);
	test.each(kinds)('$KeySpec for $KeyUsage is imported, used, and lasts', async (kind) => {
		const vault = await newVault();
		const KeyId = await newKey(vault, { Origin: 'EXTERNAL', ...kind });
		const { KeyMetadata: before } = await vault.handle('DescribeKey', { KeyId });
		expect(before).toMatchObject({ ...kind, KeyState: 'PENDING_IMPORT', Bound: false });
		const parameters = await getParameters(vault, KeyId);
		const isRsa = kind.KeySpec.startsWith('RSA_');
		const isLong = isRsa || kind.KeySpec === 'ECC_NIST_P521';
		expect(parameters.WrappingAlgorithm).toBe(
			isLong ? 'RSA_AES_KEY_WRAP_SHA_256' : 'RSAES_OAEP_SHA_256'
		);
		const { material, encrypted } = withOpenssl(
			parameters.WrappingAlgorithm,
			kind.KeySpec,
			parameters.PublicKey
		);
		const found = await vault.handle('DiagnoseImport', {
			...{ KeyId, EncryptedKeyMaterial: encrypted.slice() }
		});
		expect(found.EncryptedKey).toMatchObject([{ id: 'EK-OK' }]);
		const { KeyMetadata } = await vault.handle('ImportKeyMaterial', {
			...{ KeyId, ImportToken: parameters.ImportToken, EncryptedKeyMaterial: encrypted },
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		});
		expect(KeyMetadata).toMatchObject({ ...kind, KeyState: 'ENABLED', Bound: true });
		expect(found.EncryptedKey).toMatchObject([{ keyCheckValue: KeyMetadata.KeyCheckValue }]);
		await expectSameKey(vault, KeyId, kind.KeySpec, kind.KeyUsage, material);

		const later = openTab(createMemoryStore(await vault.store.readSnapshot()), vault.clock);
		await unlock(later);
		await expectSameKey(later, KeyId, kind.KeySpec, kind.KeyUsage, material);
	});

	test.each(['RSA_AES_KEY_WRAP_SHA_1', 'RSAES_OAEP_SHA_1'] as const)(
		'is imported under %s too',
		async (WrappingAlgorithm) => {
			const vault = await newVault();
			for (const KeySpec of ['ECC_NIST_P256', 'ECC_NIST_EDWARDS25519', 'HMAC_512'] as const) {
				const KeyId = await external(vault, KeySpec);
				const parameters = await getParameters(vault, KeyId, { WrappingAlgorithm });
				const { material, encrypted } = withOpenssl(
					...([WrappingAlgorithm, KeySpec, parameters.PublicKey] as const)
				);
				await vault.handle('ImportKeyMaterial', {
					...{ KeyId, ImportToken: parameters.ImportToken, EncryptedKeyMaterial: encrypted },
					ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
				});
				await expectSameKey(vault, KeyId, KeySpec, usageOf(KeySpec), material);
			}
		}
	);
});

describe('import parameters', () => {
	test('are made for what the key material fits into, and for nothing else', async () => {
		const vault = await newVault();
		const oaep = ['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'] as const;
		const tooLong = [
			...oaep.map((algorithm) => ['RSA_2048', 'RSA_4096', algorithm] as const),
			...oaep.map((algorithm) => ['ECC_NIST_P521', 'RSA_2048', algorithm] as const)
		];
		for (const [KeySpec, WrappingKeySpec, WrappingAlgorithm] of tooLong)
			await expectRefusal(
				vault,
				'GetParametersForImport',
				{ KeyId: await external(vault, KeySpec), WrappingKeySpec, WrappingAlgorithm },
				{
					code: 'InvalidParameter',
					details: {
						parameter: 'WrappingAlgorithm',
						rule: 'ONE_OF_RSA_AES_KEY_WRAP_SHA_256_RSA_AES_KEY_WRAP_SHA_1'
					}
				}
			);
		const KeyId = await external(vault, 'ECC_NIST_P521');
		const larger = {
			WrappingKeySpec: 'RSA_3072',
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256'
		} as const;
		expect(await getParameters(vault, KeyId, larger)).toMatchObject({
			...larger,
			KeySpec: 'ECC_NIST_P521'
		});
	});
});

test('the instructions in the zip are those for the kind', async () => {
	const vault = await newVault();
	const KeyId = await external(vault, 'RSA_3072');
	await getParameters(vault, KeyId);
	const { File } = await vault.handle('DownloadImportParameters', { KeyId });
	const files = unzipSync(File);
	expect(Object.keys(files)).not.toContain('wrap_key.py');
	for (const name of ['HOWTO.txt', 'HOWTO.zh-CN.txt']) {
		const howTo = parseUtf8(must(files[name])) ?? '';
		expect(howTo).toContain('rsa_keygen_bits:3072');
		expect(howTo).toContain('-id-aes256-wrap-pad');
		expect(howTo).not.toContain('wrap_key.py');
	}
});

describe('a secret for HMAC', () => {
	test.each([
		['HMAC_224', 28],
		['HMAC_256', 32],
		['HMAC_384', 48],
		['HMAC_512', 64]
	] as const)('%s has %i to 128 bytes', async (KeySpec, least) => {
		const vault = await newVault();
		const KeyId = await external(vault, KeySpec);
		for (const length of [least - 1, 129])
			await expectRefusal(
				vault,
				'ImportKeyMaterial',
				importRequest(await getParameters(vault, KeyId), Uint8Array.from(randomBytes(length))),
				{
					code: 'InvalidKeyMaterialLength',
					details: { actualBytes: length, expectedBytes: least, mostBytes: 128 }
				}
			);
		const { EncryptedKey } = await vault.handle('DiagnoseImport', {
			KeyId,
			EncryptedKeyMaterial: wrapFor(
				await getParameters(vault, KeyId),
				Uint8Array.from(randomBytes(129))
			)
		});
		expect(EncryptedKey).toEqual([
			{ id: 'EK-MATLEN', bytes: 129, expectedBytes: least, mostBytes: 128 }
		]);
		const material = Uint8Array.from(randomBytes(128));
		await vault.handle(
			'ImportKeyMaterial',
			importRequest(await getParameters(vault, KeyId), material)
		);
		await expectSameKey(vault, KeyId, KeySpec, 'GENERATE_VERIFY_MAC', material);
	});

	test('is compared by what PKCS #11 has for such secrets', async () => {
		const vault = await newVault();
		const KeyId = await external(vault, 'HMAC_256');
		bench.shell('openssl rand -out secret.bin 40');
		const material = bench.read('secret.bin');
		const { KeyMetadata } = await vault.handle(
			'ImportKeyMaterial',
			importRequest(await getParameters(vault, KeyId), material.slice())
		);
		const start = (hash: string, digits: number) =>
			bench.shell(`openssl dgst -r -${hash} secret.bin`).slice(0, digits);
		expect(KeyMetadata.KeyCheckValue).toEqual({
			...{ kcv: start('sha1', 6), sha256Prefix: start('sha256', 32) }
		});
	});

	test('that is text is told before it is imported, and encrypted again as what it means', async () => {
		const vault = await newVault();
		const KeyId = await external(vault, 'HMAC_256');
		const material = Uint8Array.from(randomBytes(32));
		const parameters = await getParameters(vault, KeyId);
		const EncryptedKeyMaterial = wrapFor(parameters, utf8(toHex(material)));
		const { EncryptedKey } = await vault.handle('DiagnoseImport', {
			...{ KeyId, EncryptedKeyMaterial: EncryptedKeyMaterial.slice() }
		});
		expect(EncryptedKey).toEqual([{ id: 'EK-MATTEXT', bytes: 64, form: 'HEX' }]);
		const { Progress } = await vault.handle('EncryptKeyMaterial', {
			...{ KeyId, EncryptedText: EncryptedKeyMaterial, Copy: { Kind: 'NONE' } }
		});
		await vault.handle('ImportKeyMaterial', {
			...{ KeyId, ImportToken: parameters.ImportToken },
			EncryptedKeyMaterial: must(Progress.EncryptedKey ?? undefined).Bytes,
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		});
		await expectSameKey(vault, KeyId, 'HMAC_256', 'GENERATE_VERIFY_MAC', material);
	});
});

describe('one key material for life', () => {
	test.each(['ECC_NIST_P256', 'ECC_NIST_EDWARDS25519', 'HMAC_384'] as const)(
		'%s: deleted or expired, only the same is taken again',
		async (KeySpec) => {
			const vault = await newVault();
			const KeyId = await external(vault, KeySpec);
			const importing = async (material: Bytes, validTo?: number) =>
				importRequest(await getParameters(vault, KeyId), material.slice(), validTo);
			const stateOf = async () =>
				(await vault.handle('DescribeKey', { KeyId })).KeyMetadata.KeyState;
			const material = opensslKey(KeySpec);
			const another = opensslKey(KeySpec);
			await vault.handle('ImportKeyMaterial', await importing(material, startOfTests + dayMs));
			vault.clock.set(startOfTests + dayMs);
			expect(await stateOf()).toBe('PENDING_IMPORT');
			await vault.handle('ImportKeyMaterial', await importing(material));
			await vault.handle('DeleteImportedKeyMaterial', { KeyId });
			expect(await stateOf()).toBe('PENDING_IMPORT');
			const wrong = await importing(another);
			const { EncryptedKeyMaterial } = wrong;
			const { EncryptedKey } = await vault.handle('DiagnoseImport', {
				...{ KeyId, EncryptedKeyMaterial: EncryptedKeyMaterial.slice() }
			});
			expect(EncryptedKey).toMatchObject([{ id: 'EK-DIFF' }]);
			await expectRefusal(vault, 'ImportKeyMaterial', wrong, { code: 'IncorrectKeyMaterial' });
			await vault.handle('ImportKeyMaterial', await importing(material));
			await expectSameKey(vault, KeyId, KeySpec, usageOf(KeySpec), material);
		}
	);

	test('a pair is the same in whatever way its PKCS #8 is written', async () => {
		const vault = await newVault();
		const KeyId = await external(vault, 'ECC_NIST_P256');
		const whole = opensslKey('ECC_NIST_P256');
		bench.shell(
			'openssl pkey -inform DER -in KeyMaterial.bin -ec_conv_form compressed -out compressed.pem'
		);
		bench.shell('openssl pkcs8 -topk8 -nocrypt -in compressed.pem -outform DER -out other.der');
		const other = bench.read('other.der');
		expect(toHex(other)).not.toBe(toHex(whole));
		for (const material of [whole, other])
			await vault.handle(
				'ImportKeyMaterial',
				importRequest(await getParameters(vault, KeyId), material)
			);
	});

	test('a diagnosis names the other key that has this pair', async () => {
		const vault = await newVault();
		const material = opensslKey('ECC_NIST_P384');
		const [first, second] = [
			await external(vault, 'ECC_NIST_P384'),
			await external(vault, 'ECC_NIST_P384')
		];
		await vault.handle(
			'ImportKeyMaterial',
			importRequest(await getParameters(vault, first), material.slice())
		);
		const parameters = await getParameters(vault, second);
		const { EncryptedKey } = await vault.handle('DiagnoseImport', {
			KeyId: second,
			EncryptedKeyMaterial: wrapFor(parameters, material)
		});
		expect(EncryptedKey).toMatchObject([{ id: 'EK-OK' }, { id: 'EK-OTHERCMK', keyId: first }]);
	});
});

describe('what is no private key of the kind', () => {
	let vault: TestVault;
	let KeyId: string;
	beforeAll(async () => {
		vault = await newVault();
		KeyId = await external(vault, 'ECC_NIST_P256');
	});

	const seen = new Set<ImportFindingId>();
	const p256 = 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256';
	const toDer = 'openssl pkcs8 -topk8 -nocrypt -outform DER -out made';
	const expected = 'ECC_NIST_P256';
	const mistakes: [string, string, ImportFindingId, PrivateKeyFault][] = [
		[
			'a key on another curve',
			`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 | ${toDer}`,
			'EK-KEYKIND',
			{ reason: 'OTHER_KIND_OF_KEY', actual: 'ECC_NIST_P384', expected }
		],
		[
			'an RSA key',
			`openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 | ${toDer}`,
			'EK-KEYKIND',
			{ reason: 'OTHER_KIND_OF_KEY', actual: 'RSA_2048', expected }
		],
		[
			'a key of a kind that no CMK has',
			`openssl genpkey -algorithm X25519 | ${toDer}`,
			'EK-KEYKIND',
			{ reason: 'OTHER_ALGORITHM', expected }
		],
		[
			'PKCS #8 as PEM',
			`${p256} -out made`,
			'EK-KEYFORM',
			{ reason: 'NOT_PKCS_8', form: 'TEXT', expected }
		],
		[
			'SEC 1',
			`openssl ecparam -name prime256v1 -genkey -noout -outform DER -out made`,
			'EK-KEYFORM',
			{ reason: 'NOT_PKCS_8', form: 'SEC_1', expected }
		],
		[
			'SEC 1 as PEM',
			`openssl ecparam -name prime256v1 -genkey -noout -out made`,
			'EK-KEYFORM',
			{ reason: 'NOT_PKCS_8', form: 'SEC_1', expected }
		],
		[
			'PKCS #8 with a password',
			`${p256} | openssl pkcs8 -topk8 -passout pass:secret -outform DER -out made`,
			'EK-KEYFORM',
			{ reason: 'ENCRYPTED' }
		],
		[
			'a file of OpenSSH',
			`rm -f made && ssh-keygen -q -t ecdsa -b 256 -N '' -f made`,
			'EK-KEYFORM',
			{ reason: 'NOT_PKCS_8', form: 'OPENSSH', expected }
		],
		[
			'a file of PuTTY',
			`printf 'PuTTY-User-Key-File-3: ecdsa-sha2-nistp256\\nEncryption: none\\nComment: key\\nPublic-Lines: 1\\nAAAA\\n' > made`,
			'EK-KEYFORM',
			{ reason: 'NOT_PKCS_8', form: 'PUTTY', expected }
		],
		[
			'the public key',
			`${p256} | openssl pkey -pubout -outform DER -out made`,
			'EK-KEYHALF',
			{ reason: 'PUBLIC_HALF' }
		],
		[
			'a certificate',
			`openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout kept.pem -subj /CN=a -out made 2> log`,
			'EK-KEYHALF',
			{ reason: 'PUBLIC_HALF' }
		],
		['noise', 'openssl rand -out made 200', 'EK-NOKEY', { reason: 'NO_PRIVATE_KEY' }]
	];
	test.each(mistakes)('%s is refused and named', async (_, command, id, fault) => {
		bench.shell(command);
		const made = bench.read('made');
		const WrappingAlgorithm = 'RSA_AES_KEY_WRAP_SHA_256';
		const request = importRequest(await getParameters(vault, KeyId, { WrappingAlgorithm }), made);
		const { EncryptedKeyMaterial } = request;
		const { EncryptedKey } = await diagnose(vault, KeyId, { EncryptedKeyMaterial }, [made]);
		expect(EncryptedKey).toEqual([{ id, fault }]);
		seen.add(id);
		await expectRefusal(vault, 'ImportKeyMaterial', request, {
			...({ code: 'InvalidPrivateKey', details: fault } as const)
		});
	});

	test('PKCS #1 is refused and named', async () => {
		const rsa = await external(vault, 'RSA_2048');
		const der = derOf(rsaPair(2048).privateKey, 'pkcs1');
		const request = importRequest(await getParameters(vault, rsa), der);
		const { EncryptedKeyMaterial } = request;
		const { EncryptedKey } = await vault.handle('DiagnoseImport', {
			...{ KeyId: rsa, EncryptedKeyMaterial: EncryptedKeyMaterial.slice() }
		});
		const fault = { reason: 'NOT_PKCS_8', form: 'PKCS_1', expected: 'RSA_2048' };
		expect(EncryptedKey).toEqual([{ id: 'EK-KEYFORM', fault }]);
		await expectRefusal(vault, 'ImportKeyMaterial', request, { code: 'InvalidPrivateKey' });
	});

	test('a key whose public half is another pair’s is refused', async () => {
		const [one, two] = [opensslKey('ECC_NIST_P256'), opensslKey('ECC_NIST_P256')];
		one.set(two.subarray(-65), one.length - 65);
		const request = importRequest(await getParameters(vault, KeyId), one);
		const { EncryptedKeyMaterial } = request;
		const { EncryptedKey } = await vault.handle('DiagnoseImport', {
			...{ KeyId, EncryptedKeyMaterial: EncryptedKeyMaterial.slice() }
		});
		expect(EncryptedKey).toEqual([{ id: 'EK-KEYBAD', fault: { reason: 'DAMAGED' } }]);
		seen.add('EK-KEYBAD');
		await expectRefusal(vault, 'ImportKeyMaterial', request, {
			...{ code: 'InvalidPrivateKey', details: { reason: 'DAMAGED' } }
		});
	});

	test('has been found in all of its ways above', () => {
		expect([...seen].toSorted()).toEqual([...findingsOfPairs].toSorted());
	});

	test('a throw-away AES key alone is half of a file, and a key in one block has another algorithm', async () => {
		const WrappingAlgorithm = 'RSA_AES_KEY_WRAP_SHA_256';
		const parameters = await getParameters(vault, KeyId, { WrappingAlgorithm });
		const inOneBlock = { ...parameters, WrappingAlgorithm: 'RSAES_OAEP_SHA_256' } as const;
		const findings = async (material: Bytes) =>
			(
				await vault.handle('DiagnoseImport', {
					...{ KeyId, EncryptedKeyMaterial: wrapFor(inOneBlock, material) }
				})
			).EncryptedKey.map(({ id }) => id);
		expect(await findings(Uint8Array.from(randomBytes(32)))).toEqual(['EK-HALF']);
		expect(await findings(opensslKey('ECC_NIST_P256'))).toEqual(['EK-OTHERALG']);
	});
});

describe('the command that converts a key', () => {
	const sources: [Parameters<typeof toPkcs8Command>[0], CmkSpec, string][] = [
		['TEXT', 'ECC_NIST_P256', 'openssl genpkey -algorithm ED25519 -out key.pem'],
		['SEC_1', 'ECC_NIST_P256', 'openssl ecparam -name prime256v1 -genkey -noout -out key.pem'],
		[
			'SEC_1',
			'ECC_NIST_P256',
			'openssl ecparam -name prime256v1 -genkey -noout -outform DER -out key.pem'
		],
		['PKCS_1', 'RSA_2048', 'openssl genrsa -traditional -out key.pem 2048'],
		['OPENSSH', 'ECC_NIST_P256', `rm -f id_key; ssh-keygen -q -t ecdsa -b 256 -N '' -f id_key`],
		[
			'OPENSSH',
			'ECC_NIST_EDWARDS25519',
			`rm -f id_ed25519; ssh-keygen -q -t ed25519 -N '' -f id_ed25519`
		],
		[
			'JWK',
			'ECC_NIST_P256',
			`node -e "fs.writeFileSync('key.jwk', JSON.stringify(crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })))"`
		]
	];
	test.each(sources)('from %s, for %s', (form, keySpec, make) => {
		bench.shell('rm -f KeyMaterial.bin key.pem');
		bench.shell(make);
		bench.shell(toPkcs8Command(form, keySpec));
		const der = Buffer.from(bench.read('KeyMaterial.bin'));
		const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
		expect(key.export({ format: 'der', type: 'pkcs8' }).length).toBeGreaterThan(40);
	});
});

describe('the user’s half in the app', () => {
	test.each(['ECC_NIST_P256', 'ECC_NIST_EDWARDS25519', 'RSA_2048', 'HMAC_512'] as const)(
		'encrypts %s, whose check value was told before',
		async (KeySpec) => {
			const vault = await newVault();
			const KeyId = await external(vault, KeySpec);
			const { ImportToken } = await getParameters(vault, KeyId);
			const material = opensslKey(KeySpec);
			const inspected = await vault.handle('InspectKeyMaterial', {
				...{ KeyMaterial: material.slice(), KeySpec }
			});
			const { KeyCheckValue, Progress, CopyFile } = await vault.handle('EncryptKeyMaterial', {
				...{ KeyId, KeyMaterial: material.slice(), Copy: { Kind: 'NONE' } }
			});
			expect(KeyCheckValue).toEqual(inspected.KeyCheckValue);
			expect(CopyFile).toBeNull();
			const { KeyMetadata } = await vault.handle('ImportKeyMaterial', {
				...{
					KeyId,
					ImportToken,
					EncryptedKeyMaterial: must(Progress.EncryptedKey ?? undefined).Bytes
				},
				ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
			});
			expect(KeyMetadata.KeyCheckValue).toEqual(KeyCheckValue);
			await expectSameKey(vault, KeyId, KeySpec, usageOf(KeySpec), material);
		}
	);

	test.each([
		['HMAC_224', 28],
		['HMAC_256', 32],
		['HMAC_384', 48],
		['HMAC_512', 64]
	] as const)(
		'makes the secret of %s, %i bytes, and shows it once as the copy',
		async (KeySpec, length) => {
			const vault = await newVault();
			const KeyId = await external(vault, KeySpec);
			const { ImportToken } = await getParameters(vault, KeyId);
			const made = await vault.handle('EncryptKeyMaterial', { KeyId, Copy: { Kind: 'SHOW' } });
			const material = must(made.KeyMaterialToShow ?? undefined);
			expect(material).toHaveLength(length);
			expect(made.Progress.Copy).toBe('AWAITED');
			await vault.handle('ImportKeyMaterial', {
				...{ KeyId, ImportToken },
				EncryptedKeyMaterial: must(made.Progress.EncryptedKey ?? undefined).Bytes,
				ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
			});
			await expectSameKey(vault, KeyId, KeySpec, usageOf(KeySpec), material);
		}
	);

	test('makes no secret for HMAC without a copy', async () => {
		const vault = await newVault();
		const KeyId = await external(vault, 'HMAC_384');
		await getParameters(vault, KeyId);
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ KeyId, Copy: { Kind: 'NONE' } },
			{ code: 'InvalidParameter', details: { rule: 'NEEDED_FOR_RANDOM_KEY_MATERIAL' } }
		);
	});

	test('makes no pair', async () => {
		const vault = await newVault();
		const KeyId = await external(vault, 'ECC_NIST_P256');
		await getParameters(vault, KeyId);
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ KeyId, Copy: { Kind: 'AGE_FILE', FilePassphrase: utf8('correct horse battery') } },
			{ code: 'InvalidParameter', details: { rule: 'NEEDED_FOR_THIS_KIND' } }
		);
	});

	test('looks for key material of AES-256 only', async () => {
		const vault = await newVault();
		const KeyId = await external(vault, 'HMAC_256');
		await getParameters(vault, KeyId);
		const KeyMaterial = Uint8Array.from(randomBytes(32));
		await expectRefusal(
			vault,
			'FindKeyMaterial',
			{ KeyId, File: KeyMaterial },
			{ code: 'InvalidParameter', details: { parameter: 'KeyId', rule: 'AES_256_ONLY' } }
		);
	});
});

const states = ['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_DELETION'] as const;

/** A key of a kind whose key material is imported, in a state. */
async function inState(
	kind: (typeof kindsOfKeys)[number],
	state: KeyState
): Promise<{ vault: TestVault; KeyId: string }> {
	const vault = await newVault();
	const { handle } = vault;
	const KeyId = await newKey(vault, { Origin: 'EXTERNAL', ...kind, AliasName: 'alias/subject' });
	const material = opensslKey(kind.KeySpec);
	await handle('ImportKeyMaterial', importRequest(await getParameters(vault, KeyId), material));
	if (state === 'PENDING_IMPORT') await handle('DeleteImportedKeyMaterial', { KeyId });
	if (state === 'DISABLED') await handle('DisableKey', { KeyId });
	if (state === 'PENDING_DELETION')
		await handle('ScheduleKeyDeletion', { KeyId, Passphrase: passphraseAgain() });
	return { vault, KeyId };
}

describe.each(kindsOfKeys)('of imported keys, $KeySpec for $KeyUsage', (kind) => {
	const column = kindsOfKeys.indexOf(kind);
	test.each(states)('%s allows what the table says', async (state) => {
		const { vault, KeyId } = await inState(kind, state);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.KeyState).toBe(state);
		const isAllowed = (operation: KeyOperation) => {
			const ofKind = kindTable[operation]?.charAt(column) ?? 'y';
			// What only other kinds have depends on the state as Encrypt does.
			const own = stateTable[operation].EXTERNAL;
			const isOfOthers = own.startsWith('u') || operation === 'GetPublicKey';
			const row = isOfOthers ? stateTable.Encrypt.EXTERNAL : own;
			return ofKind === 'y' && row.charAt(states.indexOf(state)) === 'y';
		};
		const allowed = (Object.keys(stateTable) as KeyOperation[]).filter(isAllowed);
		expect(KeyMetadata.AllowedOperations.toSorted()).toEqual(allowed.toSorted());
	});
});
