import { inspect } from 'node:util';
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseUtf8, toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { Request } from '#lib/service/api.ts';
import { hookedStore, type HookedStore } from '../../../support/hooked-store.ts';
import {
	getParameters,
	importMaterial,
	importRequest,
	importedKey
} from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { findSecret } from '../../../support/secret-search.ts';
import {
	cheapAgeFile,
	newKey,
	newVault,
	openTab,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

type EncryptCopy = Request<'EncryptKeyMaterial'>['Copy'];

reuseWrappingKeyPairs();
let store: HookedStore;
let vault: TestVault;
let KeyId: string;
beforeEach(async () => {
	store = hookedStore(createMemoryStore());
	vault = await newVault(store);
	KeyId = await newKey(vault);
});

/** Encrypts for import with a copy on paper. */
async function encrypt(Copy: EncryptCopy, KeyMaterial?: Bytes): Promise<string[]> {
	await getParameters(vault, KeyId);
	const { RecoveryTexts } = await vault.handle('EncryptKeyMaterial', {
		KeyId,
		...(KeyMaterial && { KeyMaterial }),
		Copy
	});
	return (parseUtf8(RecoveryTexts ?? new Uint8Array()) ?? '').split('\n\n');
}

async function importDraft() {
	const { EncryptedKey, ImportToken } = await vault.handle('GetImportProgress', { KeyId });
	return vault.handle('ImportKeyMaterial', {
		KeyId,
		EncryptedKeyMaterial: EncryptedKey?.Bytes ?? new Uint8Array(),
		ImportToken: ImportToken?.Bytes ?? new Uint8Array(),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});
}

const text = (...shares: (string | undefined)[]) =>
	({ Kind: 'TEXT', Text: utf8(shares.join('\n')) }) as const;
const rehearse = (Copy: Request<'RehearseRecovery'>['Copy']) =>
	vault.handle('RehearseRecovery', { KeyId, Copy });
const rehearsedOn = async () =>
	(await vault.handle('DescribeKey', { KeyId })).KeyMetadata.RecoveryRehearsedOn;

describe('EncryptKeyMaterial with a copy on paper', () => {
	test('gives as many shares as asked for, of which any threshold are the imported material', async () => {
		const shares = await encrypt({ Kind: 'SHARES', Threshold: 3, Count: 5 });
		expect(shares).toHaveLength(5);
		await importDraft();
		await rehearse(text(shares[4], shares[0], shares[2]));
		await rehearse(text(...shares));
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{ KeyId, Copy: text(shares[1], shares[3]) },
			{ code: 'InvalidRecoveryCopy', details: { reason: 'MORE_NEEDED', more: 1, threshold: 3 } }
		);
	});

	test('gives one sheet with all of it', async () => {
		const sheets = await encrypt({ Kind: 'SHEET' }, someKeyMaterial());
		expect(sheets).toHaveLength(1);
		await rehearse(text(...sheets));
	});

	test('gives the right texts even when another tab came first and it had to start over', async () => {
		let failures = 0;
		await getParameters(vault, KeyId);
		store.hooks.beforeCommit = () => {
			if (failures++ === 0) throw new KmsError('Conflict', {});
		};
		const { RecoveryTexts } = await vault.handle('EncryptKeyMaterial', {
			KeyId,
			Copy: { Kind: 'SHEET' }
		});
		expect(failures).toBe(2);
		await rehearse({ Kind: 'TEXT', Text: RecoveryTexts ?? new Uint8Array() });
	});

	test.each([
		[1, 3],
		[4, 3],
		[2, 17],
		[0, 0]
	])('makes no shares of which %i of %i join', async (Threshold, Count) => {
		await getParameters(vault, KeyId);
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ KeyId, Copy: { Kind: 'SHARES', Threshold, Count } },
			{ code: 'InvalidParameter', details: { parameter: 'Copy', rule: '2_TO_16_SHARES' } }
		);
	});
});

