import type { Page } from '@playwright/test';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import { enterPassphrase, expectHeading } from '../support/app.ts';
import {
	argumentsFor,
	backendOf,
	killable,
	startKillable,
	type KillableChromium
} from '../support/killable-chromium.ts';
import { openOutside } from '../support/outside.ts';
import { expect, test } from '../support/page-guard.ts';
import {
	ChangePlan,
	type ExpectedKey,
	type ExpectedVault,
	type PlannedChange
} from '../support/random-changes.ts';
import { heldErasables } from '../support/at-rest.ts';
import { makeVault, placeVault, readVault } from '../support/ready-vault.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { rounds, seed } from '../support/soak.ts';
import { reachVaultWorker } from '../support/vault-worker.ts';

// The browser is killed, all of its processes at once, in the middle of changes, again and again on one profile. What
// the page was told is made must be there afterwards; what it was not told is there as a whole, or not at all.

const backends = [
	{ backend: 'LevelDB', kills: rounds(4, 50) },
	{ backend: 'SQLite', kills: rounds(2, 50) }
] as const;
/** A round begins with parameters for this many imports. After fewer further changes than this… */
const importsPerRound = 2;
const mostChangesBeforeKill = 8;
/** …the kill comes at any moment of this time. */
const longestDelayMs = 150;
/** Far more than are made in that time. */
const changesPerRound = 200;

/** What is known of the vault outside the browser. */
interface Journal {
	/** before the changes */
	vault: ExpectedVault;
	/** entries in the log then */
	entries: number;
	/** of the last round; each is one more entry */
	changes: readonly PlannedChange[];
	/** how many of them, in their order, the page was told are made */
	acknowledged: number;
	/** by key id: what it has encrypted, and must be able to decrypt ever after */
	ciphertexts: Map<string, Bytes>;
}

test.describe('a browser killed at any moment keeps each change that it acknowledged, and none by half', () => {
	for (const { backend, kills } of backends)
		test(`with IndexedDB in ${backend}`, async ({ playwright, baseURL }, testInfo) => {
			if (baseURL === undefined) throw new Error('nothing is served');
			test.setTimeout((1 + kills) * 60_000);
			const random = seededRandom(seed);

			const profile = testInfo.outputPath('profile');
			const context = await playwright.chromium.launchPersistentContext(profile, {
				...killable,
				args: argumentsFor(backend),
				baseURL
			});
			await placeVault(context.pages()[0] ?? (await context.newPage()), await makeVault());
			expect(backendOf(profile)).toBe(backend);
			await context.close();

			const journal: Journal = {
				vault: [],
				entries: 1,
				changes: [],
				acknowledged: 0,
				ciphertexts: new Map()
			};
			const cutOff = new Map<Operation, number>();
			let madeUnheard = 0;
			for (let round = 0; round <= kills; round++) {
				const browser = await startKillable(profile, backend);
				try {
					const page = await openAirlock(browser, baseURL);
					const made = await settle(page, journal);
					const unheard = journal.changes[journal.acknowledged];
					if (unheard) cutOff.set(unheard.operation, (cutOff.get(unheard.operation) ?? 0) + 1);
					if (made > journal.acknowledged) madeUnheard += 1;
					await useKeys(page, journal);
					if (round < kills) await changeUntilKilled(page, browser, journal, random);
				} finally {
					await browser.kill();
				}
			}

			const cuts = [...cutOff.values()].reduce((sum, count) => sum + count, 0);
			console.log(
				`${backend}: ${kills} kills, ${cuts} before a change was acknowledged: ${madeUnheard} of these were made whole, ` +
					`${cuts - madeUnheard} not at all.`,
				Object.fromEntries(cutOff)
			);
		});
});

async function openAirlock({ browser }: KillableChromium, baseURL: string): Promise<Page> {
	const [context] = browser.contexts();
	if (!context) throw new Error('the browser has no profile');
	await reachVaultWorker(context);
	const page = context.pages()[0] ?? (await context.newPage());
	await page.goto(`${baseURL}/#/activity`);
	await expectHeading(page, 'Unlock the vault'); // it is still there
	await enterPassphrase(page);
	return page;
}

/**
 * Finds out how many changes of the last round were made, and takes them as the start of the next one. The vault must
 * be exactly what it is after them.
 */
async function settle(page: Page, journal: Journal): Promise<number> {
	await expect(page.getByText(/ entr(y|ies)\. The chain is whole\.$/)).toBeVisible();
	const { damage, entries, keys } = await page.evaluate(describeVault);
	const erasables = heldErasables(await readVault(page)).length;
	const made = entries - journal.entries - 1; // the last one is that it was unlocked
	expect(damage).toEqual([]);
	expect(made).toBeGreaterThanOrEqual(journal.acknowledged);
	expect(made).toBeLessThanOrEqual(journal.changes.length);
	journal.vault = journal.changes[made - 1]?.after ?? journal.vault;
	expect(keys).toEqual(journal.vault.map(asSeen).sort(byName));
	expect(erasables).toBe(journal.vault.reduce((sum, key) => sum + erasablesOf(key), 0));
	return made;
}

const asSeen = ({ name, description, state, step }: ExpectedKey) => ({
	name,
	description,
	state,
	step
});

