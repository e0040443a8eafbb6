import { randomBytes } from '#lib/crypto/random.ts';
import type { Request } from '#lib/service/api.ts';
import { cheapPassphrase } from '../support/vault.ts';
import { create, openEngine, unlock, type Engine } from './engine.ts';
import { commonWord, keysInWords, sizes, someAlias, vaultOf } from './large-vault.ts';
import { breakdown, inRounds, ratio, timed, type Report, type Sample } from './samples.ts';

const calls = 4;
const plaintext = randomBytes(4096);
const largeVault = vaultOf(sizes.many);
const keyCount = sizes.many;
const manyKeys = keysInWords(keyCount);

/** The list of 10,000 keys, and whether what has nothing to do with the others gets slower for them. */
export async function largeSuite(): Promise<Report> {
	const small = openEngine('bench-small', { passphraseCost: cheapPassphrase });
	await create(small);
	await small.handle('CreateKey', { AliasName: someAlias });
	const large = openEngine(largeVault);
	const otherTab = openEngine(largeVault);
	await unlock(large);
	await unlock(otherTab);
	const { NextMarker } = await large.handle('ListKeys', {});
	if (NextMarker === null) throw new Error('there is no next page');
	const objects = plainObjects();

	const samples = await inRounds(
		{
			readAndSort: () => timed(calls, () => readAndSort(objects)),
			afterAChange: () => listAfterAChange(large),
			firstPage: () => list(large, {}),
			nextPage: () => list(large, { Marker: NextMarker }),
			search: () => list(large, { Search: commonWord }),
			filter: () => list(large, { KeyState: 'PENDING_IMPORT' }),
			encrypt: () => encrypt(large),
			encryptInSmall: () => encrypt(small)
		},
		{ rounds: 11, budgetMs: 12_000 }
	);
	// seconds each
	const slow = await inRounds(
		{
			encrypt: () => encrypt(large),
			encryptAfterOtherTab: () => encryptAfterOtherTab(large, otherTab),
			activity: () => large.store.timed(1, () => large.handle('ListActivity', {})),
			readAll: () => readAll(large)
		},
		{ rounds: 5, budgetMs: 20_000, warmUp: false }
	);

	const toSort = 'copy + sort 10,000 objects';
	const inLarge = `Encrypt, vault of ${manyKeys}`;
	return {
		ratios: [
			ratio('ListKeys, first page', samples.firstPage, toSort, samples.readAndSort),
			ratio(
				'ListKeys, first page after a change',
				samples.afterAChange,
				toSort,
				samples.readAndSort
			),
			ratio('ListKeys, next page', samples.nextPage, toSort, samples.readAndSort),
			ratio(`ListKeys, search "${commonWord}"`, samples.search, toSort, samples.readAndSort),
			ratio('ListKeys, PENDING_IMPORT only', samples.filter, toSort, samples.readAndSort),
			ratio(inLarge, samples.encrypt, 'Encrypt, vault of 1 key', samples.encryptInSmall),
			ratio(
				`${inLarge}, after a change in another tab`,
				slow.encryptAfterOtherTab,
				inLarge,
				slow.encrypt
			),
			ratio('ListActivity, first page', slow.activity, 'reading all', slow.readAll)
		],
		breakdowns: [
			breakdown('ListKeys, first page', samples.firstPage),
			breakdown('ListKeys, first page after a change', samples.afterAChange),
			breakdown('ListKeys, next page', samples.nextPage),
			breakdown(`ListKeys, search "${commonWord}"`, samples.search),
			breakdown('ListKeys, PENDING_IMPORT only', samples.filter),
			breakdown(inLarge, samples.encrypt),
			breakdown(`${inLarge}, after a change in another tab`, slow.encryptAfterOtherTab),
			breakdown('ListActivity, first page', slow.activity)
		]
	};
}

interface PlainObject {
	id: string;
	name: string;
	state: number;
}

function plainObjects(): PlainObject[] {
	return Array.from({ length: keyCount }, (_, index) => ({
		id: crypto.randomUUID(),
		// a stride without a common divisor puts them in disorder
		name: `key-${String((index * 7919) % keyCount).padStart(5, '0')}`,
		state: index % 4
	}));
}

/** In the order of the key list, which is a dictionary's. */
function readAndSort(objects: readonly PlainObject[]): PlainObject[] {
	const { compare } = new Intl.Collator(undefined, { numeric: true });
	return objects
		.map(({ id, name, state }) => ({ id, name, state }))
		.sort((a, b) => compare(a.name, b.name));
}

/** With the keys in order already, as they are until a name or a key changes. */
async function list({ handle, store }: Engine, request: Request<'ListKeys'>): Promise<Sample> {
	await handle('ListKeys', {});
	return store.timed(calls, () => handle('ListKeys', request));
}

async function listAfterAChange({ handle, store }: Engine): Promise<Sample> {
	await handle('UpdateKeyDescription', { KeyId: someAlias, Description: 'Changed' });
	return store.timed(1, () => handle('ListKeys', {}));
}

function encrypt({ handle, store }: Engine): Promise<Sample> {
	return store.timed(calls, () => handle('Encrypt', { KeyId: someAlias, Plaintext: plaintext }));
}

async function encryptAfterOtherTab({ handle, store }: Engine, otherTab: Engine): Promise<Sample> {
	await otherTab.handle('UpdateVault', { VaultName: 'Changed' });
	return store.timed(1, () => handle('Encrypt', { KeyId: someAlias, Plaintext: plaintext }));
}

async function readAll({ store }: Engine): Promise<Sample> {
	return timed(1, () => store.readSnapshot());
}