describe('RehearseRecovery', () => {
	test('takes an age file, bytes, hex and Base64, and keeps when it was done', async () => {
		KeyId = await importedKey(vault);
		expect(await rehearsedOn()).toBeNull();
		const copies: Request<'RehearseRecovery'>['Copy'][] = [
			{
				Kind: 'AGE_FILE',
				File: await encryptAgeFile(someKeyMaterial(), 'twelve chars', cheapAgeFile),
				FilePassphrase: utf8('twelve chars')
			},
			{ Kind: 'BYTES', Bytes: someKeyMaterial() },
			{ Kind: 'BYTES', Bytes: utf8(toHex(someKeyMaterial()).replaceAll(/.{4}/g, '$& ')) },
			{ Kind: 'BYTES', Bytes: utf8(toBase64(someKeyMaterial())) }
		];
		for (const copy of copies) {
			vault.clock.advance(1000);
			const { RehearsedOn, KeyMetadata } = await rehearse(copy);
			expect(RehearsedOn).toBe(vault.clock.now());
			expect(KeyMetadata.RecoveryRehearsedOn).toBe(vault.clock.now());
		}
		const { Entries } = await vault.handle('ListActivity', { KeyId, Limit: 1 });
		expect(Entries[0]).toMatchObject({
			operation: 'RehearseRecovery',
			result: 'Success',
			detail: { copy: 'BYTES' }
		});
		const other = openTab(vault.store, vault.clock);
		await unlock(other);
		expect((await other.handle('DescribeKey', { KeyId })).KeyMetadata.RecoveryRehearsedOn).toBe(
			vault.clock.now()
		);
	}, 180_000);

	test('takes what is typed or pasted in every form that files are read in, after shares', async () => {
		KeyId = await importedKey(vault);
		const key = Buffer.from(someKeyMaterial());
		const hex = key.toString('hex');
		for (const typed of [
			inspect(key),
			JSON.stringify(key),
			`MASTER_KEY=${key.toString('base64')}`,
			`Key: ${hex.toUpperCase().match(/.{4}/g)?.join(' ')}`,
			hex.match(/.{4}/g)?.join('-') ?? '',
			Buffer.from(key.toString('base64')).toString('base64'),
			encodeURIComponent(key.toString('base64'))
		]) {
			vault.clock.advance(1000);
			expect([typed, (await rehearse(text(typed))).RehearsedOn]).toEqual([
				typed,
				vault.clock.now()
			]);
		}
	});

	test('takes the text of a page with a sheet or shares on it, pasted or as a file', async () => {
		const shares = await encrypt({ Kind: 'SHARES', Threshold: 2, Count: 3 }, someKeyMaterial());
		await importDraft();
		const page = (share = '') => `Recovery share\n\n${share}\n\nKCV 3A 91 F0\n`;
		await rehearse(text(page(shares[2]), page(shares[0])));
		await rehearse({ Kind: 'BYTES', Bytes: utf8(page(shares[1]) + page(shares[0])) });
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{ KeyId, Copy: { Kind: 'BYTES', Bytes: utf8(page(shares[1])) } },
			{ code: 'InvalidRecoveryCopy', details: { reason: 'MORE_NEEDED', more: 1, threshold: 2 } }
		);
		const [sheet] = await encrypt({ Kind: 'SHEET' }, someKeyMaterial());
		await rehearse({ Kind: 'BYTES', Bytes: utf8(page(sheet)) });
	});

	test('takes shares of which each is in a file of one archive, and says which are missing', async () => {
		const [one = '', two = ''] = await encrypt(
			{ Kind: 'SHARES', Threshold: 2, Count: 3 },
			someKeyMaterial()
		);
		await importDraft();
		const zip = (...texts: string[]) => ({
			Kind: 'BYTES' as const,
			Bytes: Uint8Array.from(
				zipSync(Object.fromEntries(texts.map((share, index) => [`${index}.txt`, utf8(share)])))
			)
		});
		await rehearse(zip(one, two));
		for (const [copy, details] of [
			[zip(two), { reason: 'MORE_NEEDED', more: 1, threshold: 2 }],
			[zip(two, two), { reason: 'TWICE', number: 2 }]
		] as const)
			await expectRefusal(
				vault,
				'RehearseRecovery',
				{ KeyId, Copy: copy },
				{ code: 'InvalidRecoveryCopy', details }
			);
	});

	test('imports nothing: a key whose material is gone still waits, and its copy is tested', async () => {
		KeyId = await importedKey(vault);
		await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		const { KeyMetadata } = await rehearse({ Kind: 'BYTES', Bytes: someKeyMaterial() });
		expect(KeyMetadata).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			Expiration: null,
			RecoveryRehearsedOn: vault.clock.now()
		});
		expect(findSecret(await vault.store.readSnapshot(), someKeyMaterial())).toEqual([]);
	});

	test('done before the import it counts after it, for the same material only', async () => {
		const sheets = await encrypt({ Kind: 'SHEET' }, someKeyMaterial());
		const { RehearsedOn } = await rehearse(text(...sheets));
		const progress = await vault.handle('GetImportProgress', { KeyId });
		expect(progress.RehearsedOn).toBe(RehearsedOn);
		expect(await rehearsedOn()).toBeNull();
		vault.clock.advance(5000);
		await importDraft();
		expect(await rehearsedOn()).toBe(RehearsedOn);
		await importMaterial(vault, KeyId);
		expect(await rehearsedOn()).toBe(RehearsedOn);

		KeyId = await newKey(vault);
		await rehearse(text(...(await encrypt({ Kind: 'SHEET' }, someKeyMaterial(1)))));
		const parameters = await getParameters(vault, KeyId);
		await vault.handle('ImportKeyMaterial', importRequest(parameters, someKeyMaterial(2)));
		expect(await rehearsedOn()).toBeNull();
	});

	test('other material in its place, or encrypted anew, is not tested', async () => {
		await rehearse(text(...(await encrypt({ Kind: 'SHEET' }, someKeyMaterial()))));
		await vault.handle('EncryptKeyMaterial', {
			KeyId,
			KeyMaterial: someKeyMaterial(),
			Copy: { Kind: 'NONE' }
		});
		expect((await vault.handle('GetImportProgress', { KeyId })).RehearsedOn).toBeNull();
		await rehearse({ Kind: 'BYTES', Bytes: someKeyMaterial() });
		await vault.handle('SaveImportDraft', { KeyId, EncryptedKey: null });
		expect((await vault.handle('GetImportProgress', { KeyId })).RehearsedOn).toBeNull();
	});

	test('says which mistake it is, and nothing has changed', async () => {
		const [one = '', two = ''] = await encrypt({ Kind: 'SHARES', Threshold: 2, Count: 2 });
		await importDraft();
		const [, , third = ''] = two.split('\n');
		const wrong = third.replace(/.$/, (last) => (last === '0' ? '2' : '0'));
		const cases: [string, object][] = [
			['', { reason: 'EMPTY' }],
			[one, { reason: 'MORE_NEEDED', more: 1, threshold: 2 }],
			[`${one}\n${one}`, { reason: 'TWICE', number: 1 }],
			[
				`${one}\n${two.replace(third, wrong)}`,
				{ reason: 'LINE', share: 2, line: 3, fault: 'CHECKSUM' }
			],
			[two.split('\n').slice(0, 3).join('\n'), { reason: 'LINES_MISSING', share: 1, missing: 1 }]
		];
		for (const [typed, details] of cases)
			await expectRefusal(
				vault,
				'RehearseRecovery',
				{ KeyId, Copy: text(typed) },
				{ code: 'InvalidRecoveryCopy', details }
			);
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{ KeyId, Copy: { Kind: 'BYTES', Bytes: someKeyMaterial(9) } },
			{ code: 'IncorrectKeyMaterial' }
		);
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{ KeyId, Copy: { Kind: 'BYTES', Bytes: Uint8Array.of(1, 2, 3) } },
			{ code: 'InvalidKeyMaterialLength' }
		);
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{ KeyId, Copy: { Kind: 'AGE_FILE', File: utf8('no age file'), FilePassphrase: utf8('x') } },
			{ code: 'InvalidCiphertext' }
		);
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{
				KeyId,
				Copy: { Kind: 'AGE_FILE', File: new Uint8Array(1024 * 1024 + 1), FilePassphrase: utf8('x') }
			},
			{ code: 'InputTooLarge' }
		);
		expect(await rehearsedOn()).toBeNull();
	});

	test('has nothing to compare a copy with before anything was encrypted or imported', async () => {
		await expectRefusal(
			vault,
			'RehearseRecovery',
			{ KeyId, Copy: { Kind: 'BYTES', Bytes: someKeyMaterial() } },
			{
				code: 'InvalidParameter',
				details: { parameter: 'KeyId', rule: 'KEY_MATERIAL_TO_COMPARE_WITH' }
			}
		);
	});

	test('wipes what it was given, done or refused, and nothing of it is at rest', async () => {
		KeyId = await importedKey(vault);
		const [right, wrong] = [someKeyMaterial(), someKeyMaterial(1)];
		await rehearse({ Kind: 'BYTES', Bytes: right });
		await expect(rehearse({ Kind: 'BYTES', Bytes: wrong })).rejects.toThrow();
		expect([right, wrong]).toEqual([new Uint8Array(32), new Uint8Array(32)]);
	});
});
