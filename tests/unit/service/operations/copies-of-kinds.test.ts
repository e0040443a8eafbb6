import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat, parseUtf8, toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { secretLengths } from '#lib/domain/key/key-material.ts';
import {
	isMacKey,
	isPair,
	usagesOf,
	type CmkSpec,
	type MacKeySpec
} from '#lib/domain/key/kinds.ts';
import { copiesOf } from '#lib/domain/recovery/copy-kinds.ts';
import { dayMs } from '#lib/domain/time.ts';
import type { Request } from '#lib/service/api.ts';
import { decryptWithAge } from '../../../support/age.ts';
import { getParameters, importMaterial } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { Workbench } from '../../../support/openssl.ts';
import { itWithPeers } from '../../../support/peers.ts';
import fc from '../../../support/properties.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import { derOf, rsaPair } from '../../../support/rsa-keys.ts';
import { findSecret } from '../../../support/secret-search.ts';
import { newKey, newVault, passphrase, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

let bench: Workbench;
beforeAll(() => {
	bench = new Workbench();
});
afterAll(() => bench.remove());

const secretOf = (length: number): Bytes =>
	Uint8Array.from({ length }, (_, index) => (index * 151 + length) & 0xff);

/** Key material of each kind as an import takes it. */
const made = {
	HMAC_224: () => secretOf(28),
	HMAC_256: () => secretOf(32),
	HMAC_384: () => secretOf(65),
	HMAC_512: () => secretOf(128),
	ECC_NIST_P256: () =>
		derOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'pkcs8'),
	ECC_NIST_P384: () =>
		derOf(generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey, 'pkcs8'),
	ECC_NIST_P521: () =>
		derOf(generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey, 'pkcs8'),
	ECC_NIST_EDWARDS25519: () => derOf(generateKeyPairSync('ed25519').privateKey, 'pkcs8'),
	RSA_2048: () => derOf(rsaPair(2048).privateKey, 'pkcs8')
} as const satisfies Partial<Record<CmkSpec, () => Bytes>>;
type Kind = keyof typeof made;
const kinds = Object.keys(made) as Kind[];

type Copy = Request<'EncryptKeyMaterial'>['Copy'];
type CopyToTest = Request<'RehearseRecovery'>['Copy'];

const external = (vault: TestVault, KeySpec: CmkSpec) =>
	newKey(vault, { Origin: 'EXTERNAL', KeySpec, KeyUsage: must(usagesOf(KeySpec).at(-1)) });

/** Encrypts in Airlock. @returns the copy that was made, as it is brought back */
async function encrypt(
	vault: TestVault,
	KeyId: string,
	KeyMaterial: Bytes,
	Copy: Copy
): Promise<() => CopyToTest> {
	await getParameters(vault, KeyId);
	const { CopyFile, KeyMaterialToShow, RecoveryTexts } = await vault.handle('EncryptKeyMaterial', {
		KeyId,
		KeyMaterial,
		Copy
	});
	if (CopyFile) {
		const { File } = CopyFile;
		return () => ({ Kind: 'AGE_FILE', File: File.slice(), FilePassphrase: utf8(passphrase) });
	}
	const text = RecoveryTexts
		? parseUtf8(RecoveryTexts)
		: toHex(must(KeyMaterialToShow ?? undefined));
	return () => ({ Kind: 'TEXT', Text: utf8(must(text)) });
}

