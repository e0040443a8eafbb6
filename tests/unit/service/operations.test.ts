import { logAtRest } from '../../support/at-rest.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { operationFacts, type Operation } from '#lib/domain/vault/operation.ts';
import { operations } from '#lib/service/operations.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { makeSampleVault, type SampleVault } from '../../support/sample-vault.ts';
import { newVault, openTab, unlock, type TestVault } from '../../support/vault.ts';
import { validRequests } from '../../support/valid-requests.ts';
import { reuseWrappingKeyPairs } from '../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

let sample: SampleVault;
beforeAll(async () => {
	sample = await makeSampleVault();
});

/** @returns the operations of the entries that a tab has added to the log of the sample, oldest first */
async function entriesOf(tab: TestVault): Promise<string[]> {
	const { store, handle } = tab;
	const { Unlocked } = await handle('GetVaultStatus', {});
	if (!Unlocked) await unlock(tab);
	const { Entries } = await handle('ListActivity', { Limit: 1000 });
	const before = logAtRest(await sample.vault.store.readSnapshot()).length;
	expect(logAtRest(await store.readSnapshot()).length).toBe(Entries.length);
	return Entries.filter(({ number }) => number > before)
		.map(({ operation }) => operation)
		.toReversed();
}

test('every operation has its facts, and all facts have an operation', () => {
	expect(Object.keys(operations).toSorted()).toEqual(Object.keys(operationFacts).toSorted());
});

// They are told of below, in encrypt-file.test.ts and in delete-vault.test.ts: what they do is done before, instead of or
// after what the others do, and the last two take the log along.
const apart = ['CreateVault', 'UnlockVault', 'FinishFile', 'DeleteVault', 'RemoveVault'];

describe.each(
	(Object.keys(operations) as Operation[]).filter((operation) => !apart.includes(operation))
)('%s', (operation) => {
	const isLogged = operationFacts[operation].log !== null;
	test(isLogged ? 'is in the log once it is done' : 'is not in the log', async () => {
		const tab = openTab(
			createMemoryStore(await sample.vault.store.readSnapshot()),
			sample.vault.clock
		);
		await unlock(tab);
		await tab.handle(operation, validRequests(sample)[operation].at(-1) as never);
		const its = (await entriesOf(tab)).filter((entry) => entry !== 'UnlockVault');
		expect(new Set(its)).toEqual(new Set(isLogged ? [operation] : []));
	});
});

test('making a vault and unlocking it are in its log', async () => {
	const vault = await newVault();
	await vault.handle('LockVault', {});
	await unlock(vault);
	const { Entries } = await vault.handle('ListActivity', {});
	expect(Entries.map(({ operation }) => operation)).toEqual(['UnlockVault', 'CreateVault']);
});
