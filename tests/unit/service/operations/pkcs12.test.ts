/** Private keys in PKCS #12 files, as OpenSSL writes them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { parseDer } from '#lib/domain/reading/der.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import { encodeDer } from '#lib/domain/asn1/der-writing.ts';
import { keyInDer } from '#lib/domain/reading/keys-in-der.ts';
import { parsePkcs12 } from '#lib/domain/reading/pkcs12.ts';
import { extractKeyCommand } from '#lib/ui/import/material-fault.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { getParameters } from '../../../support/importing.ts';
import { expectImport, expectKeyRefused, KeySpec } from '../../../support/keys-under-password.ts';
import { must } from '../../../support/must.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';

const workbench = new Workbench();
afterAll(() => workbench.remove());

const password = () => utf8('pässword 𝒜 of the store');
let vault: TestVault;
let plain: Bytes;
beforeAll(async () => {
	vault = await newVault();
	workbench.write('password', password());
	workbench.shell(`
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=a -days 3650 -keyout key.pem -out cert.pem
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=b -days 3650 -keyout other.pem -out chain.pem
		openssl pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out plain.der`);
	plain = workbench.read('plain.der');
});

/** @returns the key and its certificates as `openssl pkcs12 -export` puts them under the password */
function store(options: string, name = 'key.p12'): Bytes {
	workbench.shell(
		`openssl pkcs12 -export -inkey key.pem -in cert.pem -certfile chain.pem -passout file:password ${options} -out ${name}`
	);
	return workbench.read(name);
}
const inspect = (KeyMaterial: Bytes) =>
	vault.handle('InspectKeyMaterial', { KeyMaterial, KeyPassword: password(), KeySpec });

test.each([
	'',
	'-name "the key" -iter 5000',
	'-macalg sha384 -keypbe AES-128-CBC',
	'-macalg sha512 -certpbe NONE',
	'-nomaciter'
])('the key in a file by “openssl pkcs12 -export %s” is opened', async (options) => {
	const file = store(options);
	expect(keyInDer(file)?.content).toEqual({ kind: 'PKCS_12', opens: true });
	const asPlain = { KeyMaterial: plain.slice(), KeySpec } as const;
	expect(await inspect(file)).toEqual(await vault.handle('InspectKeyMaterial', asPlain));
});

test('the key is encrypted for the import, and then imported', () =>
	expectImport(vault, workbench, store(''), password()));

