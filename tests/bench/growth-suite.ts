import { randomBytes } from '#lib/crypto/random.ts';
import { openEngine, unlock, type Engine } from './engine.ts';
import { keysInWords, someAlias, sizes, vaultOf } from './large-vault.ts';
import { breakdown, inRounds, ratio, type Report, type Sample } from './samples.ts';

const calls = 4;
const plaintext = randomBytes(4096);

/** What must not grow with the vault: 100,000 keys and log entries against 1,000. */
export async function growthSuite(): Promise<Report> {
	const few = openEngine(vaultOf(sizes.few));
	const most = openEngine(vaultOf(sizes.most));
	const otherTab = openEngine(vaultOf(sizes.most));
	for (const engine of [few, most, otherTab]) await unlock(engine);

	const samples = await inRounds(
		{
			pageInFew: () => pageAfterAChange(few),
			page: () => pageAfterAChange(most),
			activityInFew: () => firstOfActivity(few),
			activity: () => firstOfActivity(most),
			encryptInFew: () => encrypt(few),
			encrypt: () => encrypt(most),
			encryptAfterOtherTab: () => encryptAfterOtherTab(most, otherTab)
		},
		{ rounds: 21, budgetMs: 40_000 }
	);

	const inFew = (what: string) => `${what}, ${keysInWords(sizes.few)}`;
	const inMost = (what: string) => `${what}, ${keysInWords(sizes.most)}`;
	const page = 'ListKeys, first page after a change';
	const activity = 'ListActivity, first page';
	const afterOtherTab = `${inMost('Encrypt')}, after a change in another tab`;
	return {
		ratios: [
			ratio(inMost(page), samples.page, inFew(page), samples.pageInFew),
			ratio(inMost(activity), samples.activity, inFew(activity), samples.activityInFew),
			ratio(inMost('Encrypt'), samples.encrypt, inFew('Encrypt'), samples.encryptInFew),
			ratio(afterOtherTab, samples.encryptAfterOtherTab, inMost('Encrypt'), samples.encrypt)
		],
		breakdowns: [
			breakdown(inMost(page), samples.page),
			breakdown(inMost(activity), samples.activity),
			breakdown(inMost('Encrypt'), samples.encrypt),
			breakdown(afterOtherTab, samples.encryptAfterOtherTab)
		]
	};
}

/** A name that comes and goes moves its key in the list. */
async function pageAfterAChange({ handle, store }: Engine): Promise<Sample> {
	const AliasName = 'alias/moved';
	await handle('RenameAlias', { AliasName: someAlias, NewAliasName: AliasName });
	const sample = await store.timed(1, () => handle('ListKeys', {}));
	await handle('RenameAlias', { AliasName, NewAliasName: someAlias });
	return sample;
}

const firstOfActivity = ({ handle, store }: Engine): Promise<Sample> =>
	store.timed(calls, () => handle('ListActivity', {}));

const encrypt = ({ handle, store }: Engine): Promise<Sample> =>
	store.timed(calls, () => handle('Encrypt', { KeyId: someAlias, Plaintext: plaintext }));

async function encryptAfterOtherTab({ handle, store }: Engine, otherTab: Engine): Promise<Sample> {
	await otherTab.handle('UpdateVault', { VaultName: 'Changed' });
	return store.timed(1, () => handle('Encrypt', { KeyId: someAlias, Plaintext: plaintext }));
}
