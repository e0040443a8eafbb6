import { beforeEach, describe, expect, test } from 'vitest';
import { parseUtf8 } from '#lib/domain/bytes.ts';
import { isKeyId } from '#lib/domain/ids.ts';
import { encodeActivity } from '#lib/service/handouts/activity-export.ts';
import type { ActivityFilter } from '#lib/service/api/vault.ts';
import { must } from '../../../support/must.ts';
import { alterLog } from '../../../support/at-rest.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import fc from '../../../support/properties.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	openTab,
	unlock,
	type TestVault,
	passphraseAgain
} from '../../../support/vault.ts';

const entriesOf = async (filter: ActivityFilter) =>
	(await vault.handle('ListActivity', filter)).Entries.map(({ number }) => number);

let vault: TestVault;
beforeEach(async () => {
	vault = await newVault();
});

describe('ListActivity', () => {
	test('gives each operation with its time, key and result, newest first', async () => {
		const start = vault.clock.now();
		vault.clock.advance(1000);
		const KeyId = await newKey(vault, { AliasName: 'alias/payments' });
		vault.clock.advance(1000);
		await vault.handle('DisableKey', { KeyId });
		await expectRefusal(
			vault,
			'Encrypt',
			{ KeyId, Plaintext: Uint8Array.of(1) },
			{ code: 'InvalidState' }
		);
		const { Entries, Total, NextMarker, BrokenAt } = await vault.handle('ListActivity', {});
		expect({ Total, NextMarker, BrokenAt }).toEqual({ Total: 4, NextMarker: null, BrokenAt: null });
		expect(
			Entries.map(({ number, time, operation, keyName, result }) => [
				number,
				time - start,
				operation,
				keyName,
				result
			])
		).toEqual([
			[4, 2000, 'Encrypt', 'payments', 'InvalidState'],
			[3, 2000, 'DisableKey', 'payments', 'Success'],
			[2, 1000, 'CreateKey', 'payments', 'Success'],
			[1, 0, 'CreateVault', null, 'Success']
		]);
		expect(new Set(Entries.map(({ Hash }) => Hash)).size).toBe(4);
	});

	test('pages through all of it, for one key as well', async () => {
		const [one, two] = [await newKey(vault, {}), await newKey(vault, {})];
		for (let round = 0; round < 5; round++) {
			await vault.handle('DisableKey', { KeyId: one });
			await vault.handle('EnableKey', { KeyId: two });
		}
		for (const KeyId of [undefined, one, two]) {
			const seen: number[] = [];
			let Marker: number | undefined;
			do {
				const page = await vault.handle('ListActivity', {
					Limit: 4,
					...(Marker === undefined ? {} : { Marker }),
					...(KeyId === undefined ? {} : { KeyId })
				});
				expect(page.Entries.length).toBeLessThanOrEqual(4);
				expect(page.Total).toBe(13);
				if (KeyId !== undefined)
					expect(page.Entries.every(({ keyId }) => keyId === KeyId)).toBe(true);
				seen.push(...page.Entries.map(({ number }) => number));
				Marker = page.NextMarker ?? undefined;
			} while (Marker !== undefined);
			expect(seen).toEqual(seen.toSorted((a, b) => b - a));
			expect(new Set(seen).size).toBe(KeyId === undefined ? 13 : 6);
		}
	});

	test('keeps the history of a key that is gone, under its id', async () => {
		const KeyId = await newKey(vault, { AliasName: 'alias/gone' });
		await vault.handle('ScheduleKeyDeletion', {
			Passphrase: passphraseAgain(),
			KeyId,
			PendingWindowInDays: 7
		});
		vault.clock.advance(7 * 24 * 60 * 60 * 1000);
		await vault.kms.sweep();
		vault.clock.advance(60 * 60 * 1000);
		await vault.kms.sweep();
		const { Entries } = await vault.handle('ListActivity', { KeyId });
		expect(Entries.map(({ operation }) => operation)).toEqual([
			'DeleteKey',
			'SightDeletionDate',
			'ScheduleKeyDeletion',
			'CreateKey'
		]);
		expect(Entries.every(({ keyName }) => keyName === 'gone')).toBe(true);
		await expectRefusal(
			vault,
			'ListActivity',
			{ KeyId: 'alias/gone' },
			{ code: 'NotFound', details: { resource: 'alias' } }
		);
	});

	test('tells what has two keys under each of them', async () => {
		const [one, two] = [await newKey(vault, { AliasName: 'alias/a' }), await newKey(vault, {})];
		const { CiphertextBlob } = await vault.handle('Encrypt', {
			KeyId: one,
			Plaintext: Uint8Array.of(1)
		});
		await vault.handle('ReEncrypt', { CiphertextBlob, DestinationKeyId: two });
		await vault.handle('UpdateAlias', { AliasName: 'alias/a', TargetKeyId: two });
		for (const KeyId of [one, two]) {
			const { Entries } = await vault.handle('ListActivity', { KeyId, Limit: 2 });
			expect(Entries.map(({ operation }) => operation)).toEqual(['UpdateAlias', 'ReEncrypt']);
		}
	});

	test('gives no more than 1000 at once', async () => {
		await expectRefusal(
			vault,
			'ListActivity',
			{ Limit: 1001 },
			{ code: 'InvalidParameter', details: { parameter: 'Limit' } }
		);
	});

	test('sees what another tab has done', async () => {
		const other = openTab(vault.store, vault.clock);
		await unlock(other);
		await newKey(other, {});
		const { Entries, BrokenAt } = await vault.handle('ListActivity', { Limit: 1 });
		expect([Entries[0]?.operation, BrokenAt]).toEqual(['CreateKey', null]);
	});
});

