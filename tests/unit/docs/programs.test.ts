/** The programs in docs/formats.md over what is erased, damaged and forged: each says in a sentence what is wrong. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat, fromHex, parseUtf8, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { hourMs } from '#lib/domain/time.ts';
import { recoveryTexts } from '#lib/service/handouts/recovery-texts.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { encodeVaultFileContent, splitVaultFile } from '#lib/storage/vault-file.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { itWithCryptography, MarkdownDocument } from '../../support/document.ts';
import { encryptFile } from '../../support/encrypted-files.ts';
import { importedKey } from '../../support/importing.ts';
import { itWithPeers } from '../../support/peers.ts';
import { alterErasables, alterLog, flipped } from '../../support/at-rest.ts';
import { must } from '../../support/must.ts';
import { Python } from '../../support/python.ts';
import {
	newKey,
	newVault,
	openTab,
	passphrase,
	someKeyMaterial,
	unlock
} from '../../support/vault.ts';

const slowMs = 120_000;
const formats = new MarkdownDocument('docs/formats.md');
const programs = [...formats.text.matchAll(/^```(python|js) (\S+)$/gm)].map(
	([, language = '', name = '']) => ({ language, name })
);
const newPassphrase = 'another passphrase altogether';
const erasedMaterial = someKeyMaterial(1);
const keptMaterial = someKeyMaterial(2);

let folder: string;
/** One that drops assertions, so that no check can be one. */
let python: Python;
let keptKey: string;
let erasedKey: string;
let rotatedKey: string;
/** of before the rotation */
let rotatedBlob: Bytes;
let vaultFile: Bytes;
let log: string;
let rootKey: string;

const write = (name: string, content: string | Uint8Array): string => {
	writeFileSync(join(folder, name), content);
	return name;
};

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'airlock-programs-'));
	python = new Python(folder, ['-O']);
	for (const { language, name } of programs) write(name, formats.block(`${language} ${name}`));

	const store = createMemoryStore();
	const vault = await newVault(store);
	keptKey = await importedKey(vault, Uint8Array.from(keptMaterial));
	const validTo = vault.clock.now() + hourMs;
	rotatedKey = await newKey(vault, {});
	const request = { KeyId: rotatedKey, Plaintext: utf8('of before') };
	rotatedBlob = (await vault.handle('Encrypt', request)).CiphertextBlob;
	await vault.handle('RotateKeyOnDemand', { KeyId: rotatedKey });
	erasedKey = await importedKey(vault, Uint8Array.from(erasedMaterial), validTo);
	// Two slots: the change of passphrase is cut off before the old one is deleted.
	const cut = new Error('cut off');
	let openings = 0;
	const commit: typeof store.commit = (change) =>
		change.opening && ++openings > 1 ? Promise.reject(cut) : store.commit(change);
	const cutOff = openTab({ ...store, commit }, vault.clock);
	await unlock(cutOff);
	const change = {
		CurrentPassphrase: passphraseBytes(passphrase),
		NewPassphrase: passphraseBytes(newPassphrase)
	};
	await expect(cutOff.handle('ChangePassphrase', change)).rejects.toBe(cut);
	vault.clock.set(validTo);
	await store.eraseDue(validTo);
	vaultFile = (await vault.handle('SaveVaultFile', {})).File;
	log = parseUtf8((await vault.handle('ExportActivity', { Format: 'JSON_LINES' })).File) ?? '';
}, slowMs);

afterAll(() => {
	python.close();
	rmSync(folder, { recursive: true });
});

/** What a program wrote, and what it said to be wrong: sentences, and no trace of its lines. */
async function attempt(name: string, parameters: readonly string[], input = '') {
	const { status, output, errors } = await python.attempt(name, parameters, input);
	expect(errors).not.toContain('Traceback');
	if (status !== 0) expect(errors).toMatch(/\S+ \S+/);
	return { status, output: output.toString(), errors: errors.trim() };
}

test('no program checks with an assert, which Python may leave out', () => {
	expect(programs.map(({ name }) => name)).toContain('open-vault.py');
	for (const { language, name } of programs)
		expect(formats.block(`${language} ${name}`), name).not.toMatch(/\bassert\b/);
});