async function importDraft({ handle }: TestVault, KeyId: string): Promise<void> {
	const { EncryptedKey, ImportToken } = await handle('GetImportProgress', { KeyId });
	await handle('ImportKeyMaterial', {
		KeyId,
		EncryptedKeyMaterial: must(EncryptedKey ?? undefined).Bytes,
		ImportToken: must(ImportToken ?? undefined).Bytes,
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
}

const copyRequests: Record<Exclude<Copy['Kind'], 'NONE'>, () => Copy> = {
	AGE_FILE: () => ({ Kind: 'AGE_FILE', FilePassphrase: utf8(passphrase) }),
	SHARES: () => ({ Kind: 'SHARES', Threshold: 2, Count: 3 }),
	SHEET: () => ({ Kind: 'SHEET' }),
	SHOW: () => ({ Kind: 'SHOW' })
};
const copyKinds = Object.keys(copyRequests) as (keyof typeof copyRequests)[];
const ofEachSize = [
	'HMAC_224',
	'HMAC_512',
	'ECC_NIST_P256',
	'ECC_NIST_P521',
	'ECC_NIST_EDWARDS25519',
	'RSA_2048'
] as const;
const fitting = ofEachSize.flatMap((kind) =>
	copyKinds.filter((copy) => copiesOf(kind).includes(copy)).map((copy) => ({ kind, copy }))
);

test('an age file fits all kinds, paper all but RSA, and a pair is not written down', () => {
	const paper = ['AGE_FILE', 'SHARES', 'SHEET'];
	expect(copiesOf('AES_256')).toEqual([...paper, 'SHOW', 'NONE']);
	for (const kind of kinds)
		expect([kind, copiesOf(kind)]).toEqual([
			kind,
			kind === 'RSA_2048'
				? ['AGE_FILE', 'NONE']
				: [...paper, ...(isPair(kind) ? [] : ['SHOW']), 'NONE']
		]);
});

describe('a copy of key material', () => {
	test.each(fitting)(
		'of $kind, $copy: it is tested before and after the import, and imports again',
		async ({ kind, copy }) => {
			const vault = await newVault();
			const { handle } = vault;
			const KeyId = await external(vault, kind);
			const material = made[kind]();
			const bring = await encrypt(vault, KeyId, material.slice(), copyRequests[copy]());
			await handle('RehearseRecovery', { KeyId, Copy: bring() });
			const rehearsed = vault.clock.now();
			vault.clock.advance(1000);
			await importDraft(vault, KeyId);
			const describeKey = async () => (await handle('DescribeKey', { KeyId })).KeyMetadata;
			expect(await describeKey()).toMatchObject({ RecoveryRehearsedOn: rehearsed, Attention: [] });

			const { RehearsedOn } = await handle('RehearseRecovery', { KeyId, Copy: bring() });
			expect(RehearsedOn).toBe(vault.clock.now());
			const before = await describeKey();
			await handle('DeleteImportedKeyMaterial', { KeyId });
			const ValidTo = vault.clock.now() + dayMs;
			const { KeyMetadata } = await handle('ImportFromCopy', { KeyId, Copy: bring(), ValidTo });
			expect(KeyMetadata).toMatchObject({
				KeyState: 'ENABLED',
				KeyCheckValue: before.KeyCheckValue,
				Expiration: { validTo: ValidTo }
			});
			const { Entries } = await handle('ListActivity', { KeyId, Limit: 9 });
			const given = {
				detail: { copy: copy === 'AGE_FILE' ? 'AGE_FILE' : 'TEXT' },
				result: 'Success'
			};
			expect(Entries.filter(({ operation }) => operation === 'RehearseRecovery')).toMatchObject([
				given,
				given
			]);
			expect(findSecret(await vault.store.readSnapshot(), material)).toEqual([]);
		}
	);

	test('is told as never tested until it is', async () => {
		const vault = await newVault();
		for (const kind of ['HMAC_384', 'ECC_NIST_P256', 'RSA_2048'] as const) {
			const KeyId = await external(vault, kind);
			const bring = await encrypt(vault, KeyId, made[kind](), copyRequests.AGE_FILE());
			await importDraft(vault, KeyId);
			const attention = async () =>
				(await vault.handle('DescribeKey', { KeyId })).KeyMetadata.Attention.map((one) => one.kind);
			expect(await attention()).toEqual(['UNTESTED']);
			await vault.handle('RehearseRecovery', { KeyId, Copy: bring() });
			expect(await attention()).toEqual([]);
		}
	});

	test('is the user’s own file too, in the forms that an import takes', async () => {
		const vault = await newVault();
		const KeyId = await external(vault, 'ECC_NIST_P256');
		const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		await importMaterial(vault, KeyId, derOf(privateKey, 'pkcs8'));
		const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
		const sec1 = privateKey.export({ format: 'pem', type: 'sec1' }).toString();
		for (const Copy of [
			{ Kind: 'BYTES', Bytes: derOf(privateKey, 'pkcs8') },
			{ Kind: 'BYTES', Bytes: utf8(`Key of the server\n${pem}`) },
			{ Kind: 'BYTES', Bytes: utf8(sec1) },
			{ Kind: 'TEXT', Text: utf8(pem) }
		] as const) {
			vault.clock.advance(1000);
			const { RehearsedOn } = await vault.handle('RehearseRecovery', { KeyId, Copy });
			expect(RehearsedOn).toBe(vault.clock.now());
		}
		const locked = privateKey
			.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'password' })
			.toString();
		const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
		const lockedOther = other
			.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'password' })
			.toString();
		const plain = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
		const rehearse = (text: string, Password?: string) =>
			vault.handle('RehearseRecovery', {
				KeyId,
				Copy: {
					...{ Kind: 'BYTES', Bytes: utf8(text) },
					...(Password !== undefined && { Password: utf8(Password) })
				}
			});
		// Whichever of several keys it is.
		await rehearse(lockedOther + locked, 'password');
		await rehearse(plain + lockedOther);
		await rehearse(lockedOther + plain, 'another password');
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{
				KeyId,
				Copy: { Kind: 'BYTES', Bytes: utf8(lockedOther + locked), Password: utf8('wrong') }
			},
			{ code: 'InvalidPrivateKey', details: { reason: 'WRONG_PASSWORD' } }
		);
		const publicKey = derOf(createPublicKey(privateKey), 'spki');
		for (const [Bytes, details] of [
			[utf8(locked), { reason: 'ENCRYPTED' }],
			[publicKey, { reason: 'PUBLIC_HALF' }],
			[utf8('no key at all'), { reason: 'NO_PRIVATE_KEY' }],
			[made.ECC_NIST_P384(), { reason: 'OTHER_KIND_OF_KEY', actual: 'ECC_NIST_P384' }]
		] as const)
			await expectRefusal(
				vault,
				'RehearseRecovery',
				{ KeyId, Copy: { Kind: 'BYTES', Bytes } },
				{ code: 'InvalidPrivateKey', details }
			);
	});

	test.each([
		'HMAC_224',
		'HMAC_256',
		'HMAC_512',
		'ECC_NIST_P256',
		'ECC_NIST_P521',
		'ECC_NIST_EDWARDS25519'
	] as const)(
		'on paper of %s, with a mistake or not whole: it is said what is wrong',
		async (kind) => {
			const vault = await newVault();
			const KeyId = await external(vault, kind);
			await getParameters(vault, KeyId);
			const { RecoveryTexts } = await vault.handle('EncryptKeyMaterial', {
				KeyId,
				KeyMaterial: made[kind](),
				Copy: copyRequests.SHARES()
			});
			const [one = '', two = ''] = parseUtf8(must(RecoveryTexts ?? undefined))?.split('\n\n') ?? [];
			const lines = one.split('\n');
			const wrong = lines
				.with(
					2,
					must(lines[2]).replace(/.$/, (last) => (last === '7' ? '8' : '7'))
				)
				.join('\n');
			const more = { reason: 'MORE_NEEDED', more: 1, threshold: 2 };
			const fault = (line: number, kind: string) => ({
				reason: 'LINE',
				share: 1,
				line,
				fault: kind
			});
			const missing = { reason: 'LINES_MISSING', share: 1, missing: lines.length - 3 };
			const mistakes: Record<string, readonly [Text: string, typed: object, asFile?: object]> = {
				'one share': [one, more, more],
				'a share twice': [`${one}\n${one}`, { reason: 'TWICE' }, { reason: 'TWICE' }],
				'lines missing': [lines.slice(0, 3).join('\n'), missing, missing],
				'a wrong line': [`${wrong}\n${two}`, fault(3, 'CHECKSUM'), fault(3, 'ORDER')],
				'one line, and wrong': [must(wrong.split('\n')[2]), fault(1, 'ORDER')],
				'a sign too few, without spaces': [
					one.replaceAll(/[ \n]/g, '').slice(0, -1),
					fault(1, 'LENGTH')
				],
				nothing: [' ', { reason: 'EMPTY' }]
			};
			for (const [mistake, [text, typed, asFile]] of Object.entries(mistakes)) {
				const refused = async (Copy: CopyToTest) => {
					const { code, details } = await refusalOf(
						vault.handle('RehearseRecovery', { KeyId, Copy })
					);
					return { mistake, code, details };
				};
				const code = 'InvalidRecoveryCopy';
				expect(await refused({ Kind: 'TEXT', Text: utf8(text) })).toMatchObject({
					mistake,
					code,
					details: typed
				});
				if (asFile)
					expect(await refused({ Kind: 'BYTES', Bytes: utf8(text) })).toMatchObject({
						mistake,
						code,
						details: asFile
					});
			}
		}
	);

	test('typed in hex, but of another key, is not called shares', async () => {
		const vault = await newVault();
		for (const [kind, Text, code] of [
			['HMAC_256', toHex(secretOf(40)), 'IncorrectKeyMaterial'],
			['HMAC_512', toBase64(secretOf(70)), 'IncorrectKeyMaterial'],
			['ECC_NIST_P256', toHex(secretOf(32)), 'InvalidPrivateKey'],
			['ECC_NIST_P256', 'no key at all', 'InvalidPrivateKey']
		] as const) {
			const KeyId = await external(vault, kind);
			await importMaterial(vault, KeyId, made[kind]());
			const Copy = { Kind: 'TEXT', Text: utf8(Text) } as const;
			await expectRefusal(vault, 'RehearseRecovery', { KeyId, Copy }, { code });
		}
	});

	test.each(['HMAC_256', 'ECC_NIST_P256', 'RSA_2048'] as const)(
		'of another key of %s is refused, and nothing has changed',
		async (kind) => {
			const vault = await newVault();
			const KeyId = await external(vault, kind);
			await importMaterial(vault, KeyId, made[kind]());
			const other = isMacKey(kind)
				? secretOf(40)
				: derOf(
						kind === 'RSA_2048'
							? generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
							: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
						'pkcs8'
					);
			const Copy = () => ({ Kind: 'BYTES' as const, Bytes: other.slice() });
			await expectRefusal(
				vault,
				'RehearseRecovery',
				{ KeyId, Copy: Copy() },
				{ code: 'IncorrectKeyMaterial' }
			);
			await expectRefusal(
				vault,
				'ImportFromCopy',
				{ KeyId, Copy: Copy(), ValidTo: vault.clock.now() + dayMs },
				{ code: 'IncorrectKeyMaterial' }
			);
		}
	);

	test('that does not fit is not made, and nothing is encrypted', async () => {
		const vault = await newVault();
		for (const [kind, copies] of [
			['RSA_2048', ['SHARES', 'SHEET', 'SHOW']],
			['ECC_NIST_P256', ['SHOW']]
		] as const) {
			const KeyId = await external(vault, kind);
			await getParameters(vault, KeyId);
			for (const copy of copies)
				await expectRefusal(
					vault,
					'EncryptKeyMaterial',
					{ KeyId, KeyMaterial: made[kind](), Copy: copyRequests[copy]() },
					{ code: 'InvalidParameter', details: { parameter: 'Copy', rule: 'NOT_FOR_THIS_KIND' } }
				);
			expect((await vault.handle('GetImportProgress', { KeyId })).Step).toBe('ENCRYPT');
		}
	});
});

