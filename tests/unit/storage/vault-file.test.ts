import { describe, expect, test } from 'vitest';
import { concat, u64, u8, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { KmsError } from '#lib/domain/errors.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault/vault-file.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import {
	encodeVaultFileContent,
	parseVaultFileBody,
	splitVaultFile
} from '#lib/storage/vault-file.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { erasableRow, headRow, logRow, recordRow, slot } from '../../support/vault-rows.ts';

const someId = '8c1e0f3a-5b2d-4c6e-9f10-112233445566';
const sealed = (seed: number): Bytes => new Uint8Array(28 + seed).fill(seed);

const snapshot = (): VaultSnapshot => ({
	head: { ...headRow(41), sealed: sealed(1) },
	slots: [slot(someId)],
	records: [
		{ ...recordRow('draft/x', 3), sealed: sealed(2) },
		{ ...recordRow('vault'), sealed: sealed(0) }
	],
	erasables: [
		{ ...erasableRow('a', 17), sealed: sealed(3) },
		{ ...erasableRow('b', null), sealed: sealed(4) },
		{ ...erasableRow('c', 17), sealed: null, erasedAt: 18 }
	],
	log: [1, 2, 10].map((number) => ({ ...logRow(number), sealed: sealed(number) }))
});

/** Any 64 bytes: the seals are not the codec's. */
const seals = new Uint8Array(64).fill(9);
const fileOf = (content: Bytes): Bytes => concat(content, seals);
const someFile = (): Bytes => fileOf(encodeVaultFileContent(snapshot()));
const read = (file: Bytes) => parseVaultFileBody(splitVaultFile(file));

function reasonOf(attempt: () => unknown): unknown {
	try {
		attempt();
	} catch (error) {
		expect(error).toMatchObject({ code: 'InvalidVaultFile' });
		return (error as KmsError<'InvalidVaultFile'>).details.reason;
	}
	return 'no refusal';
}

/** A file whose frame fits and whose body is `json`. */
function fileWith(json: unknown): Bytes {
	const body = typeof json === 'string' ? utf8(json) : utf8(JSON.stringify(json));
	const { vaultId, epoch } = snapshot().head;
	return fileOf(concat(utf8('AIRV'), u8(1), vaultId, u64(epoch), u64(body.length), body));
}

describe('a vault file', () => {
	test('gives back every row as it was', () => {
		expect(read(someFile())).toEqual(snapshot());
	});

	test('is the same bytes for the same vault, whichever store it has been in', async () => {
		const store = createMemoryStore();
		await store.replace(read(someFile()), undefined);
		const again = await store.readSnapshot();
		expect(again && fileOf(encodeVaultFileContent(again))).toEqual(someFile());
	});

	test('holds nothing but the fields it names', () => {
		const { head, ...rest } = snapshot();
		const extra = { ...head, later: utf8('new') };
		expect(encodeVaultFileContent({ ...rest, head: extra })).toEqual(
			encodeVaultFileContent(snapshot())
		);
	});

	test('begins as the format says', () => {
		const file = someFile();
		const { body } = splitVaultFile(file);
		const header = concat(utf8('AIRV'), u8(1), snapshot().head.vaultId, u64(41), u64(body.length));
		expect(file.subarray(0, header.length)).toEqual(header);
		expect(file).toHaveLength(header.length + body.length + 64);
	});

	test('has one row in a line, which stock tools can read', () => {
		const text = new TextDecoder().decode(splitVaultFile(someFile()).body);
		expect(JSON.parse(text)).toMatchObject({ head: { epoch: 41 }, records: [{}, {}] });
		expect(text.split('\n').filter((line) => line.includes('"sealed":'))).toHaveLength(9);
	});

	test('of an empty vault is read back', () => {
		const empty = { head: { ...headRow(1), sealed: sealed(1) } };
		const rows = { slots: [], records: [], erasables: [], log: [] };
		expect(read(fileOf(encodeVaultFileContent({ ...empty, ...rows })))).toEqual({
			...empty,
			...rows
		});
	});
});