describe('open-vault.py', () => {
	const openFile = (file: Uint8Array, typed = passphrase) =>
		attempt('open-vault.py', [write('vault', file)], `${typed}\n`);
	/** The vault with something changed, in a file whose SHA-256 fits. */
	function forged(change: (snapshot: VaultSnapshot) => unknown): Bytes {
		const { snapshot } = splitVaultFile(vaultFile.slice());
		change(snapshot);
		const content = encodeVaultFileContent(snapshot);
		const sha256 = new Uint8Array(createHash('sha256').update(content).digest());
		return concat(content, sha256, new Uint8Array(32));
	}

	itWithCryptography(
		'opens a vault with two slots and an erased row by either passphrase',
		async () => {
			for (const typed of [passphrase, newPassphrase]) {
				const opened = await openFile(vaultFile, typed);
				expect(opened).toMatchObject({ status: 0, errors: '' });
				expect(opened.output).toContain(`key material of ${keptKey} ${toHex(keptMaterial)}`);
				expect(opened.output).toContain(`key material of ${erasedKey} was erased at `);
				expect(opened.output).toContain('"name":"Test vault"');
				rootKey = /root key (\w{64})/.exec(opened.output)?.[1] ?? '';
			}
		},
		slowMs
	);

	itWithCryptography('gives the earlier key material of a key that was rotated', async () => {
		const { output } = await openFile(vaultFile);
		const [, hex = ''] =
			new RegExp(`^earlier .* of ${rotatedKey} (.{64})$`, 'm').exec(output) ?? [];
		const names = [write('old.material', fromHex(hex)), write('old.blob', rotatedBlob)];
		expect(await attempt('decrypt.py', names)).toMatchObject({ status: 0, output: 'of before' });
		expect(output).toMatch(new RegExp(`^key material of ${rotatedKey} .{64}$`, 'm'));
	});

	itWithCryptography(
		'says of everything that is damaged or forged what it is, and gives the rest',
		async () => {
			const first = ({ entries }: VaultSnapshot) => must(entries[0]);
			const cases: [string, (snapshot: VaultSnapshot) => unknown, RegExp][] = [
				[
					'records',
					(it) => (first(it).body = flipped(first(it).body)),
					/The records of entry 1 are not as they were sealed\./
				],
				[
					'a head',
					(it) => (first(it).head = flipped(first(it).head)),
					/Entry 1 is not as it was sealed\./
				],
				[
					'an entry that is missing',
					(it) => it.entries.splice(1, 1),
					/Entries are missing, were added, or are of another time than the newest\./
				],
				[
					'key material',
					(it) =>
						alterErasables(it, (rows) =>
							rows.map((row) => ({ ...row, sealed: row.sealed && flipped(row.sealed) }))
						),
					/The key material of \S+ is not as it was sealed\./
				],
				[
					'a slot',
					({ slots: [slot] }) => slot && (slot.checksum = flipped(slot.checksum)),
					/Slot \S+ is not as it was written\.|Slots are missing or were added\./
				],
				['a slot less', ({ slots }) => slots.shift(), /Slots are missing|opens none/],
				[
					'a log entry',
					(it) =>
						alterLog(must(it.entries[2]), (rows) =>
							rows.map((row) => ({ ...row, sealed: flipped(row.sealed) }))
						),
					/Log entry 3 does not follow from entry 2\./
				],
				[
					'newest entries that were cut off',
					({ entries }) => entries.pop(),
					/This is not as the vault's owner saved it\./
				]
			];
			for (const [name, change, sentence] of cases) {
				const said = await openFile(forged(change));
				expect(said.status, name).toBe(1);
				expect(said.errors, name).toMatch(sentence);
			}
			const { output } = await openFile(forged((it) => (first(it).head = flipped(first(it).head))));
			expect(output).toContain(toHex(keptMaterial));
			const costly = forged(({ slots: [slot] }) => slot && (slot.kdf.memoryKiB = 1 << 28));
			expect((await openFile(costly, 'wrong')).errors).toMatch(
				/^Slot \S+ is not as it was written\.\nThe passphrase opens none of the 2 slots\.$/
			);
		},
		slowMs
	);

	itWithCryptography(
		'refuses a file that was altered, cut off or made by others',
		async () => {
			const cases: [Uint8Array, string][] = [
				[new Uint8Array(), 'The file is empty.'],
				[utf8('text'), 'This is not a vault file.'],
				[vaultFile.with(4, 1), 'This is not a vault file of format 2.'],
				[vaultFile.slice(0, 50), 'The file was cut off.'],
				[vaultFile.slice(0, -1), 'The file was cut off.'],
				[Uint8Array.of(...vaultFile, 0), 'Something comes after the end of the file.'],
				[
					vaultFile.with(60, (vaultFile[60] ?? 0) ^ 1),
					'The file was altered: its SHA-256 does not fit.'
				]
			];
			for (const [file, sentence] of cases)
				expect(await openFile(file)).toMatchObject({ status: 1, errors: sentence });
			expect((await attempt('open-vault.py', ['no-such-file'])).errors).toContain('no-such-file');
			expect((await attempt('open-vault.py', [])).status).toBe(1);
		},
		slowMs
	);
});

