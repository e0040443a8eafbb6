/** The program in docs/formats.md that checks an export of the log, against exports of the engine. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseUtf8, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { itWithCryptography, MarkdownDocument } from '../../support/document.ts';
import { itWithPeers } from '../../support/peers.ts';
import { Python } from '../../support/python.ts';
import { openTab, passphrase, TestClock, type TestVault } from '../../support/vault.ts';

const formats = new MarkdownDocument('docs/formats.md');
const rootKey = toHex(formats.hex('root-key'));
const exampleVaultFile = fileURLToPath(
	new URL('../../../docs/example.airlock-vault', import.meta.url)
);
const slowMs = 120_000;
/** A name that a spreadsheet would calculate, and letters beyond ASCII and the BMP. */
const names = ['-1', '密钥', '\u{20BB7}'];

let folder: string;
let python: Python;
let vault: TestVault;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'airlock-activity-'));
	python = new Python(folder);
	writeFileSync(join(folder, 'verify.py'), formats.block('python verify-activity.py'));
	// The example's vault, whose root key is known, goes on here.
	vault = openTab(createMemoryStore(), new TestClock());
	vault.clock.set(Date.UTC(2026, 10, 24, 12, 5, 0, 7));
	await vault.handle('OpenVaultFile', {
		File: Uint8Array.from(readFileSync(exampleVaultFile)),
		Passphrase: passphraseBytes(passphrase)
	});
	for (const name of names) await vault.handle('CreateKey', { AliasName: `alias/${name}` });
	const { KeyId } = (await vault.handle('CreateKey', { AliasName: 'alias/used' })).KeyMetadata;
	await vault.handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
	await vault.handle('Encrypt', { KeyId, Plaintext: new Uint8Array() }).catch(() => undefined);
}, slowMs);
afterAll(() => {
	python.close();
	rmSync(folder, { recursive: true });
});

async function verify(
	name: string,
	content: string | Uint8Array,
	...parameters: string[]
): Promise<string> {
	writeFileSync(join(folder, name), content);
	return (await python.run('verify.py', [name, ...parameters])).toString().trim();
}

const textOf = (bytes: Bytes): string => parseUtf8(bytes) ?? '';
const linesOf = (bytes: Bytes): string[] => textOf(bytes).trimEnd().split('\n');
const replaceIn = (line: string | undefined, changes: object): string =>
	JSON.stringify({ ...(JSON.parse(line ?? '') as object), ...changes });

describe.each([
	['JSON_LINES', 'jsonl'],
	['CSV', 'csv']
] as const)('an export as %s', (Format, ending) => {
	itWithCryptography(
		'is authentic by the vault’s root key',
		async () => {
			const { File, FileName, Entries } = await vault.handle('ExportActivity', { Format });
			expect(FileName).toBe(`airlock-activity-2026-11-24.${ending}`);
			const { Entries: shown, Total } = await vault.handle('ListActivity', {});
			expect(Entries).toBe(Total);
			const last = `${Total} entries; the last is ${Total} ${shown[0]?.Hash ?? ''}`;
			expect(await verify(FileName, File, rootKey)).toBe(`${last} authentic`);
			expect(await verify(FileName, File)).toBe(`${last} not checked with the key`);
			const otherKey = rootKey.replace(/^../, (pair) => (pair === '00' ? '01' : '00'));
			await expect(verify(FileName, File, otherKey)).rejects.toThrow('Command failed');
		},
		slowMs
	);

	itWithCryptography(
		'of some entries says which are missing, and is authentic too',
		async () => {
			const { File, FileName, Entries } = await vault.handle('ExportActivity', {
				Format,
				KeyId: 'alias/used'
			});
			expect(Entries).toBe(3);
			expect(await verify(FileName, File, rootKey)).toMatch(
				/^entries 1 to 11 are not in this file\n3 entries; the last is 14 \w+ authentic$/
			);
		},
		slowMs
	);
});

itWithCryptography(
	'finds every alteration of the exported lines with the key',
	async () => {
		const lines = linesOf((await vault.handle('ExportActivity', { Format: 'JSON_LINES' })).File);
		const entry = JSON.parse(lines[9] ?? '') as Record<string, unknown>;
		const alterations = {
			time: '2026-11-24T12:05:00.008Z',
			operation: 'DeleteKey',
			keyId: '6f9619ff-8b86-4011-b42d-00c04fc964ff',
			keyName: 'another',
			result: 'NotFound',
			actor: 'CLOCK',
			detail: {},
			vaultId: '27401f71-a6cf-7e33-7423-94339d8df881',
			previousHash: '00'.repeat(32),
			sealed: String(entry['sealed']).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
			hash: '00'.repeat(32)
		};
		for (const [field, value] of Object.entries(alterations)) {
			const altered = lines.with(9, replaceIn(lines[9], { [field]: value }));
			await expect(verify('altered.jsonl', altered.join('\n'), rootKey), field).rejects.toThrow(
				'Command failed'
			);
		}
	},
	slowMs
);

itWithPeers(
	['python3'],
	'finds a missing, swapped or inserted line without a key',
	async () => {
		const lines = linesOf((await vault.handle('ExportActivity', { Format: 'JSON_LINES' })).File);
		const [a = '', b = ''] = lines.slice(4);
		expect(await verify('cut.jsonl', lines.toSpliced(4, 2).join('\n'))).toContain(
			'entries 5 to 6 are not in this file'
		);
		const hidden = lines
			.toSpliced(4, 1)
			.map((line, index) => replaceIn(line, { number: index + 1 }));
		for (const [name, broken] of Object.entries({
			swapped: lines.toSpliced(4, 2, b, a),
			twice: lines.toSpliced(4, 0, a),
			renumbered: hidden
		}))
			await expect(verify('broken.jsonl', broken.join('\n')), name).rejects.toThrow(
				'Command failed'
			);
	},
	slowMs
);

itWithPeers(['cmp', 'wc', 'head'], 'a later export begins with the earlier one', async () => {
	const exported = async () =>
		(await vault.handle('ExportActivity', { Format: 'JSON_LINES' })).File;
	writeFileSync(join(folder, 'earlier.jsonl'), await exported());
	await vault.handle('CreateKey', {});
	writeFileSync(join(folder, 'later.jsonl'), await exported());
	const [, command = ''] = /^(head -n .+ earlier\.jsonl)$/m.exec(formats.text) ?? [];
	execFileSync('sh', ['-c', command], { cwd: folder });
	writeFileSync(join(folder, 'later.jsonl'), utf8('{}\n'));
	expect(() => execFileSync('sh', ['-c', command], { cwd: folder, stdio: 'ignore' })).toThrow();
});

test('the example’s line is what Airlock exports', async () => {
	const lines = linesOf((await vault.handle('ExportActivity', { Format: 'JSON_LINES' })).File);
	expect(JSON.parse(lines[6] ?? '')).toEqual(formats.json('activity-line'));
});