describe('splitVaultFile', () => {
	const whole = someFile();
	const withByte = (at: number, value: number) =>
		whole.map((byte, index) => (index === at ? value : byte));

	test.each<[string, Bytes, string]>([
		['nothing', new Uint8Array(), 'EMPTY'],
		['text', utf8('not a vault file'), 'NOT_A_VAULT_FILE'],
		['a token', utf8('AIRT and more'), 'NOT_A_VAULT_FILE'],
		['one wrong byte', utf8('B'), 'NOT_A_VAULT_FILE'],
		['zeros', new Uint8Array(1000), 'NOT_A_VAULT_FILE'],
		['format 0', withByte(4, 0), 'NOT_A_VAULT_FILE'],
		['format 2', withByte(4, 2), 'NEWER_FORMAT'],
		['format 255', withByte(4, 255), 'NEWER_FORMAT'],
		['a length beyond all files', withByte(29, 255), 'CUT_OFF'],
		['a longer length', withByte(35, (whole[35] ?? 0) + 1), 'CUT_OFF'],
		['a byte more', concat(whole, u8(0)), 'EXTENDED'],
		['itself twice', concat(whole, whole), 'EXTENDED']
	])('refuses %s', (_, file, reason) => {
		expect(reasonOf(() => splitVaultFile(file))).toBe(reason);
	});

	test('refuses one that was cut off anywhere', () => {
		for (let length = 1; length < whole.length; length++)
			expect(
				reasonOf(() => splitVaultFile(whole.subarray(0, length))),
				`${length}`
			).toBe('CUT_OFF');
	});

	test('takes a view into a larger buffer', () => {
		const larger = concat(new Uint8Array(7), whole, new Uint8Array(5));
		expect(read(larger.subarray(7, -5))).toEqual(snapshot());
	});

	test('refuses what is too large before it looks into it', () => {
		const file = new Uint8Array(vaultFileLimitBytes + 1);
		expect(reasonOf(() => splitVaultFile(file))).toBe('TOO_LARGE');
	});

	test('is never written too large', () => {
		const large = new Uint8Array(vaultFileLimitBytes / 4);
		const rows = ['a', 'b', 'c'].map((id) => ({ id, version: 1, sealed: large }));
		expect(reasonOf(() => encodeVaultFileContent({ ...snapshot(), records: rows }))).toBe(
			'TOO_LARGE'
		);
	}, 180_000);
});

type Json = Record<string, unknown>;
const parsedBody = (): Record<'head' | 'slots' | 'records' | 'erasables' | 'log', unknown> =>
	JSON.parse(new TextDecoder().decode(splitVaultFile(someFile()).body)) as never;

