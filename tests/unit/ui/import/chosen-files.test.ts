import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { parseUtf8, toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { ImportProgress } from '#lib/service/api/import.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { ChosenFiles } from '#lib/ui/import/chosen-files.svelte.ts';
import type { ImportState } from '#lib/ui/import/import-state.svelte.ts';
import { getParameters, wrapFor, type Parameters } from '../../../support/importing.ts';
import { itWithPeers } from '../../../support/peers.ts';
import { readInPage } from '../../../support/reading.ts';
import { shareTexts } from '../../../support/share-texts.ts';
import { newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let vault: TestVault;
let key: KeyMetadata;
let progress: ImportProgress;
let parameters: Parameters;
let encrypted: Bytes;
let files: ChosenFiles;

beforeEach(async () => {
	vault = await newVault();
	const KeyId = await newKey(vault);
	parameters = await getParameters(vault, KeyId);
	encrypted = wrapFor(parameters, someKeyMaterial());
	({ KeyMetadata: key } = await vault.handle('DescribeKey', { KeyId }));
	progress = await vault.handle('GetImportProgress', { KeyId });
	const save = async (draft: object) => {
		progress = await vault.handle('SaveImportDraft', { KeyId, ...draft });
	};
	files = new ChosenFiles(
		{ save } as unknown as ImportState,
		() => {
			if (!key.ImportParameters) throw new Error('there are no parameters');
			return { key, progress, parameters: key.ImportParameters };
		},
		readInPage
	);
});

const file = (content: Uint8Array | string, name = 'file.bin') =>
	new File([Uint8Array.from(typeof content === 'string' ? utf8(content) : content)], name);
function inField(slot: 'EncryptedKey' | 'ImportToken') {
	const entry = files.entry(slot);
	if (!entry) return undefined;
	return entry.is === 'READ' ? [entry.name, entry.content.kind] : [entry.name, entry.is];
}
const inFields = () => [inField('EncryptedKey'), inField('ImportToken')];

describe('files that were dropped anywhere', () => {
	test('sort themselves, whatever their names and encodings', async () => {
		const sorted = await files.take([
			file(toBase64(parameters.ImportToken), 'wrapped.bin'),
			file(toHex(encrypted), 'token.bin')
		]);
		expect(sorted).toEqual([
			{ field: 'ImportToken', name: 'wrapped.bin' },
			{ field: 'EncryptedKey', name: 'token.bin' }
		]);
		expect(progress.EncryptedKey).toMatchObject({ ReadAs: 'HEX', Bytes: encrypted });
		expect(progress.ImportToken).toMatchObject({ Bytes: parameters.ImportToken });
	});

	itWithPeers(
		['od'],
		'are read where od has printed them in words: the token tells the order, the key is as a PC has it',
		async () => {
			const printed = (bytes: Uint8Array, order: 'little' | 'big') =>
				execFileSync('od', ['-x', '-v', `--endian=${order}`], { input: bytes }).toString();
			await files.take([
				file(printed(encrypted, 'little'), 'wrapped.txt'),
				file(printed(parameters.ImportToken, 'big'), 'token.txt')
			]);
			expect(progress.EncryptedKey).toMatchObject({ ReadAs: 'PRINTED', Bytes: encrypted });
			expect(progress.ImportToken).toMatchObject({ Bytes: parameters.ImportToken });
			await files.take([file(printed(encrypted, 'big'), 'wrapped.txt')], 'EncryptedKey');
			const entry = files.entry('EncryptedKey');
			expect(entry).toMatchObject({
				steps: [{ step: 'PRINTED', name: 'LAST_BYTE_FIRST' }],
				alternatives: [{ steps: [{ step: 'PRINTED', name: 'FIRST_BYTE_FIRST' }], byteCount: 256 }]
			});
			await files.readDifferently('EncryptedKey', 'BIG_ENDIAN_WORDS');
			expect(files.entry('EncryptedKey')).toMatchObject({
				steps: [{ step: 'PRINTED', name: 'FIRST_BYTE_FIRST' }],
				content: { kind: 'ENCRYPTED_KEY' }
			});
			expect(progress.EncryptedKey).toMatchObject({ ReadAs: 'PRINTED', Bytes: encrypted });
			// What says its order by itself is no choice.
			await files.take([file(toHex(encrypted), 'wrapped.txt')], 'EncryptedKey');
			await files.readDifferently('EncryptedKey', 'BIG_ENDIAN_WORDS');
			expect(files.entry('EncryptedKey')).toMatchObject({
				content: { kind: 'REFUSED', reason: 'NOT_READABLE_SO' }
			});
		}
	);

	test('come out of a zip with both, and only the token out of the download', async () => {
		const download = {
			'PublicKey.der': parameters.PublicKey,
			'ImportToken.bin': parameters.ImportToken,
			'HOWTO.txt': utf8('How to')
		};
		await files.take([file(zipSync(download), 'all.zip')], 'EncryptedKey');
		expect(inFields()).toEqual([undefined, ['all.zip › ImportToken.bin', 'IMPORT_TOKEN']]);
		await files.take([file(zipSync({ ...download, 'made/key.bin': encrypted }), 'both.zip')]);
		expect(inFields()).toEqual([
			['both.zip › made/key.bin', 'ENCRYPTED_KEY'],
			['both.zip › ImportToken.bin', 'IMPORT_TOKEN']
		]);
		expect(progress.EncryptedKey).toMatchObject({ ReadAs: 'ZIP', Bytes: encrypted });
	});

	test('are told when they fit nowhere: the answer of a cloud, a private key', async () => {
		const answer = {
			KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/x',
			ImportToken: toBase64(randomBytes(1800)),
			PublicKey: toBase64(parameters.PublicKey)
		};
		await files.take([
			file(JSON.stringify(answer), 'answer.json'),
			file('-----BEGIN PRIVATE KEY-----\n', 'key.pem')
		]);
		expect(inFields()).toEqual([
			['key.pem', 'PRIVATE_KEY'],
			['answer.json › ImportToken', 'CLOUD_TOKEN']
		]);
		expect([progress.EncryptedKey, progress.ImportToken]).toEqual([null, null]);
	});

	test.each([undefined, 'EncryptedKey'] as const)(
		'leave a good token alone when a JSON file has a foreign one beside its key (put into %s)',
		async (target) => {
			await files.take([file(parameters.ImportToken, 'good.bin')], 'ImportToken');
			const answer = JSON.stringify({
				KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/x',
				ImportToken: toBase64(randomBytes(1800)),
				EncryptedKeyMaterial: toBase64(encrypted)
			});
			await files.take([file(answer, 'made.json')], target);
			expect(inFields()).toEqual([
				['made.json › EncryptedKeyMaterial', 'ENCRYPTED_KEY'],
				['good.bin', 'IMPORT_TOKEN']
			]);
			expect(progress).toMatchObject({
				EncryptedKey: { Bytes: encrypted },
				ImportToken: { Bytes: parameters.ImportToken }
			});
		}
	);

	test('of the right length win over others', async () => {
		await files.take([file(encrypted, 'right.bin'), file(randomBytes(512), 'other.bin')]);
		expect(inField('EncryptedKey')).toEqual(['right.bin', 'ENCRYPTED_KEY']);
	});
});

test('swapped files change places, and are there again after a reload', async () => {
	await files.take([file(parameters.ImportToken, 'token.bin')], 'EncryptedKey');
	await files.take([file(encrypted, 'key.bin')], 'ImportToken');
	expect(inFields()).toEqual([
		['token.bin', 'IMPORT_TOKEN'],
		['key.bin', 'ENCRYPTED_KEY']
	]);
	expect(await files.swap()).toBe(true);
	expect(inFields()).toEqual([
		['key.bin', 'ENCRYPTED_KEY'],
		['token.bin', 'IMPORT_TOKEN']
	]);
	expect(progress).toMatchObject({
		EncryptedKey: { Name: 'key.bin', Bytes: encrypted },
		ImportToken: { Name: 'token.bin', Bytes: parameters.ImportToken }
	});
});

describe('read differently', () => {
	test('a file gives other bytes, and the automatic ones again', async () => {
		const digits = toHex(encrypted);
		await files.take([file(digits, 'key.hex')], 'EncryptedKey');
		expect(files.readAs('EncryptedKey')).toBe('AUTOMATIC');
		await files.readDifferently('EncryptedKey', 'BASE64');
		expect(files.readAs('EncryptedKey')).toBe('BASE64');
		expect(files.entry('EncryptedKey')).toMatchObject({
			steps: [{ step: 'BASE64' }],
			byteCount: 384
		});
		await files.readDifferently('EncryptedKey', 'AUTOMATIC');
		expect(progress.EncryptedKey).toMatchObject({ ReadAs: 'HEX', Bytes: encrypted });
	});

	test('a file that can’t be read so says it, and the draft keeps nothing of it', async () => {
		await files.take([file(encrypted, 'key.bin')], 'EncryptedKey');
		await files.readDifferently('EncryptedKey', 'PEM');
		expect(inField('EncryptedKey')).toEqual(['key.bin', 'REFUSED']);
		expect(progress.EncryptedKey).toBeNull();
		await files.readDifferently('EncryptedKey', 'AUTOMATIC');
		expect(progress.EncryptedKey).toMatchObject({ Bytes: encrypted });
	});

	test('is not offered for what only the draft has', async () => {
		await files.take([file(encrypted, 'key.bin')], 'EncryptedKey');
		const again = new ChosenFiles(
			{} as unknown as ImportState,
			() => {
				if (!key.ImportParameters) throw new Error('there are no parameters');
				return { key, progress, parameters: key.ImportParameters };
			},
			readInPage
		);
		expect(again.entry('EncryptedKey')).toMatchObject({ name: 'key.bin' });
		expect(again.readAs('EncryptedKey')).toBeUndefined();
	});
});

test('key material in any form is said, and neither kept nor held', async () => {
	const material = someKeyMaterial();
	for (const content of [
		material,
		toHex(material),
		JSON.stringify({ kty: 'oct', k: Buffer.from(material).toString('base64url') }),
		zipSync({ 'key.bin': material })
	]) {
		await files.take([file(content)], 'EncryptedKey');
		const entry = files.entry('EncryptedKey');
		expect(entry).toMatchObject({ content: { kind: 'KEY_MATERIAL' }, bytes: new Uint8Array() });
		expect(progress.EncryptedKey).toBeNull();
	}
});

test('shares of a kit, each in a file of its own, are the plain key that they join to: said, and not kept', async () => {
	const [one, two, three] = await shareTexts(someKeyMaterial(), 2, 3);
	await files.take([file(one, 'one.txt'), file(two, 'two.txt')], 'EncryptedKey');
	expect(inFields()).toEqual([['one.txt, two.txt', 'KEY_MATERIAL'], undefined]);
	expect(progress.EncryptedKey).toBeNull();
	const original = await files.original('EncryptedKey');
	expect(parseUtf8(original ?? utf8(''))).toContain(two);

	await files.take([
		file(one, 'one.txt'),
		file(one, 'copy.txt'),
		file(parameters.ImportToken, 'token.bin')
	]);
	expect(inFields()).toEqual([
		['one.txt, copy.txt', 'CONTAINER'],
		['token.bin', 'IMPORT_TOKEN']
	]);
	expect(files.entry('EncryptedKey')).toMatchObject({ content: { fault: { reason: 'TWICE' } } });

	await files.take([file(three ?? '', 'three.txt')], 'EncryptedKey');
	expect(files.entry('EncryptedKey')).toMatchObject({
		content: { fault: { reason: 'MORE_NEEDED', more: 1 } }
	});
});

test('the two parts of an encrypted key, chosen at once in any order, are one file', async () => {
	const block = file(encrypted, 'aes.wrapped');
	const second = file(randomBytes(40), 'key.wrapped');
	for (const both of [
		[block, second],
		[second, block]
	]) {
		await files.take(both, 'EncryptedKey');
		expect(files.entry('EncryptedKey')).toMatchObject({
			content: { kind: 'ENCRYPTED_KEY', hybrid: true },
			byteCount: 296
		});
	}
});