test('a secret for HMAC of any length that AWS takes is tested in every form it is kept in', async () => {
	const vault = await newVault();
	const macSpecs: readonly MacKeySpec[] = ['HMAC_224', 'HMAC_256', 'HMAC_384', 'HMAC_512'];
	const secrets = fc.constantFrom(...macSpecs).chain((KeySpec) => {
		const { least, most } = secretLengths(KeySpec);
		return fc.record({
			KeySpec: fc.constant(KeySpec),
			// Not text by chance, which Airlock would call weak.
			secret: fc
				.uint8Array({ minLength: least - 1, maxLength: most - 1 })
				.map((rest) => concat(Uint8Array.of(0x80), rest))
		});
	});
	await fc.assert(
		fc.asyncProperty(secrets, async ({ KeySpec, secret }) => {
			fc.pre(new Set(secret).size > 8);
			const KeyId = await external(vault, KeySpec);
			const bring = await encrypt(vault, KeyId, secret.slice(), copyRequests.SHARES());
			await importDraft(vault, KeyId);
			for (const Copy of [
				bring(),
				{ Kind: 'BYTES', Bytes: secret.slice() },
				{ Kind: 'BYTES', Bytes: utf8(toHex(secret)) },
				{ Kind: 'BYTES', Bytes: utf8(`${toBase64(secret)}\n`) }
			] as const) {
				vault.clock.advance(1000);
				const { RehearsedOn } = await vault.handle('RehearseRecovery', { KeyId, Copy });
				expect(RehearsedOn).toBe(vault.clock.now());
			}
		}),
		{ seed: 14, numRuns: 12 }
	);
});

