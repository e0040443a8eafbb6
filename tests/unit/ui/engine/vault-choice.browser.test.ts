import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mostVaults, vaultDatabase, vaultNumbers } from '#lib/service/engine/vault-number.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { longestLabel, lookAhead, VaultChoice } from '#lib/ui/engine/vault-choice.svelte.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { cheapPassphrase, passphraseAgain, TestClock } from '../../../support/vault.ts';

// Which vault a tab is about, in a browser with real databases and files.

const databases: string[] = vaultNumbers.map(vaultDatabase);

/** @returns the id of the new vault under a number */
async function makeVaultHere(number: number): Promise<string> {
	const store = openIndexedDbStore(vaultDatabase(number));
	const kms = createKms({ store, clock: new TestClock(), passphraseCost: cheapPassphrase });
	const request = { VaultName: 'Here', Passphrase: passphraseAgain() };
	const { VaultId } = await kms.handle('CreateVault', request);
	store.close();
	return VaultId;
}

async function deleteDatabase(name: string): Promise<void> {
	const deleting = indexedDB.deleteDatabase(name);
	await new Promise((resolve) => (deleting.onsuccess = resolve));
}

/** What a mirror leaves when its database is lost. */
async function leaveMirror(number: number): Promise<void> {
	const folder = await navigator.storage.getDirectory();
	const file = await folder.getFileHandle(`${vaultDatabase(number)}.a`, { create: true });
	const writing = await file.createWritable();
	await writing.write('a mirror');
	await writing.close();
}

async function clear(): Promise<void> {
	vi.restoreAllMocks();
	localStorage.clear();
	sessionStorage.clear();
	const folder = await navigator.storage.getDirectory();
	for (const name of databases) {
		await deleteDatabase(name);
		await folder.removeEntry(`${name}.a`).catch(() => undefined);
	}
}
beforeEach(clear);
afterEach(clear);

/** A page that starts. */
async function start() {
	const turns: boolean[] = [];
	const choice = new VaultChoice((exists) => turns.push(exists));
	return { choice, isHere: await choice.begin(), turns };
}

const numbersOf = ({ all }: VaultChoice) =>
	all.map(({ number, isLost }) => (isLost ? `${number} lost` : number));

describe('a start', () => {
	test('takes the look that was begun before it, once', async () => {
		await Promise.all([1, 2].map(makeVaultHere));
		// The first look sees a browser that has only the first vault yet.
		vi.spyOn(indexedDB, 'databases').mockResolvedValueOnce([
			{ name: vaultDatabase(1), version: 1 }
		]);
		lookAhead();
		const { choice } = await start();
		expect(numbersOf(choice)).toEqual([1]);
		await choice.look();
		expect(numbersOf(choice)).toEqual([1, 2]);
	});

	test('in an empty browser is about the first vault, which is not there', async () => {
		const { choice, isHere } = await start();
		expect([isHere, choice.number, choice.free, choice.other]).toEqual([false, 1, 1, undefined]);
		expect(choice.all).toEqual([]);
	});

	test('goes on with the vault of this tab, and in a new tab with the one that was opened last', async () => {
		await Promise.all([1, 2, 3].map(makeVaultHere));
		const before = await start();
		expect(before.choice.number).toBe(1);
		before.choice.choose(3);
		await before.choice.opened();
		before.choice.choose(2);
		expect(before.turns).toEqual([true, true]);
		expect((await start()).choice.number).toBe(2);
		sessionStorage.clear();
		const { choice, isHere } = await start();
		expect([choice.number, isHere]).toEqual([3, true]);
	});

	test('is about another vault where the one that was opened last was deleted', async () => {
		await Promise.all([1, 2].map(makeVaultHere));
		const before = await start();
		before.choice.choose(2);
		await before.choice.opened();
		before.choice.forget();
		await deleteDatabase(vaultDatabase(2));
		const { choice, isHere, turns } = await start();
		expect([choice.number, isHere]).toEqual([1, true]);
		expect(numbersOf(choice)).toEqual([1]);
		// What the page knows of the vault before, as why it was locked, isn't said of this one.
		expect(turns).toEqual([true]);
	});

	test('goes on with the vault that was opened in this tab, though another tab has opened another since', async () => {
		await Promise.all([1, 2].map(makeVaultHere));
		await (await start()).choice.opened();
		localStorage.setItem('airlock-last-vault', '2');
		const { choice, turns } = await start();
		expect([choice.number, turns]).toEqual([1, []]);
	});

	test('calls no vault lost, and no number free, while the browser doesn’t tell what it has', async () => {
		await makeVaultHere(1);
		localStorage.setItem('airlock-vault', '1,2');
		const telling = vi.spyOn(indexedDB, 'databases').mockRejectedValue(new DOMException('test'));
		const { choice, isHere, turns } = await start();
		expect([isHere, choice.free, choice.unknown]).toEqual([true, undefined, 2]);
		expect(numbersOf(choice)).toEqual([1, 2]);
		choice.choose(2);
		expect(turns).toEqual([true]);
		telling.mockRestore();
		await choice.look();
		expect([choice.free, choice.unknown]).toEqual([3, undefined]);
		expect(numbersOf(choice)).toEqual([1, '2 lost']);
	});

	test('stays with a vault that is lost, until the user has heard of it; the others can be chosen', async () => {
		await Promise.all([1, 2].map(makeVaultHere));
		const before = await start();
		before.choice.choose(2);
		await before.choice.opened();
		await deleteDatabase(vaultDatabase(2));
		const { choice, isHere } = await start();
		expect([choice.number, isHere, choice.wasKept(2), choice.other]).toEqual([2, false, true, 1]);
		expect(numbersOf(choice)).toEqual([1, '2 lost']);
		choice.forget();
		expect((await start()).choice.number).toBe(1);
	});

	test.each([
		['', false],
		['1', true],
		['2', false],
		['1,2', false]
	])('knows whether it is the only one that this browser has kept: %s', async (kept, isOnly) => {
		localStorage.setItem('airlock-vault', kept);
		expect(new VaultChoice(() => undefined).isOnlyOneKept).toBe(isOnly);
	});

	test('knows a browser that kept one vault before there could be several', async () => {
		localStorage.setItem('airlock-vault', '1');
		const { choice } = await start();
		expect(choice.wasKept(1)).toBe(true);
		expect(numbersOf(choice)).toEqual(['1 lost']);
	});

	test.each(['', '0', '17', '-1', '2.5', 'x', '{}'])(
		'takes no number that there can’t be: %s',
		async (written) => {
			sessionStorage.setItem('airlock-vault-number', written);
			localStorage.setItem('airlock-last-vault', written);
			localStorage.setItem('airlock-vault', written);
			const { choice } = await start();
			expect([choice.number, choice.all]).toEqual([1, []]);
		}
	);
});

