/** The programs in docs/formats.md over what is erased, damaged and forged: each says in a sentence what is wrong. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseUtf8, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { hourMs } from '#lib/domain/time.ts';
import { recoveryTexts } from '#lib/service/handouts/recovery-texts.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { itWithCryptography, MarkdownDocument } from '../../support/document.ts';
import { importedKey } from '../../support/importing.ts';
import { itWithPeers } from '../../support/peers.ts';
import { Python } from '../../support/python.ts';
import { newVault, openTab, passphrase, someKeyMaterial, unlock } from '../../support/vault.ts';

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
	erasedKey = await importedKey(vault, Uint8Array.from(erasedMaterial), validTo);
	// Two slots: the change of passphrase is cut off before the old one is deleted.
	const cut = new Error('cut off');
	const commit: typeof store.commit = (change) =>
		(change.deleteSlots ?? []).length > 0 ? Promise.reject(cut) : store.commit(change);
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

interface Rows {
	head: Record<string, unknown>;
	slots: Record<string, unknown>[];
	records: Record<string, unknown>[];
	erasables: Record<string, unknown>[];
	log: Record<string, unknown>[];
}

const flipped = (hex: unknown): string =>
	String(hex).replace(/.$/, (last) => (last === '0' ? '1' : '0'));

test('no program checks with an assert, which Python may leave out', () => {
	expect(programs.map(({ name }) => name)).toContain('open-vault.py');
	for (const { language, name } of programs)
		expect(formats.block(`${language} ${name}`), name).not.toMatch(/\bassert\b/);
});

describe('vault-file.py and open-vault.py', () => {
	const openRows = async (rows: Rows, typed = passphrase) =>
		attempt('open-vault.py', [write('changed.json', JSON.stringify(rows))], `${typed}\n`);
	const savedRows = async (): Promise<Rows> => {
		const listed = await attempt('vault-file.py', [write('saved', vaultFile)]);
		expect(listed.status).toBe(0);
		return JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8')) as Rows;
	};

	itWithCryptography(
		'open a vault with two slots and an erased row by either passphrase',
		async () => {
			const rows = await savedRows();
			expect(rows.slots).toHaveLength(2);
			for (const typed of [passphrase, newPassphrase]) {
				const opened = await openRows(rows, typed);
				expect(opened).toMatchObject({ status: 0, errors: '' });
				expect(opened.output).toContain(`key material of ${keptKey} ${toHex(keptMaterial)}`);
				expect(opened.output).toContain(`key material of ${erasedKey} was erased at `);
				expect(opened.output).toContain('"name":"Test vault"');
				rootKey = /root key (\w{64})/.exec(opened.output)?.[1] ?? '';
			}
			const { output } = await attempt('vault-file.py', ['saved', rootKey]);
			expect(output).toMatch(/^authentic$/m);
			expect(output).toMatch(/^erasables \S+ erased$/m);
		},
		slowMs
	);

	itWithCryptography(
		'say of everything that is damaged or forged what it is, and give the rest',
		async () => {
			const rows = await savedRows();
			const changed = (
				store: 'slots' | 'records' | 'erasables' | 'log',
				change: object,
				at = 0
			) => ({
				...rows,
				[store]: rows[store].map((row, index) => (index === at ? { ...row, ...change } : row))
			});
			const sealedAt = rows.erasables.findIndex(({ sealed }) => sealed !== null);
			const [record, slot] = [rows.records[0], rows.slots[0]];
			const cases: [string, Rows, RegExp][] = [
				[
					'a record',
					changed('records', { sealed: flipped(record?.['sealed']) }),
					/^Record \S+ is not as it was sealed\./
				],
				[
					'a record’s version',
					changed('records', { version: 99 }),
					/^Record \S+ is not as it was sealed\./
				],
				[
					'a record that is missing',
					{ ...rows, records: rows.records.slice(1) },
					/Records are missing/
				],
				[
					'key material',
					changed('erasables', { sealed: flipped(rows.erasables[sealedAt]?.['sealed']) }, sealedAt),
					/^The key material of \S+ is not as it was sealed\./
				],
				[
					'a slot',
					changed('slots', { checksum: flipped(slot?.['checksum']) }),
					/^Slot \S+ is not as it was written\.|Slots are missing or were added\./
				],
				['a slot less', { ...rows, slots: rows.slots.slice(1) }, /Slots are missing|opens none/],
				[
					'a log entry',
					changed('log', { sealed: flipped(rows.log[2]?.['sealed']) }, 2),
					/^Log entry 3 does not follow from entry 2\./
				],
				[
					'a log that was cut off',
					{ ...rows, log: rows.log.slice(0, -1) },
					/^The log does not end where the head says\./
				],
				[
					'the head',
					{ ...rows, head: { ...rows.head, epoch: 1 } },
					/^The head is not as it was sealed\./
				]
			];
			for (const [name, forged, sentence] of cases) {
				const said = await openRows(forged);
				expect(said.status, name).toBe(1);
				expect(said.errors, name).toMatch(sentence);
			}
			const { output } = await openRows(changed('records', { version: 99 }, 99));
			expect(output).toContain(toHex(keptMaterial));
			const costly = changed('slots', {
				kdf: { ...(slot?.['kdf'] as object), memoryKiB: 1 << 20, passes: 16 }
			});
			expect((await openRows(costly, 'wrong')).errors).toMatch(
				/^Slot \S+ is not as it was written\.\nThe passphrase opens none of the 2 slots\.$/
			);
		},
		slowMs
	);

	itWithPeers(
		['python3'],
		'refuse a file that was altered, cut off or made by others',
		async () => {
			const cases: [Uint8Array, string][] = [
				[new Uint8Array(), 'The file is empty.'],
				[utf8('text'), 'This is not a vault file.'],
				[vaultFile.with(4, 2), 'This is not a vault file of format 1.'],
				[vaultFile.slice(0, 50), 'The file was cut off.'],
				[vaultFile.slice(0, -1), 'The file was cut off.'],
				[Uint8Array.of(...vaultFile, 0), 'Something comes after the end of the file.'],
				[
					vaultFile.with(60, (vaultFile[60] ?? 0) ^ 1),
					'The file was altered: its SHA-256 does not fit.'
				]
			];
			for (const [file, sentence] of cases)
				expect(await attempt('vault-file.py', [write('bad', file)])).toMatchObject({
					status: 1,
					errors: sentence
				});
			const otherKey = await attempt('vault-file.py', [write('good', vaultFile), '00'.repeat(32)]);
			expect(otherKey).toMatchObject({ status: 1, output: '' });
			expect(otherKey.errors).toMatch(/^This is not as the vault's owner saved it/);
			expect((await attempt('vault-file.py', ['no-such-file'])).errors).toContain('no-such-file');
			expect((await attempt('open-vault.py', [])).status).toBe(1);
			expect((await attempt('open-vault.py', [write('deep', '['.repeat(100_000))])).status).toBe(1);
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
