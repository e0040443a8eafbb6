import { describe, expect, test } from 'vitest';
import { concat, u8, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { KmsError } from '#lib/domain/errors.ts';
import {
	longestSealedBytes,
	mostEntries,
	vaultFileLimitBytes
} from '#lib/domain/vault/vault-file.ts';
import {
	encodeErasables,
	encodeLog,
	encodeOpening,
	eraseFrom,
	firstDue,
	parseEntry,
	parseErasables,
	parseLog,
	parseOpening
} from '#lib/storage/entry.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { encodeVaultFileContent, fileBytes, splitVaultFile } from '#lib/storage/vault-file.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { entry, erasableRow, idOf, logRow, opening, slot } from '../../support/vault-rows.ts';

const erased = { ...erasableRow(3, 17), sealed: null, erasedAt: 18 };
const snapshot = (): VaultSnapshot => ({
	...opening(1, 2),
	entries: [
		{ ...entry(3, { text: 'records', log: [1, 2, 10] }), kind: 'STRETCH' },
		entry(41, { erasables: [erasableRow(1, 17), erasableRow(2, null), erased] })
	]
});

/** Any 64 bytes: the seals are not the codec's. */
const seals = new Uint8Array(64).fill(9);
const fileOf = (content: Bytes): Bytes => concat(content, seals);
const someFile = (): Bytes => fileOf(encodeVaultFileContent(snapshot()));

function reasonOf(attempt: () => unknown): unknown {
	try {
		attempt();
	} catch (error) {
		expect(error).toMatchObject({ code: 'InvalidVaultFile' });
		return (error as KmsError<'InvalidVaultFile'>).details.reason;
	}
	return 'no refusal';
}

describe('a vault file', () => {
	test('gives back every value as it was', () => {
		expect(splitVaultFile(someFile()).snapshot).toEqual(snapshot());
	});

	test('is the same bytes for the same vault, whichever store it has been in', async () => {
		const store = createMemoryStore();
		await store.replace(splitVaultFile(someFile()).snapshot, undefined);
		const again = await store.readSnapshot();
		expect(again && fileOf(encodeVaultFileContent(again))).toEqual(someFile());
	});

	test('of more entries than a vault may have is refused before anything else is done with it', () => {
		const entries = Array.from({ length: mostEntries + 1 }, (_, index) => entry(index + 1));
		const whole = { ...opening(1), entries: entries.slice(1) };
		expect(splitVaultFile(fileOf(encodeVaultFileContent(whole))).snapshot.entries).toHaveLength(
			mostEntries
		);
		const tooMany = fileOf(encodeVaultFileContent({ ...whole, entries }));
		expect(reasonOf(() => splitVaultFile(tooMany))).toBe('ALTERED');
	});

	test('has as many bytes as is told beforehand', () => {
		expect(fileBytes(snapshot())).toBe(someFile().length);
	});

	test('takes a view into a larger buffer', () => {
		const larger = concat(new Uint8Array(7), someFile(), new Uint8Array(5));
		expect(splitVaultFile(larger.subarray(7, -5)).snapshot).toEqual(snapshot());
	});

	const whole = someFile();
	const openingBytes = encodeOpening(snapshot()).length;
	test.each<[string, Bytes, string]>([
		['nothing', new Uint8Array(), 'EMPTY'],
		['text', utf8('not a vault file'), 'NOT_A_VAULT_FILE'],
		['a token', utf8('AIRT and more'), 'NOT_A_VAULT_FILE'],
		['one wrong byte', utf8('B'), 'NOT_A_VAULT_FILE'],
		['zeros', new Uint8Array(1000), 'NOT_A_VAULT_FILE'],
		['format 0', whole.with(4, 0), 'NOT_A_VAULT_FILE'],
		['format 1', whole.with(4, 1), 'OLDER_FORMAT'],
		['format 3', whole.with(4, 3), 'NEWER_FORMAT'],
		['format 255', whole.with(4, 255), 'NEWER_FORMAT'],
		[
			'no entry',
			fileOf(encodeVaultFileContent({ ...snapshot(), entries: [] })),
			'NOT_A_VAULT_FILE'
		],
		[
			'nine slots',
			fileOf(
				encodeVaultFileContent({ ...snapshot(), slots: Array.from({ length: 9 }, () => slot(1)) })
			),
			'ALTERED'
		],
		['another kind of entry', whole.with(openingBytes + 8, 7), 'ALTERED'],
		['an epoch beyond exact integers', whole.with(openingBytes, 255), 'ALTERED'],
		['a head of more than 1 MiB', whole.with(openingBytes + 73, 255), 'ALTERED'],
		['a body longer than the file', whole.with(openingBytes + 78, 255), 'CUT_OFF'],
		[
			'epochs out of order',
			fileOf(encodeVaultFileContent({ ...snapshot(), entries: [entry(2), entry(2)] })),
			'ALTERED'
		],
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

	test('refuses what is too large before it looks into it', () => {
		const file = new Uint8Array(vaultFileLimitBytes + 1);
		expect(reasonOf(() => splitVaultFile(file))).toBe('TOO_LARGE');
	});

	test('is never written too large', () => {
		const body = new Uint8Array(vaultFileLimitBytes / 2);
		const entries = [1, 2].map((epoch) => ({ ...entry(epoch), body }));
		expect(reasonOf(() => encodeVaultFileContent({ ...snapshot(), entries }))).toBe('TOO_LARGE');
	}, 180_000);
});

describe('the sections of an entry', () => {
	test('that end too early, or go on, are none', () => {
		const rows = [erasableRow(1, 17), erased];
		for (const [section, parse] of [
			[encodeLog([1, 2].map(logRow)), parseLog],
			[encodeErasables(rows), parseErasables],
			[encodeOpening(opening(1)), parseOpening]
		] as const) {
			expect(parse(section)).toBeDefined();
			for (const part of [section.subarray(0, -1), concat(section, u8(0))])
				expect(parse(part)).toBeUndefined();
		}
		expect(parseEntry(new Uint8Array(200))).toBeUndefined();
	});

	test('take no sealed bytes longer than is ever written', () => {
		const sealed = new Uint8Array(longestSealedBytes + 1);
		expect(parseLog(encodeLog([{ ...logRow(1), sealed }]))).toBeUndefined();
		expect(parseErasables(encodeErasables([{ ...erasableRow(1, 1), sealed }]))).toBeUndefined();
	});

	test('say when the first erasable is due that is still there', () => {
		const of = (...erasables: Parameters<typeof encodeErasables>[0]) =>
			firstDue(entry(1, { erasables }));
		expect(of()).toBeNull();
		expect(of(erasableRow(1, null), erased)).toBeNull();
		expect(of(erasableRow(1, 30), erased, erasableRow(2, 20))).toBe(20);
	});

	test('lose an erasable in place: nothing else has another byte', () => {
		const before = entry(1, { text: 'a', erasables: [erasableRow(1, 5), erasableRow(2, 5)] });
		const { entry: after, erased: ids } = eraseFrom(before, ({ id }) => id === idOf(2), 9);
		expect(ids).toEqual([idOf(2)]);
		expect({ ...after, erasables: null }).toEqual({ ...before, erasables: null });
		expect(after.erasables).toHaveLength(before.erasables.length);
		const half = before.erasables.length / 2;
		expect(after.erasables.subarray(0, half)).toEqual(before.erasables.subarray(0, half));
		expect(after.erasables.subarray(half + 36).every((byte) => byte === 0)).toBe(true);
		expect(eraseFrom(after, () => true, 10).erased).toEqual([idOf(1)]);
	});
});