describe('a number is free', () => {
	test('only where there is no vault, no mirror of one, and none that is lost', async () => {
		await makeVaultHere(1);
		await leaveMirror(2);
		localStorage.setItem('airlock-vault', '1,3');
		const { choice } = await start();
		expect(numbersOf(choice)).toEqual([1, 2, '3 lost']);
		expect([choice.free, choice.unknown]).toEqual([4, 2]);
		choice.choose(2);
		expect(choice.unknown).toBeUndefined();
	});

	test('until there are as many vaults as there may be', async () => {
		localStorage.setItem('airlock-vault', vaultNumbers.join());
		const { choice } = await start();
		expect(choice.all).toHaveLength(mostVaults);
		expect([choice.free, choice.isOneLost]).toEqual([undefined, true]);
	});
});

describe('a label', () => {
	test('is the vault’s, wherever it lies, until it is taken off', async () => {
		const vaultId = await makeVaultHere(2);
		const { choice } = await start();
		choice.setLabel(vaultId, 'Books');
		expect(choice.all).toEqual([{ number: 2, vaultId, label: 'Books', isLost: false }]);
		await deleteDatabase(vaultDatabase(2));
		await makeVaultHere(2);
		await choice.look();
		expect(choice.all.map(({ label }) => label)).toEqual([undefined]);
		choice.setLabel(vaultId, '');
		expect(localStorage.getItem('airlock-vault-labels')).toBe('{}');
	});

	test('is kept for as many vaults as there may be', async () => {
		const { choice } = await start();
		for (let index = 0; index <= mostVaults; index++) choice.setLabel(`vault ${index}`, 'a label');
		expect(choice.labelOf('vault 0')).toBeUndefined();
		expect(choice.labelOf(`vault ${mostVaults}`)).toBe('a label');
	});

	test.each([
		['no JSON', '{'],
		['nothing', 'null'],
		['a number', '{"id":7}'],
		['one that is too long', JSON.stringify({ id: 'x'.repeat(longestLabel + 1) })]
	])('that a hand has written counts for nothing: %s', async (_, written) => {
		localStorage.setItem('airlock-vault-labels', written);
		const { choice } = await start();
		expect(choice.labelOf('id')).toBeUndefined();
	});
});
