import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { BrowserContext, Page } from '@playwright/test';
import { createVault, importKey, lock, unlock, visit } from '../support/app.ts';
import { chromium } from '../support/chromium.ts';
import { expect, test, watch } from '../support/page-guard.ts';
import { searchProfile } from '../support/profile-search.ts';

// SECURITY.md: whoever copies the browser's profile finds nothing but what is sealed.

const random = () => randomBytes(16).toString('hex');

type Markers = Record<'title' | 'field' | 'local' | 'session' | 'database', string>;

/** A tab beside Airlock in the same profile; it comes first, since Airlock's service worker lets nothing else in. */
async function openCarelessTab(context: BrowserContext, markers: Markers): Promise<Page> {
	await context.route('**/careless', (route) =>
		route.fulfill({
			contentType: 'text/html',
			body: `<title>${markers.title}</title><textarea aria-label="Notes"></textarea>`
		})
	);
	const tab = await context.newPage();
	await tab.goto('/careless');
	return tab;
}

/** Keeps the markers wherever a careless app could. */
async function beCareless(tab: Page, markers: Markers): Promise<void> {
	await tab.bringToFront();
	await tab.getByLabel('Notes').pressSequentially(markers.field);
	await tab.evaluate(async ({ local, session, database }) => {
		localStorage.setItem('marker', local);
		sessionStorage.setItem('marker', session);
		const opening = indexedDB.open('careless', 1);
		opening.onupgradeneeded = () => opening.result.createObjectStore('markers');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const writing = opening.result.transaction('markers', 'readwrite', { durability: 'strict' });
		const store = writing.objectStore('markers');
		store.put(new TextEncoder().encode(database), 'bytes');
		await new Promise((resolve) => (writing.oncomplete = resolve));
		opening.result.close();
	}, markers);
}

async function useKey(page: Page, name: string, plaintext: string): Promise<void> {
	await visit(page, '#/crypto/encrypt');
	await page.getByLabel('Key', { exact: true }).selectOption({ label: name });
	await page.getByLabel('Text to encrypt').fill(plaintext);
	await page.getByLabel('Encryption context (optional)').fill(`purpose=${name}`);
	await page.getByRole('button', { name: 'Encrypt', exact: true }).click();
	await expect(page.getByText(`Encrypted with ${name}`)).toBeVisible();
	const blob = await page.getByRole('main').locator('code').innerText();

	await visit(page, '#/crypto/decrypt');
	await page.getByLabel('Encrypted text, in Base64 or hex').fill(blob);
	await page.getByLabel('Encryption context (optional)').fill(`purpose=${name}`);
	await page.getByRole('button', { name: 'Decrypt', exact: true }).click();
	await expect(page.getByText(plaintext)).toBeVisible();
}

test('nothing secret is in any file of the browser profile, while what a careless page keeps is found', async ({
	playwright,
	baseURL
}, testInfo) => {
	if (baseURL === undefined) throw new Error('nothing is served');
	test.slow(); // the browser writes its session down when it pleases
	const profile = testInfo.outputPath('profile');
	const material = { typed: randomBytes(32), file: randomBytes(32) };
	const secrets = {
		passphrase: `passphrase ${random()}`,
		'vault name': `vault ${random()}`,
		'key name': `name ${random()}`,
		'other key name': `other ${random()}`,
		description: `description ${random()}`,
		'pasted key material': material.typed,
		'key material from a file': material.file,
		plaintext: `plaintext ${random()}`
	};
	const markers = {
		title: random(),
		field: random(),
		local: random(),
		session: random(),
		database: random()
	};
	const file = testInfo.outputPath('KeyMaterial.bin');
	await writeFile(file, material.file);

	const context = await playwright.chromium.launchPersistentContext(profile, {
		...chromium,
		baseURL,
		locale: 'en-US'
	});
	const problems = await watch(context, new URL(baseURL).origin);
	const page = context.pages()[0] ?? (await context.newPage());
	const carelessTab = await openCarelessTab(context, markers);
	await page.bringToFront(); // a page behind another draws once a second, and each press waits for that
	await createVault(page, { name: secrets['vault name'], passphrase: secrets.passphrase });
	const { description } = secrets;
	await importKey(page, {
		name: secrets['key name'],
		description,
		material: material.typed,
		wrappingKeySpec: 'RSA_2048'
	});
	await importKey(page, {
		name: secrets['other key name'],
		description,
		material: { file },
		wrappingKeySpec: 'RSA_2048'
	});
	await visit(page, '#/keys');
	await page.getByRole('searchbox', { name: 'Search' }).fill(secrets['key name']);
	await expect(page.getByText('1 of 2 keys match.')).toBeVisible();
	await useKey(page, secrets['key name'], secrets.plaintext);
	await lock(page);
	await unlock(page, secrets.passphrase);

	await beCareless(carelessTab, markers);
	// What was typed last is written down: so is what was typed before.
	await expect
		.poll(() => searchProfile(profile, { field: markers.field }), { timeout: 60_000 })
		.not.toEqual([]);
	expect(await searchProfile(profile, secrets)).toEqual([]);

	await lock(page);
	await context.close();
	expect(await searchProfile(profile, secrets)).toEqual([]);
	for (const [what, marker] of Object.entries(markers))
		expect(await searchProfile(profile, { [what]: marker }), what).not.toEqual([]);
	expect(problems).toEqual([]);
});