itWithCryptography(
	'verify-activity.py never calls a forged log authentic',
	async () => {
		if (rootKey === '') throw new Error('open-vault.py has found no root key');
		const lines = log.trimEnd().split('\n');
		const check = (entries: readonly string[]) =>
			attempt('verify-activity.py', [
				write('log.jsonl', entries.map((line) => `${line}\n`).join('')),
				rootKey
			]);
		expect((await check(lines)).output).toMatch(/ authentic\n$/);
		const [first = '', second = '', third = ''] = lines;
		const forged = (change: object) =>
			JSON.stringify({ ...(JSON.parse(second) as object), ...change });
		const cases: [string[], RegExp][] = [
			[[first, forged({ operation: 'DeleteKey' }), third], /^Entry 2 is told in other words/],
			[[first, forged({ time: '2026-01-01T00:00:00.000Z' })], /^Entry 2 is of another time/],
			[[first, forged({ previousHash: '11'.repeat(32) })], /^Entry 2 does not follow from entry 1/],
			[[first, forged({ hash: '11'.repeat(32) })], /^Entry 2 is not in the log of the vault/],
			[[second, first], /^Entry 1 comes after entry 2/],
			[[], /^There is no entry in this file/],
			[['{"no":"entry"}'], /can't be read as an export/],
			[['no JSON'], /can't be read as an export/]
		];
		for (const [entries, sentence] of cases) {
			const { status, output, errors } = await check(entries);
			expect({ status, errors }).toMatchObject({
				status: 1,
				errors: expect.stringMatching(sentence) as unknown
			});
			expect(output).not.toContain('authentic');
		}
	},
	slowMs
);

describe('join-shares.py', () => {
	const material = someKeyMaterial(3);
	let shares: string[];
	beforeAll(async () => {
		const texts = await recoveryTexts(asKeyMaterial(Uint8Array.from(material)), {
			Kind: 'SHARES',
			Threshold: 2,
			Count: 3
		});
		shares = (parseUtf8(texts ?? new Uint8Array()) ?? '').trim().split('\n\n');
	});
	const joined = (text: string) => attempt('join-shares.py', [], text);

	itWithPeers(['python3'], 'takes what Airlock takes', async () => {
		const two = () => shares.slice(1).join('\n');
		const written: [string, string][] = [
			['as printed', two()],
			['all three', shares.join('\n\n')],
			['lower case', two().toLowerCase()],
			['hyphens', two().replaceAll(' ', '-')],
			['dots and line ends of Windows', two().replaceAll(' ', '·').replaceAll('\n', '\r\n')],
			['letters for digits', two().replaceAll('0', 'O').replaceAll('1', 'l')],
			['without the numbers', two().replaceAll(/^\d /gm, '')],
			['a QR code in one line', shares.map((share) => share.replaceAll('\n', ' ')).join('\n')],
			['a byte order mark', `\uFEFF${two()}`]
		];
		for (const [name, text] of written)
			expect(await joined(text), name).toEqual({
				status: 0,
				output: `${toHex(material)}\n`,
				errors: ''
			});
	});

	itWithPeers(['python3'], 'says what is wrong', async () => {
		const [a = '', b = ''] = shares;
		const swapped = a.split('\n').toSpliced(0, 2, ...a.split('\n').slice(0, 2).reverse());
		const cases: [string, RegExp][] = [
			['', /^There is no share in the input\.$/],
			[a, /^2 shares are needed; these are 1\.$/],
			[`${a}\n${a}`, /^A share is there twice\.$/],
			[`${a}\n${formats.block('text shares')}`, /^These are shares of two kits\.$/],
			[`${a}\n${b.split('\n').slice(1).join('\n')}`, /^Line 1 of share 2 is not in its place/],
			[swapped.join('\n'), /^Line 1 of share 1 is not in its place/],
			[a.split('\n').slice(0, 3).join('\n'), /^Share 1 lacks 1 lines\.$/],
			[a.replace(/.$/, 'U'), /^Line 4 of share 1 has a character/],
			[a.slice(0, -1), /^Line 4 of share 1 has 22 characters|^Line 4 of share 1 has a mistake/],
			[
				a.replace(/^1 (.)/, (_, first) => `1 ${first === '2' ? '3' : '2'}`),
				/^Line 1 of share 1 has a mistake/
			]
		];
		for (const [text, sentence] of cases) {
			const { status, output, errors } = await joined(text);
			expect({ status, output }).toEqual({ status: 1, output: '' });
			expect(errors).toMatch(sentence);
		}
	});
});

describe('decrypt and encrypt', () => {
	const blob = () => write('blob.bin', formats.hex('blob'));
	const material = () =>
		write(
			'material.bin',
			Uint8Array.from({ length: 32 }, (_, index) => index)
		);
	const context = '{"project": "atlas", "区域": "east"}';
	const keyId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
	const damaged = () => write('damaged.bin', formats.hex('blob').with(-1, 0x55));
	const tooLong = JSON.stringify({ name: 'x'.repeat(8192) });

	/** @returns for decrypt and encrypt what they are given, and what they say of it */
	const cases = (): ['decrypt' | 'encrypt', string[], RegExp | undefined][] => [
		['decrypt', [material(), blob(), context], undefined],
		['decrypt', [material(), blob(), '{}'], /^This is other key material, another context/],
		['decrypt', [blob(), blob(), context], /^Key material has 32 bytes/],
		['decrypt', [material(), material(), context], /^This is no ciphertext blob/],
		['decrypt', [material(), damaged(), context], /^The blob was altered|^This can't be decrypted/],
		['decrypt', [material(), 'no-such-file'], /no-such-file/],
		['decrypt', [material(), blob(), 'no JSON'], /^This can't be decrypted/],
		['encrypt', [blob(), keyId, material()], /^Key material has 32 bytes/],
		['encrypt', [material(), keyId, write('empty', '')], /^A plaintext has 1 to 4096 bytes/],
		['encrypt', [material(), keyId, material(), tooLong], /^A context has at most 8192 bytes/]
	];

	itWithCryptography(
		'say what is wrong in Python',
		async () => {
			for (const [name, parameters, sentence] of cases()) {
				const { status, errors } = await attempt(`${name}.py`, parameters);
				expect(status, errors).toBe(sentence ? 1 : 0);
				expect(errors).toMatch(sentence ?? /^$/);
			}
		},
		slowMs
	);

	test(
		'say what is wrong in Node.js',
		() => {
			for (const [name, parameters, sentence] of cases()) {
				const { status, stderr } = spawnSync(process.execPath, [`${name}.mjs`, ...parameters], {
					cwd: folder,
					encoding: 'utf8'
				});
				expect(status, stderr).toBe(sentence ? 1 : 0);
				expect(stderr).toMatch(sentence ?? /^$/);
				expect(stderr).not.toContain('    at ');
			}
		},
		slowMs
	);
});

describe('decrypt-file.py', () => {
	const plaintext = Uint8Array.from({ length: 1_200_000 }, (_, index) => (index >> 3) % 251);
	let file: Bytes;
	beforeAll(async () => {
		const vault = await newVault();
		const KeyId = await importedKey(vault, someKeyMaterial(9));
		({ file } = await encryptFile(vault, plaintext, { KeyId, EncryptionContext: { a: 'b' } }));
	});
	const decrypt = async (bytes: Uint8Array, material = someKeyMaterial(9)) => {
		const names = [write('file.material', material), write('file.encrypted', bytes), 'file.out'];
		rmSync(join(folder, 'file.out'), { force: true });
		const { status, errors } = await attempt('decrypt-file.py', names);
		const written = existsSync(join(folder, 'file.out'))
			? readFileSync(join(folder, 'file.out'))
			: undefined;
		return { status, errors, written };
	};

	itWithCryptography('gives the file back', async () => {
		const { status, written } = await decrypt(file);
		expect(status).toBe(0);
		expect(written?.equals(plaintext)).toBe(true);
	});

	itWithCryptography('says what is wrong, and leaves no file', async () => {
		const altered = file.slice();
		altered[700_000] = (altered[700_000] ?? 0) ^ 1;
		const header = file.slice();
		header[40] = (header[40] ?? 0) ^ 1;
		for (const [bytes, sentence, material] of [
			[file, /other key material/, someKeyMaterial(8)],
			[altered, /was altered/],
			[header, /header was altered/],
			[file.slice(0, -1), /cut off/],
			[concat(file, Uint8Array.of(0)), /follows the end/],
			[utf8('not encrypted at all'), /no encrypted file/]
		] as const)
			expect(await decrypt(bytes, material)).toMatchObject({
				status: 1,
				errors: expect.stringMatching(sentence) as unknown,
				written: undefined
			});
	});
});