describe('without Airlock', () => {
	/** @returns what `age -d` takes out of a copy, in a file of the workbench */
	async function withAge(vault: TestVault, kind: Kind): Promise<{ KeyId: string; plain: string }> {
		const KeyId = await external(vault, kind);
		await getParameters(vault, KeyId);
		const { CopyFile } = await vault.handle('EncryptKeyMaterial', {
			KeyId,
			KeyMaterial: made[kind](),
			Copy: copyRequests.AGE_FILE()
		});
		await importDraft(vault, KeyId);
		const { FileName, File } = must(CopyFile ?? undefined);
		const start = isPair(kind) ? 'private-key' : 'key-material';
		expect(FileName).toBe(`${start}-${KeyId.slice(0, 8)}.age`);
		bench.write(FileName, File);
		const plain = isPair(kind) ? 'PrivateKey.der' : 'KeyMaterial.bin';
		bench.write(plain, await decryptWithAge(join(bench.folder, FileName), passphrase));
		return { KeyId, plain };
	}

	itWithPeers(['age', 'python3', 'openssl'], 'age and openssl open the copies', async () => {
		const vault = await newVault();
		for (const kind of ['ECC_NIST_P256', 'ECC_NIST_EDWARDS25519'] as const) {
			const { KeyId, plain } = await withAge(vault, kind);
			bench.shell(`openssl pkey -inform DER -in ${plain} -out PrivateKey.pem`);
			bench.shell('openssl pkey -in PrivateKey.pem -pubout -outform DER -out PublicKey.spki');
			const { PublicKey } = await vault.handle('GetPublicKey', { KeyId });
			expect(bench.read('PublicKey.spki')).toEqual(PublicKey);
			expect(createPrivateKey(Buffer.from(bench.read('PrivateKey.pem'))).type).toBe('private');
		}
		const { KeyId, plain } = await withAge(vault, 'HMAC_384');
		const secret = bench.read(plain);
		const Message = utf8('message');
		bench.write('message', Message);
		const { Mac } = await vault.handle('GenerateMac', {
			...{ KeyId, Message, MacAlgorithm: 'HMAC_SHA_384' }
		});
		const told = bench.shell(
			`openssl dgst -sha384 -mac HMAC -macopt hexkey:${toHex(secret)} -r message`
		);
		expect(told.split(' ')[0]).toBe(toHex(Mac));
		expect(toHex(Mac)).toBe(createHmac('sha384', secret).update('message').digest('hex'));
	});
});