const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);

/** Key material, and the private key of its import parameters. */
const erasablesOf = ({ hasMaterial, step }: ExpectedKey) =>
	Number(hasMaterial) + Number(step === 'ENCRYPT' || step === 'FILES');

/** Runs in the page. */
async function describeVault() {
	const { Damage } = await window.askVault('DescribeVault', {});
	const { Keys } = await window.askVault('ListKeys', { Limit: 1000 });
	const { Total } = await window.askVault('ListActivity', { Limit: 1 });
	const keys = Keys.map(async ({ KeyId, Aliases, Description, KeyState, Origin }) => ({
		name: Aliases.join(),
		description: Description,
		state: KeyState,
		step:
			Origin === 'EXTERNAL' ? (await window.askVault('GetImportProgress', { KeyId })).Step : null
	}));
	return {
		damage: Damage,
		entries: Total,
		keys: (await Promise.all(keys)).sort((a, b) => (a.name < b.name ? -1 : 1))
	};
}

/** Each key that is enabled encrypts, and decrypts what it has encrypted before all this. */
async function useKeys(page: Page, journal: Journal): Promise<void> {
	const { uses, entries } = await page.evaluate(
		async ({ earlier, plaintext }) => {
			const { Keys } = await window.askVault('ListKeys', { Limit: 1000, KeyState: 'ENABLED' });
			const uses = [];
			for (const { KeyId, Aliases } of Keys) {
				const { CiphertextBlob } = await window.askVault('Encrypt', {
					KeyId,
					Plaintext: new TextEncoder().encode(plaintext)
				});
				const { Plaintext } = await window.askVault('Decrypt', {
					CiphertextBlob: earlier[KeyId] ?? CiphertextBlob
				});
				uses.push({
					keyId: KeyId,
					name: Aliases.join(),
					ciphertext: CiphertextBlob,
					decrypted: new TextDecoder().decode(Plaintext)
				});
			}
			const { Total } = await window.askVault('ListActivity', { Limit: 1 });
			return { uses, entries: Total };
		},
		{ earlier: Object.fromEntries(journal.ciphertexts), plaintext }
	);
	for (const { keyId, name, ciphertext, decrypted } of uses) {
		expect(decrypted).toBe(plaintext);
		const material = journal.vault.find((key) => key.name === name)?.material;
		if (material) {
			expect(openOutside(material, Buffer.from(ciphertext)).toString()).toBe(plaintext);
		}
		if (!journal.ciphertexts.has(keyId)) journal.ciphertexts.set(keyId, ciphertext);
	}
	journal.entries = entries;
}

const plaintext = 'encrypted before the browser was killed';

async function changeUntilKilled(
	page: Page,
	browser: KillableChromium,
	journal: Journal,
	random: () => number
): Promise<void> {
	const plan = new ChangePlan(journal.vault, random);
	for (let i = 0; i < importsPerRound; i++) plan.startImport();
	const prepared = plan.changes.length;
	for (let i = 0; i < changesPerRound; i++) plan.addAny();
	const changesBeforeKill = prepared + Math.floor(random() * mostChangesBeforeKill);
	const delayMs = random() * longestDelayMs;
	journal.changes = plan.changes;
	journal.acknowledged = 0;

	await page.exposeFunction('acknowledge', (made: number) => {
		journal.acknowledged = made;
		if (made === changesBeforeKill) setTimeout(() => void browser.kill(), delayMs);
	});
	const refusal = await page
		.evaluate(
			makeChanges,
			plan.changes.map(({ operation, request }) => ({ operation, request }))
		)
		.catch(() => undefined); // it was killed
	expect(refusal).toBeUndefined();
	// There was always something left to do when it came.
	expect(journal.acknowledged).toBeLessThan(plan.changes.length);
}

/** Runs in the page: makes the changes one by one. */
async function makeChanges(
	changes: { operation: Operation; request: object }[]
): Promise<string | undefined> {
	const { acknowledge } = window as unknown as { acknowledge: (made: number) => void };
	const filesOf = async (request: object) => {
		const { KeyId } = request as { KeyId: string };
		const { EncryptedKey, ImportToken } = await window.askVault('GetImportProgress', { KeyId });
		return { EncryptedKeyMaterial: EncryptedKey?.Bytes, ImportToken: ImportToken?.Bytes };
	};
	/** They take no alias: it may have moved. */
	const byKeyId = ['DeleteImportedKeyMaterial', 'ScheduleKeyDeletion', 'CancelKeyDeletion'];
	const keyIdOf = async (request: object) => {
		const { KeyId } = request as { KeyId: string };
		return { KeyId: (await window.askVault('DescribeKey', { KeyId })).KeyMetadata.KeyId };
	};
	for (const [index, { operation, request }] of changes.entries()) {
		const keyId = byKeyId.includes(operation) ? await keyIdOf(request) : {};
		const files = operation === 'ImportKeyMaterial' ? await filesOf(request) : {};
		try {
			await window.askVault(operation, { ...request, ...keyId, ...files });
		} catch (error) {
			return `${operation}: ${String(error)}`;
		}
		acknowledge(index + 1);
	}
	return undefined;
}