describe('as a copy of the key', () => {
	async function imported(): Promise<string> {
		const KeyId = await newKey(vault, { KeySpec, KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL' });
		const { ImportToken } = await getParameters(vault, KeyId);
		const { Progress } = await vault.handle('EncryptKeyMaterial', {
			...{ KeyId, KeyMaterial: plain.slice(), Copy: { Kind: 'NONE' } }
		});
		await vault.handle('ImportKeyMaterial', {
			...{ KeyId, ImportToken, ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' },
			EncryptedKeyMaterial: must(Progress.EncryptedKey ?? undefined).Bytes
		});
		return KeyId;
	}
	const encryptedPem = () => {
		workbench.shell('openssl pkcs8 -topk8 -in key.pem -passout file:password -out locked.pem');
		return workbench.read('locked.pem');
	};
	const copyOf = (Bytes: Bytes, Password?: Bytes) =>
		({ Kind: 'BYTES', Bytes, ...(Password && { Password }) }) as const;

	test('it is tested, and brings key material back', async () => {
		const KeyId = await imported();
		for (const file of [store(''), encryptedPem()]) {
			const given = password();
			const Copy = copyOf(file, given);
			expect(await vault.handle('RehearseRecovery', { KeyId, Copy })).toHaveProperty('RehearsedOn');
			expect(given.every((byte) => byte === 0)).toBe(true);
		}
		await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		const { KeyMetadata } = await vault.handle('ImportFromCopy', {
			...{ KeyId, Copy: copyOf(store(''), password()) },
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		});
		expect(KeyMetadata.KeyState).toBe('ENABLED');
	});

	test('it asks for the password, and says when that is wrong', async () => {
		const KeyId = await imported();
		for (const [given, reason] of [
			[undefined, 'ENCRYPTED'],
			[utf8('another'), 'WRONG_PASSWORD']
		] as const)
			for (const file of [store(''), encryptedPem()])
				await expectRefusal(
					vault,
					'RehearseRecovery',
					{ KeyId, Copy: copyOf(file, given?.slice()) },
					{ code: 'InvalidPrivateKey', details: { reason } }
				);
	});
});

test('the key is wrapped for another service; a wrong password and another kind are refused', async () => {
	const wrap = { Target: 'OTHER', WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256' } as const;
	workbench.shell(
		'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out wrapping.pem && openssl pkey -in wrapping.pem -pubout -outform DER -out wrapping.der'
	);
	const given = password();
	const { Comparison } = await vault.handle('InspectKeyToWrap', {
		...{ KeySpec, KeyMaterial: store(''), KeyPassword: password() }
	});
	const wrapped = await vault.handle('WrapKeyMaterial', {
		...{ ...wrap, KeySpec, PublicKey: workbench.read('wrapping.der') },
		...{ KeyMaterial: store(''), KeyPassword: given, Copy: { Kind: 'NONE' } }
	});
	expect(wrapped.Comparison).toEqual(Comparison);
	expect(given.every((byte) => byte === 0)).toBe(true);
	const asPlain = { KeySpec, KeyMaterial: plain.slice() } as const;
	expect(Comparison).toEqual((await vault.handle('InspectKeyToWrap', asPlain)).Comparison);
	await expectRefusal(
		vault,
		'InspectKeyToWrap',
		{ KeySpec, KeyMaterial: store(''), KeyPassword: utf8('another') },
		{ code: 'InvalidPrivateKey', details: { reason: 'WRONG_PASSWORD' } }
	);
	await expectRefusal(
		vault,
		'InspectKeyToWrap',
		{ KeySpec: 'ECC_NIST_P384', KeyMaterial: store(''), KeyPassword: password() },
		{ code: 'InvalidPrivateKey', details: { reason: 'OTHER_SPEC', actual: KeySpec } }
	);
});

describe('refused are', () => {
	const refusal = (KeyMaterial: Bytes, KeyPassword: Bytes | undefined, reason: string) =>
		expectKeyRefused(vault, KeyMaterial, KeyPassword, reason);

	test('a wrong password, an empty one, none, and a file that was altered', async () => {
		const file = store('');
		await refusal(file.slice(), utf8('wrong'), 'WRONG_PASSWORD');
		await refusal(file.slice(), new Uint8Array(), 'WRONG_PASSWORD');
		await refusal(file.slice(), undefined, 'ENCRYPTED');
		// The last bytes of the content are in the middle of the file, before the MAC.
		const { content } = must(parsePkcs12(file));
		const end = content.byteOffset - file.byteOffset + content.length;
		await refusal(flipBit(file, 8 * (end - 1)), password(), 'WRONG_PASSWORD');
	});

	test.each(['-legacy', '-keypbe PBE-SHA1-3DES', '-macalg sha1', '-nomac', '-keypbe NONE'])(
		'what is under RC2, 3DES or SHA-1, or under nothing: “%s”',
		async (options) => {
			const file = store(options);
			expect(keyInDer(file)?.content).toEqual({ kind: 'PKCS_12', opens: false });
			await refusal(file, password(), 'ENCRYPTED');
		}
	);

	test('a key of another kind', async () => {
		await expectRefusal(
			vault,
			'InspectKeyMaterial',
			{ KeyMaterial: store(''), KeyPassword: password(), KeySpec: 'RSA_2048' },
			{
				code: 'InvalidPrivateKey',
				details: { reason: 'OTHER_KIND_OF_KEY', actual: KeySpec, expected: 'RSA_2048' }
			}
		);
	});

	test('more than a million iterations of the MAC, before anything is computed, and what was cut off', () => {
		const file = store('-iter 70000');
		const at = Buffer.from(file).lastIndexOf(Buffer.from('0203011170', 'hex'));
		const withIterations = (iterations: number) => {
			const altered = Buffer.from(file);
			altered.writeUIntBE(iterations, at + 2, 3);
			return parsePkcs12(Uint8Array.from(altered))?.mac.iterations;
		};
		expect(at).toBeGreaterThan(0);
		expect(withIterations(70_000)).toBe(70_000);
		expect(withIterations(1_000_000)).toBe(1_000_000);
		expect(withIterations(1_000_001)).toBeUndefined();
		for (const length of [0, 1, 100, file.length - 1])
			expect(parsePkcs12(file.subarray(0, length))).toBeUndefined();
	});
});

/** @returns a store with the key's bag several times, each with this many iterations; its MAC is no longer right */
function storeOfMany(count: number, iterations: number): Bytes {
	const node = (bytes: Uint8Array) => {
		const parsed = parseDer(bytes);
		if (typeof parsed !== 'object') throw new Error('no DER');
		return parsed;
	};
	const sequence = (...parts: Uint8Array[]) => encodeDer(tags.sequence, ...parts);
	const file = store('-iter 70000 -certpbe NONE');
	const [version, safe, mac] = node(file).children;
	const [dataId] = must(safe).children;
	const inData = (bytes: Uint8Array) =>
		sequence(must(dataId).bytes, encodeDer(tags.context0, encodeDer(tags.octetString, bytes)));
	const infos = node(must(parsePkcs12(file)).content).children;
	const bags = infos.flatMap(({ children }) => node(must(children[1]?.children[0]).value).children);
	const bag = must(bags.find(({ children }) => children[0]?.oid === '1.2.840.113549.1.12.10.1.2'));
	const altered = Buffer.from(bag.bytes);
	altered.writeUIntBE(iterations, altered.indexOf(Buffer.from('0203011170', 'hex')) + 2, 3);
	const safes = sequence(inData(sequence(...Array.from({ length: count }, () => altered))));
	return sequence(must(version).bytes, inData(safes), must(mac).bytes);
}

test('the keys of a file take ten million iterations together at most', () => {
	const keysIn = (file: Bytes) => parsePkcs12(file)?.keys.length;
	expect(keysIn(storeOfMany(2, 5_000_000))).toBe(2);
	expect(keysIn(storeOfMany(2, 5_000_001))).toBeUndefined();
	expect([keysIn(storeOfMany(8, 2048)), keysIn(storeOfMany(9, 2048))]).toEqual([8, undefined]);
});

test('the command that is shown for an old file takes the key out of it, as Airlock opens it', async () => {
	workbench.shell('mkdir old && cp password old && cp password old/again');
	store('-legacy', 'old/key.p12');
	const quiet = `${extractKeyCommand} -passin file:password -passout file:again`;
	workbench.shell(
		`cd old && ${quiet} && openssl pkcs8 -topk8 -in key.pem -passin file:password -passout file:again -outform DER -out ../extracted.der`
	);
	const asPlain = { KeyMaterial: plain.slice(), KeySpec } as const;
	expect(await inspect(workbench.read('extracted.der'))).toEqual(
		await vault.handle('InspectKeyMaterial', asPlain)
	);
});
