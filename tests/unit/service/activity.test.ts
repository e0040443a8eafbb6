import { beforeEach, describe, expect, test } from 'vitest';
import { expectRefusal } from '../../support/refusal.ts';
import { newKey, newVault, openTab, unlock, type TestVault } from '../../support/vault.ts';

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
		await vault.handle('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
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