describe('parseVaultFileBody', () => {
	/** The file with one row changed. */
	const changed = (store: 'slots' | 'records' | 'erasables' | 'log', change: Json, at = 0) => {
		const body = parsedBody();
		const rows = (body[store] as Json[]).map((row, index) =>
			index === at ? { ...row, ...change } : row
		);
		return fileWith({ ...body, [store]: rows });
	};
	const withHead = (change: Json) =>
		fileWith({ ...parsedBody(), head: { ...(parsedBody().head as Json), ...change } });
	const without = (name: string) =>
		fileWith(Object.fromEntries(Object.entries(parsedBody()).filter(([key]) => key !== name)));
	const withKdf = (change: Json) => {
		const [row] = parsedBody().slots as { kdf: Json }[];
		return changed('slots', { kdf: { ...row?.kdf, ...change } });
	};
	const base64 = (length: number) => Buffer.alloc(length, 1).toString('base64');

	test('takes the body that the cases below change', () => {
		expect(read(fileWith(parsedBody()))).toEqual(snapshot());
		expect(read(changed('records', {}))).toEqual(snapshot());
	});

	test.each<[string, Bytes]>([
		['no JSON', fileWith('{"head":')],
		['nothing', fileWith('')],
		['text that is not UTF-8', fileOf(concat(someFile().subarray(0, 29), u64(1), u8(0xff)))],
		['a list', fileWith([])],
		['null', fileWith('null')],
		['no log', without('log')],
		['no head', without('head')],
		['another field', fileWith({ ...parsedBody(), later: [] })],
		['rows that are no list', fileWith({ ...parsedBody(), records: {} })],
		['a row that is null', fileWith({ ...parsedBody(), records: [null] })],
		['a row that is a list', fileWith({ ...parsedBody(), log: [[]] })],
		['another vault id than the header', withHead({ vaultId: base64(16) })],
		['another epoch than the header', withHead({ epoch: 42 })],
		['a vault id of 15 bytes', withHead({ vaultId: base64(15) })],
		['a head with no seal', withHead({ sealed: null })],
		['a format that is no number', withHead({ format: '1' })],
		['a head of more fields', withHead({ __proto__x: 1 })],
		['an id that is a number', changed('records', { id: 5 })],
		['no id', changed('records', { id: '' })],
		['a long id', changed('records', { id: 'x'.repeat(129) })],
		['a version of 1.5', changed('records', { version: 1.5 })],
		['a version below 0', changed('records', { version: -1 })],
		['a version beyond exact integers', changed('records', { version: 2 ** 53 })],
		['a seal of 27 bytes', changed('records', { sealed: base64(27) })],
		['a seal of more than 1 MiB', changed('records', { sealed: base64(1024 * 1024 + 1) })],
		['a seal that is not Base64', changed('records', { sealed: '!'.repeat(40) })],
		[
			'a seal in Base64 of two spellings',
			changed('records', { sealed: `${base64(30).slice(0, -2)}B=` })
		],
		['a record too much', changed('records', { notAfter: 1 })],
		['an id twice', changed('records', { id: 'draft/x' }, 1)],
		['ids out of order', changed('records', { id: 'zzz' })],
		['a due time that is text', changed('erasables', { notAfter: '17' })],
		['a row both there and erased', changed('erasables', { erasedAt: 5 })],
		['a marker of no time', changed('erasables', { erasedAt: null }, 2)],
		['a marker that is never due', changed('erasables', { notAfter: null }, 2)],
		['log number 0', changed('log', { number: 0 })],
		['a log number twice', changed('log', { number: 2 })],
		['a hash of 31 bytes', changed('log', { hash: base64(31) })],
		['a slot id that is no UUID', changed('slots', { slotId: 'slot' })],
		['another kind of slot', changed('slots', { kind: 'passkey' })],
		['a slot without KDF', changed('slots', { kdf: null })],
		['another KDF', withKdf({ id: 'scrypt' })],
		['a salt of 15 bytes', withKdf({ salt: base64(15) })],
		['memory that is no number', withKdf({ memoryKiB: '65536' })],
		['a root key of another length', changed('slots', { sealedRootKey: base64(61) })],
		[
			'nine slots',
			fileWith({
				...parsedBody(),
				slots: Array.from({ length: 9 }, (_, index) => ({
					...(parsedBody().slots as Json[])[0],
					slotId: someId.replace(/6$/, String(index))
				}))
			})
		]
	])('refuses %s', (_, file) => {
		expect(reasonOf(() => read(file))).toBe('NOT_A_VAULT_FILE');
	});

	test('refuses JSON that nests as deep as the file is long', () => {
		const depth = 3_000_000;
		expect(reasonOf(() => read(fileWith('['.repeat(depth) + ']'.repeat(depth))))).toBe(
			'NOT_A_VAULT_FILE'
		);
	});

	test('refuses more values than a file can have, without making them', () => {
		const body = `{"head":[${'{},'.repeat(2 ** 23)}{}]}`;
		const file = fileWith(body);
		const before = process.memoryUsage().heapUsed;
		expect(reasonOf(() => read(file))).toBe('NOT_A_VAULT_FILE');
		expect(process.memoryUsage().heapUsed - before).toBeLessThan(2 ** 26);
	});

	test.each([
		['lists in one another', '{"head":', '[          '],
		['objects in one another', '', '{"a":          '],
		['objects of one field', '{"head":[', '{"b":1},            '],
		['a row that does not end', '{"head":', '{"vaultId":"'],
		['a text that does not end', '{"head":{"vaultId":"', 'AAAAAAAAAAAA'],
		['white space', '{"head":{"format":', '            ']
	])('refuses 48 MB of %s at the first byte that does not fit', (_, start, again) => {
		const body = start + again.repeat((48 * 1024 * 1024) / again.length);
		const parts = splitVaultFile(fileWith(body));
		const { heapUsed } = process.memoryUsage();
		const before = process.cpuUsage();
		expect(reasonOf(() => parseVaultFileBody(parts))).toBe('NOT_A_VAULT_FILE');
		const { user, system } = process.cpuUsage(before);
		expect((user + system) / 1000).toBeLessThan(300);
		expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(2 ** 23);
	});

	test('takes other white space, another order of fields and escapes', () => {
		const { head, log, records, erasables, slots } = parsedBody();
		const json = JSON.stringify({ log, erasables, slots, records, head }, null, '\t');
		expect(read(fileWith(json.replaceAll('"draft/x"', String.raw`"dr\u0061ft\/x"`)))).toEqual(
			snapshot()
		);
	});

	test('refuses a field that is there twice, and what comes after the end', () => {
		const json = JSON.stringify(parsedBody());
		expect(reasonOf(() => read(fileWith(json.replace('{', '{"log":[],'))))).toBe(
			'NOT_A_VAULT_FILE'
		);
		expect(reasonOf(() => read(fileWith(`${json}{}`)))).toBe('NOT_A_VAULT_FILE');
	});
});
