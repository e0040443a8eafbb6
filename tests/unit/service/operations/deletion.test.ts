import { beforeEach, describe, expect, test } from 'vitest';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { heldErasables, recordsAtRest } from '../../../support/at-rest.ts';
import { importedKey } from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	openTab,
	passphrase,
	unlock,
	type TestVault,
	passphraseAgain
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

let vault: TestVault;
let KeyId: string;
beforeEach(async () => {
	vault = await newVault();
	KeyId = await newKey(vault, { AliasName: 'alias/doomed' });
});

const describeKey = async (at = vault) => (await at.handle('DescribeKey', { KeyId })).KeyMetadata;
const keyIds = async (at = vault) =>
	(await at.handle('ListKeys', {})).Keys.map((key) => key.KeyId as string);
/** The next start of Airlock, on the same machine. */
async function restart(): Promise<TestVault> {
	const next = openTab(vault.store, vault.clock);
	await unlock(next);
	return next;
}

describe('ScheduleKeyDeletion', () => {
	test.each([
		[undefined, 30],
		[7, 7],
		[30, 30]
	])('with %s days waits %i', async (days, expected) => {
		const { KeyMetadata } = await vault.handle('ScheduleKeyDeletion', {
			Passphrase: passphraseAgain(),
			KeyId,
			...(days === undefined ? {} : { PendingWindowInDays: days })
		});
		expect(KeyMetadata).toMatchObject({
			KeyState: 'PENDING_DELETION',
			DeletionDate: vault.clock.now() + expected * dayMs
		});
	});

	test.each([6, 31, 0, -7])('refuses %i days', async (PendingWindowInDays) => {
		await expectRefusal(
			vault,
			'ScheduleKeyDeletion',
			{ KeyId, PendingWindowInDays },
			{
				code: 'InvalidParameter',
				details: { parameter: 'PendingWindowInDays', rule: 'FROM_7_TO_30' }
			}
		);
	});

	test('is refused while the clock is behind', async () => {
		vault.clock.jump(-hourMs);
		await expectRefusal(vault, 'ScheduleKeyDeletion', { KeyId }, { code: 'ClockTurnedBack' });
	});
});

describe('CancelKeyDeletion', () => {
	test('leads to DISABLED, for a key that was ENABLED too', async () => {
		await vault.handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId });
		const { KeyMetadata } = await vault.handle('CancelKeyDeletion', { KeyId });
		expect(KeyMetadata).toMatchObject({ KeyState: 'DISABLED', DeletionDate: null });
	});

	test('leads to PENDING_IMPORT when the key material expired meanwhile', async () => {
		KeyId = await importedKey(vault, undefined, vault.clock.now() + dayMs);
		await vault.handle('ScheduleKeyDeletion', { Passphrase: passphraseAgain(), KeyId });
		vault.clock.advance(2 * dayMs);
		await vault.kms.sweep();
		expect(await describeKey()).toMatchObject({
			KeyState: 'PENDING_DELETION',
			LostKeyMaterial: { reason: 'EXPIRED' }
		});
		const { KeyMetadata } = await vault.handle('CancelKeyDeletion', { KeyId });
		expect(KeyMetadata.KeyState).toBe('PENDING_IMPORT');
	});

	test('works on the last day, and after the date as long as the key is there', async () => {
		await vault.handle('ScheduleKeyDeletion', {
			Passphrase: passphraseAgain(),
			KeyId,
			PendingWindowInDays: 7
		});
		vault.clock.advance(7 * dayMs + hourMs);
		await vault.kms.sweep();
		const { KeyMetadata } = await vault.handle('CancelKeyDeletion', { KeyId });
		expect(KeyMetadata.KeyState).toBe('DISABLED');
		vault.clock.advance(30 * dayMs);
		await vault.kms.sweep();
		expect(await keyIds()).toEqual([KeyId]);
	});
});

describe('a deletion date', () => {
	const window = 7 * dayMs;
	let deletionDate: number;
	beforeEach(async () => {
		deletionDate = vault.clock.now() + window;
		await vault.handle('ScheduleKeyDeletion', {
			Passphrase: passphraseAgain(),
			KeyId,
			PendingWindowInDays: 7
		});
	});

	test.each([
		[-1, 0],
		[0, 1],
		[1, 1]
	])('%i ms from it: %i sighting', async (ms, sightings) => {
		vault.clock.set(deletionDate + ms);
		await vault.kms.sweep();
		await vault.kms.sweep();
		expect(await keyIds()).toEqual([KeyId]);
		const { Entries } = await vault.handle('ListActivity', {});
		expect(Entries.filter(({ operation }) => operation === 'SightDeletionDate')).toHaveLength(
			sightings
		);
	});

	test('that comes at two starts erases the key, its name, its material and its form', async () => {
		vault.clock.set(deletionDate);
		await vault.kms.sweep();
		const next = await restart();
		expect(await keyIds(next)).toEqual([]);
		await expectRefusal(next, 'DescribeKey', { KeyId }, { code: 'NotFound' });
		expect((await next.handle('ListAliases', {})).Aliases).toEqual([]);
		const snapshot = await next.store.readSnapshot();
		expect(heldErasables(snapshot)).toEqual([]);
		expect([...(await recordsAtRest(next.store)).keys()]).toEqual(['vault']);
		const { Entries } = await next.handle('ListActivity', {});
		expect(Entries.find(({ operation }) => operation === 'DeleteKey')).toMatchObject({
			keyId: KeyId,
			keyName: 'doomed',
			actor: 'CLOCK'
		});
	});

	test.each([
		[-1, true],
		[0, false]
	])('an hour of running time and %i ms later: still there is %s', async (ms, there) => {
		vault.clock.set(deletionDate);
		await vault.kms.sweep();
		vault.clock.advance(hourMs + ms);
		await vault.kms.sweep();
		expect((await keyIds()).includes(KeyId)).toBe(there);
	});

	test('that a clock set forward by mistake brings near destroys nothing', async () => {
		vault.clock.jump(window);
		await vault.kms.sweep();
		vault.clock.jump(30 * dayMs);
		await vault.kms.sweep();
		expect(await keyIds()).toEqual([KeyId]);
		vault.clock.jump(-window - 30 * dayMs);
		const next = await restart();
		expect(await describeKey(next)).toMatchObject({ KeyState: 'PENDING_DELETION', Frozen: true });
		next.clock.advance(2 * hourMs);
		await next.kms.sweep();
		expect(await keyIds(next)).toEqual([KeyId]);
	});

	test('is not seen twice by two tabs that are open at the same time', async () => {
		const other = await restart();
		vault.clock.jump(window);
		await vault.kms.sweep();
		await other.kms.sweep();
		await other.kms.sweep();
		expect(await keyIds(other)).toEqual([KeyId]);
	});

	test('that was seen in a future that was none counts for nothing once the clock is accepted', async () => {
		vault.clock.jump(window);
		await vault.kms.sweep();
		vault.clock.jump(-window);

		await vault.handle('AcceptClock', { Passphrase: passphraseBytes(passphrase) });
		vault.clock.jump(window);
		const next = await restart();
		expect(await keyIds(next)).toEqual([KeyId]);
	});
});
