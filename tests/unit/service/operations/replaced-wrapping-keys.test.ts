import { beforeEach, describe, expect, test } from 'vitest';
import { keptWrappingKeys } from '#lib/domain/key/cmk.ts';
import { dayMs, hourMs, minuteMs } from '#lib/domain/time.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { must } from '../../../support/must.ts';
import { alterErasables, erasablesOf, heldErasables } from '../../../support/at-rest.ts';
import { getParameters, importRequest, type Parameters } from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	fork,
	newKey,
	newVault,
	openTab,
	passphrase,
	someKeyMaterial,
	unlock,
	type TestVault,
	passphraseAgain
} from '../../../support/vault.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

let vault: TestVault;
let KeyId: string;
let first: Parameters;

/** due times of the sealed rows */
const rows = async ({ store }: TestVault) =>
	heldErasables(await store.readSnapshot())
		.map(({ notAfter }) => notAfter)
		.toSorted((a, b) => Number(a) - Number(b));
const damage = async (one: TestVault) => (await one.handle('DescribeVault', {})).Damage;

beforeEach(async () => {
	vault = await newVault();
	KeyId = await newKey(vault);
	first = await getParameters(vault, KeyId);
	vault.clock.advance(hourMs);
});

describe('the private key of a replaced set', () => {
	let second: Parameters;
	beforeEach(async () => {
		second = await getParameters(vault, KeyId);
	});

	test('stays, sealed, and is part of what verifies', async () => {
		expect(await rows(vault)).toEqual([first.ParametersValidTo, second.ParametersValidTo]);
		const later = openTab(vault.store, vault.clock);
		expect((await unlock(later)).Damage).toEqual([]);
		const { KeyMetadata } = await later.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.PastImportParameters).toEqual([
			{
				setId: first.ParameterSetId,
				issued: first.Issued,
				endedAt: second.Issued,
				ending: 'REPLACED'
			}
		]);
	});

	test('is missed when its row is gone before its time, and when it was altered', async () => {
		const snapshot = await vault.store.readSnapshot();
		if (!snapshot) throw new Error('there is no vault');
		const replaced = erasablesOf(snapshot).find(
			({ notAfter }) => notAfter === first.ParametersValidTo
		);
		const sealed = new Uint8Array(1300);
		for (const [altered, problem] of [
			[[], 'MISSING'],
			[[{ ...must(replaced), sealed }], 'ALTERED']
		] as const) {
			const changed = structuredClone(snapshot);
			alterErasables(changed, (all) =>
				all.flatMap((row) => (row.id === replaced?.id ? altered : [row]))
			);
			const opened = openTab(createMemoryStore(changed), vault.clock);
			expect((await unlock(opened)).Damage).toEqual([
				{ record: `erasables/${replaced?.id}`, problem }
			]);
		}
	});

	test('opens no import: the file of the older set is refused as before', async () => {
		await expectRefusal(
			vault,
			'ImportKeyMaterial',
			{ ...importRequest(first), ImportToken: second.ImportToken },
			{ code: 'InvalidCiphertext' }
		);
		await expectRefusal(vault, 'ImportKeyMaterial', importRequest(first), {
			code: 'InvalidImportToken',
			details: { reason: 'REPLACED' }
		});
	});

	test('is erased when its own 24 hours are over, which the log tells', async () => {
		vault.clock.set(first.ParametersValidTo - 1);
		expect(await vault.kms.sweep()).toEqual({ nextDeadline: first.ParametersValidTo });
		expect(await rows(vault)).toHaveLength(2);
		vault.clock.advance(1);
		expect(await vault.kms.sweep()).toEqual({ nextDeadline: second.ParametersValidTo });
		expect(await rows(vault)).toEqual([second.ParametersValidTo]);
		const { Entries } = await vault.handle('ListActivity', { KeyId, Limit: 1 });
		expect(Entries[0]).toMatchObject({
			operation: 'EraseReplacedWrappingKey',
			actor: 'CLOCK',
			detail: { setId: first.ParameterSetId }
		});
		expect(await damage(vault)).toEqual([]);
	});

	test('is erased by a sweep of the locked vault too', async () => {
		vault.kms.lock();
		vault.clock.set(first.ParametersValidTo);
		await vault.kms.sweep();
		const snapshot = await vault.store.readSnapshot();
		expect(heldErasables(snapshot)).toHaveLength(1);
		expect((await unlock(vault)).Damage).toEqual([]);
		await vault.kms.sweep();
		expect(await rows(vault)).toEqual([second.ParametersValidTo]);
	});

	test.each([
		[
			'a successful import',
			(one: TestVault) => one.handle('ImportKeyMaterial', importRequest(second)),
			1
		],
		['discarding the import', (one: TestVault) => one.handle('DiscardImport', { KeyId }), 0]
	])('goes with %s', async (_, end, left) => {
		await end(vault);
		expect(await rows(vault)).toHaveLength(left);
		const again = openTab(vault.store, vault.clock);
		expect((await unlock(again)).Damage).toEqual([]);
	});

	test('goes with the key', async () => {
		const { store, clock } = vault;
		await vault.handle('ScheduleKeyDeletion', {
			Passphrase: passphraseAgain(),
			KeyId,
			PendingWindowInDays: 7
		});
		const elsewhere = await fork(vault);
		expect(await rows(elsewhere)).toHaveLength(2);
		clock.advance(7 * dayMs);
		await vault.kms.sweep();
		clock.advance(2 * hourMs);
		await vault.kms.sweep();
		expect(heldErasables(await store.readSnapshot())).toEqual([]);
		expect(await damage(vault)).toEqual([]);
	});

	test('goes when a person accepts a time before it was issued', async () => {
		vault.clock.set(first.Issued - minuteMs);
		await vault.handle('AcceptClock', { Passphrase: passphraseBytes(passphrase) });
		expect(await rows(vault)).toEqual([]);
		expect(await damage(vault)).toEqual([]);
	});

	test('is in the vault file', async () => {
		const { File } = await vault.handle('SaveVaultFile', {});
		const copy = openTab(createMemoryStore(), vault.clock);
		await copy.handle('OpenVaultFile', { File, Passphrase: passphraseBytes(passphrase) });
		expect(await rows(copy)).toEqual(await rows(vault));
		expect(await damage(copy)).toEqual([]);
	});
});

test('a set that had run out when it was replaced leaves no private key', async () => {
	vault.clock.set(first.ParametersValidTo);
	const second = await getParameters(vault, KeyId);
	expect(await rows(vault)).toEqual([second.ParametersValidTo]);
});

test('the oldest goes when there are more than a few', async () => {
	const sets = [first];
	for (let set = 0; set <= keptWrappingKeys; set++) {
		vault.clock.advance(minuteMs);
		sets.push(await getParameters(vault, KeyId));
	}
	expect(await rows(vault)).toEqual(
		sets.slice(-keptWrappingKeys - 1).map(({ ParametersValidTo }) => ParametersValidTo)
	);
	await vault.handle(
		'ImportKeyMaterial',
		importRequest(sets.at(-1) as Parameters, someKeyMaterial())
	);
	expect(await rows(vault)).toEqual([null]);
	expect(await damage(vault)).toEqual([]);
});
