import type { Page } from '@playwright/test';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { dayMs } from '#lib/domain/time.ts';
import { expectHeading, passphrase } from '../support/app.ts';
import { expect, test } from '../support/page-guard.ts';
import { watchHashWorkers } from '../support/hash-worker.ts';
import { makeVault, openReadyVault, readVault } from '../support/ready-vault.ts';
import { reachVaultWorker } from '../support/vault-worker.ts';

const cheapest = { memoryKiB: 8, passes: 1, lanes: 1 };

/** What would move the clock, cheapen a passphrase or make keys, if the worker of a real vault listened to it. */
const hooks: unknown[] = [
	{ clockOffsetMs: 31 * dayMs },
	{ start: { clockOffsetMs: 31 * dayMs, passphraseCost: cheapest } },
	{ start: {} },
	{ start: null },
	{ start: { practice: true, name: 'practice' }, clockOffsetMs: 31 * dayMs },
	{ sweep: true, clockOffsetMs: 31 * dayMs },
	{ activity: true, clockOffsetMs: 31 * dayMs, passphraseCost: cheapest },
	{ name: 'practice' },
	{ id: 1e9, practice: 'Prepare', request: { Scenario: 'import' } },
	{ passphraseCost: cheapest },
	{ clock: 31 * dayMs, now: Date.now() + 31 * dayMs },
	...[null, undefined, 0, 'clockOffsetMs', [], [{ clockOffsetMs: 31 * dayMs }], new Map()]
];

test('no message moves the clock of a real vault, deletes a key of it or cheapens its passphrase', async ({
	page
}) => {
	await reachVaultWorker(page.context());
	let KeyId = '';
	const vault = await makeVault(async (handle) => {
		const { KeyMetadata } = await handle('CreateKey', { Origin: 'AIRLOCK' });
		KeyId = KeyMetadata.KeyId;
		await handle('ScheduleKeyDeletion', {
			KeyId,
			PendingWindowInDays: 30,
			Passphrase: passphraseBytes(passphrase)
		});
	});
	await openReadyVault(page, vault);
	const before = await page.evaluate((id) => window.askVault('DescribeKey', { KeyId: id }), KeyId);

	await page.evaluate((all) => {
		for (const hook of all) window.postToVault(hook);
		for (let round = 0; round < 3; round++) window.postToVault({ sweep: true });
	}, hooks);

	// Two sweeps and more are behind what is asked after them: a date that was seen twice would have deleted the key.
	const changed = await page.evaluate(
		async ([id, words]) => {
			const asBytes = (text: string) => new TextEncoder().encode(text);
			await window.askVault('ChangePassphrase', {
				CurrentPassphrase: asBytes(words),
				NewPassphrase: asBytes('another passphrase than that')
			});
			return {
				key: await window.askVault('DescribeKey', { KeyId: id }),
				vault: await window.askVault('DescribeVault', {}),
				log: await window.askVault('ListActivity', { Limit: 1 }),
				keys: (await window.askVault('ListKeys', {})).Keys.length,
				now: Date.now()
			};
		},
		[KeyId, passphrase] as const
	);
	expect(changed.key).toEqual(before);
	expect(changed.key.KeyMetadata.KeyState).toBe('PENDING_DELETION');
	expect(changed.keys).toBe(1);
	expect(changed.vault.ClockTurnedBack).toBeNull();
	expect(changed.log.Entries[0]?.time).toBeLessThanOrEqual(changed.now);
	expect((await slotCosts(page)).map(({ memoryKiB }) => memoryKiB)).toEqual([64 * 1024]);
});

test('a practice worker opens no vault in IndexedDB', async ({ page }) => {
	await page.addInitScript(() => {
		window.Worker = new Proxy(Worker, {
			construct: (target, [url, options]: ConstructorParameters<typeof Worker>) =>
				new target(url, { ...options, name: 'practice' })
		});
	});
	await page.goto('/');
	await expectHeading(page, 'The vault can’t be reached');
});

test('a passphrase is hashed in a worker of its own, in which the policy holds too', async ({
	page,
	problems
}) => {
	await watchHashWorkers(page.context());
	await openReadyVault(page, await makeVault());
	expect(await page.evaluate(() => window.hashed)).toEqual([{ policyHolds: true }]);
	problems.splice(0); // the browser logged the refused `eval`, which the guard would refuse
});

/** The Argon2id parameters of the slots at rest. */
const slotCosts = async (page: Page) => (await readVault(page)).slots.map(({ kdf }) => kdf);