describe('a filter of the log', () => {
	/** 1 vault · 2 key at 1 s · 3 encrypted at 2 s · 4 refused at 3 s · 5 other key at 4 s */
	async function someHistory(): Promise<{ start: number; KeyId: string }> {
		const start = vault.clock.now();
		vault.clock.advance(1000);
		const KeyId = await newKey(vault, { AliasName: 'alias/a' });
		vault.clock.advance(1000);
		await vault.handle('Encrypt', { KeyId, Plaintext: Uint8Array.of(1) });
		vault.clock.advance(1000);
		const nothing = { KeyId, Plaintext: new Uint8Array() };
		await expectRefusal(vault, 'Encrypt', nothing, { code: 'EmptyInput' });
		vault.clock.advance(1000);
		await newKey(vault, {});
		return { start, KeyId };
	}

	test('is by time, from its first instant on and before its last', async () => {
		const { start } = await someHistory();
		expect(await entriesOf({ From: start + 1000, To: start + 3000 })).toEqual([3, 2]);
		expect(await entriesOf({ From: start + 1001 })).toEqual([5, 4, 3]);
		expect(await entriesOf({ To: start })).toEqual([]);
		expect(await entriesOf({ To: start + 1 })).toEqual([1]);
	});

	test('is by kind and by result, and all of it together', async () => {
		const { start, KeyId } = await someHistory();
		expect(await entriesOf({ Operations: ['CreateKey', 'CreateVault'] })).toEqual([5, 2, 1]);
		expect(await entriesOf({ Result: 'REFUSED' })).toEqual([4]);
		expect(await entriesOf({ Result: 'DONE', Operations: ['Encrypt'] })).toEqual([3]);
		expect(await entriesOf({ KeyId, From: start, Result: 'DONE' })).toEqual([3, 2]);
	});

	test('gives full pages, and markers that lead to the rest', async () => {
		await someHistory();
		const first = await vault.handle('ListActivity', { Result: 'DONE', Limit: 2 });
		expect(first).toMatchObject({ NextMarker: 2, Total: 5 });
		const rest = await vault.handle('ListActivity', { Result: 'DONE', Limit: 2, Marker: 2 });
		expect([...first.Entries, ...rest.Entries].map(({ number }) => number)).toEqual([5, 3, 2, 1]);
		expect(rest.NextMarker).toBeNull();
	});

	test('is the same for an export, which says nothing in the log', async () => {
		const { KeyId } = await someHistory();
		const { File, Entries } = await vault.handle('ExportActivity', {
			Format: 'JSON_LINES',
			KeyId,
			Result: 'DONE'
		});
		const lines = (parseUtf8(File) ?? '').trimEnd().split('\n');
		const numbers = lines.map((line) => (JSON.parse(line) as { number: number }).number);
		expect({ Entries, numbers }).toEqual({ Entries: 2, numbers: [2, 3] });
		expect((await vault.handle('ListActivity', { Limit: 1 })).Total).toBe(5);
	});
});

describe('ExportActivity', () => {
	test('works in quarantine, and leaves out what does not open', async () => {
		await newKey(vault, {});
		const snapshot = await vault.store.readSnapshot();
		if (!snapshot) throw new Error('no vault');
		alterLog(must(snapshot.entries[0]), ([row]) => [
			{ ...must(row), sealed: flipBit(must(row).sealed, 100) }
		]);
		const damaged = openTab(createMemoryStore(snapshot), vault.clock);
		expect((await unlock(damaged)).Damage).not.toEqual([]);
		const { File, Entries } = await damaged.handle('ExportActivity', { Format: 'JSON_LINES' });
		expect(Entries).toBe(1);
		expect(JSON.parse(parseUtf8(File) ?? '')).toMatchObject({ number: 2, operation: 'CreateKey' });
	});

	test('makes no cell that a spreadsheet calculates, whatever a key was called', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('', '=', '+', '-', '@', "'", '\t', '\r', '\n'),
				fc.string({ unit: 'grapheme' }),
				(first, rest) => {
					const keyName = first + rest;
					const [, cells = []] = parseCsv(csvOf(keyName));
					expect(cells).toHaveLength(13);
					for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
					expect(cells[6]?.replace(/^'/, '')).toBe(keyName);
				}
			)
		);
	});
});

function csvOf(keyName: string): string {
	const hash = new Uint8Array(32);
	const keyId = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
	if (!isKeyId(keyId)) throw new Error('no key id');
	const entry = {
		...{ number: 1, time: 0, operation: 'Encrypt', keyId, keyName, result: 'Success' as const },
		...{ actor: 'PERSON' as const, detail: { bytes: 1 } }
	};
	const row = { number: 1, sealed: new Uint8Array(40), hash };
	const file = encodeActivity('CSV', new Uint8Array(16), [{ entry, row, previousHash: hash }]);
	return (parseUtf8(file) ?? '').slice(1);
}

/** RFC 4180. */
function parseCsv(text: string): string[][] {
	const cells = [...text.matchAll(/("(?:[^"]|"")*"|[^,"\r\n]*)(,|\r\n)/g)];
	const rows: string[][] = [[]];
	for (const [, cell = '', end] of cells) {
		rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
		if (end === '\r\n') rows.push([]);
	}
	return rows;
}
