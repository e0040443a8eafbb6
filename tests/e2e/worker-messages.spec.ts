import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { askByEveryName, startListener, type Listener } from '../support/listener.ts';
import { expect, test as guarded } from '../support/page-guard.ts';
import { ReleaseSite } from '../support/release-site.ts';

/**
 * The files of Airlock in a folder of a site, a page without any policy in that folder, another one outside of it, and
 * a server elsewhere that counts.
 */
interface Fixtures {
	host: ReleaseSite;
	elsewhere: Listener;
}

const test = guarded.extend<Fixtures>({
	host: async ({ playwright: _ }, use, testInfo) => {
		const host = await ReleaseSite.start(testInfo.outputPath('site'), 'airlock');
		const plainPage = '<title>a page</title><link rel="icon" href="data:,">';
		writeFileSync(join(host.folder, 'outside.html'), plainPage);
		writeFileSync(host.path('inside.html'), plainPage);
		await use(host);
		await host.switchOff();
	},
	site: ({ host }, use) => use(host.url),
	elsewhere: async ({ playwright: _ }, use) => {
		const listener = await startListener();
		await use(listener);
		listener.close();
	}
});

const emptyHash = createHash('sha256').update('').digest('hex');

/** Addresses that a file of a release could be given, and the host's own that no release has. */
function hostilePaths({ urls }: Listener): string[] {
	const elsewhere = urls.flatMap((url) => {
		const { host } = new URL(url);
		return [
			...[`${url}/secret`, `//${host}/secret`, `\\\\${host}\\secret`, `/\\${host}/secret`],
			...[`http:${host}/secret`, `%2f%2f${host}/secret`]
		];
	});
	return [
		...elsewhere,
		...['/secret', '../secret', 'a/../../secret', '..\\secret', './secret'],
		...['%2e%2e/secret', '..%2fsecret', 'secret?x=1', 'secret#x', ''],
		...['data:text/plain,secret', 'javascript:0', 'a/./secret', '.secret', 'se cret']
	];
}

function hostileMessages(elsewhere: Listener, ownWorker: string): unknown[] {
	const worker = 'service-worker.0123456789abcdef.js';
	const releases = hostilePaths(elsewhere).flatMap((path) => [
		{ worker, files: { [path]: emptyHash } },
		{ worker: path, files: { 'icon.svg': emptyHash } }
	]);
	return [
		...[null, undefined, 0, 'FETCH', true, [], ['FETCH'], {}, new Map([['type', 'CHECK']])],
		...[
			{ type: 1 },
			{ type: null },
			{ type: 'DELETE' },
			{ type: 'constructor' },
			{ type: ['CHECK'] }
		],
		...releases.map((release) => ({ type: 'FETCH', release })),
		...releases.map((release) => ({ type: 'FETCH', buildId: emptyHash, release })),
		...releases.map((release) => ({ type: 'CHECK', ...release })),
		...[ownWorker, worker].map((name) => ({ type: 'FETCH', release: { worker: name, files: {} } })),
		...hostilePaths(elsewhere).map((buildId) => ({ type: 'FETCH', buildId })),
		...hostilePaths(elsewhere).flatMap((id) => [
			{ type: 'HOLD_DOWNLOAD', id, name: 'secret' },
			{ type: 'KNOW_DOWNLOAD', id },
			{ type: 'LEAVE_DOWNLOAD', id }
		]),
		...[null, 1, [emptyHash], { toString: emptyHash }].map((buildId) => ({
			type: 'FETCH',
			buildId
		})),
		...[
			{ type: 'FETCH', buildId: emptyHash },
			{ type: 'CHECK', scope: `${elsewhere.urls[0]}/` }
		],
		...[
			{ type: 'FETCH', buildId: emptyHash },
			{ type: 'STATUS', files: elsewhere.urls.map((url) => `${url}/secret`) }
		]
	];
}

/** Posts messages to the service worker of Airlock, all at once. @returns the answers to those that get one */
function post(page: Page, messages: unknown[]): Promise<unknown[]> {
	return page.evaluate(async (all) => {
		const registration = await navigator.serviceWorker.getRegistration('/airlock/');
		const answers: unknown[] = [];
		const send = (message: unknown, hear: (answer: unknown) => void) => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = ({ data }) => hear(data);
			registration?.active?.postMessage(message, [port2]);
		};
		for (const message of all) send(message, (answer) => answers.push(answer));
		// A page of the folder gets this answer once the worker has looked through its whole copy.
		if (location.pathname.startsWith('/airlock/'))
			await new Promise((resolve) => send({ type: 'STATUS' }, resolve));
		return answers;
	}, messages);
}

/** @returns the answer to one request of a page in the folder */
function ask(page: Page, request: object): Promise<object> {
	return page.evaluate(async (message) => {
		const registration = await navigator.serviceWorker.getRegistration('/airlock/');
		const { port1, port2 } = new MessageChannel();
		return new Promise<object>((resolve) => {
			port1.onmessage = ({ data }) => resolve(data as object);
			registration?.active?.postMessage(message, [port2]);
		});
	}, request);
}

const offeredId = (host: ReleaseSite) =>
	createHash('sha256')
		.update(readFileSync(host.path('SHA256SUMS')))
		.digest('hex');

const caches = (page: Page) =>
	page.evaluate(async () => {
		const names = await globalThis.caches.keys();
		const sizes = names.map(
			async (name) => (await (await globalThis.caches.open(name)).keys()).length
		);
		return { names, sizes: await Promise.all(sizes) };
	});

/** Opens a page in the folder that the service worker serves, and waits until it does. */
async function openInside(page: Page, host: ReleaseSite): Promise<void> {
	await page.goto(`${host.url}/airlock/inside.html`);
	await page.evaluate(async (worker) => {
		await navigator.serviceWorker.register(worker);
		await navigator.serviceWorker.ready;
	}, host.worker);
	await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

test('a hostile message to the service worker changes nothing and sends nothing, from inside its folder and outside', async ({
	page,
	host,
	elsewhere,
	problems
}) => {
	await openInside(page, host);
	const outside = await page.context().newPage();
	await outside.goto(`${host.url}/outside.html`);
	// By each of its names a page could have reached it.
	await outside.evaluate(askByEveryName, elsewhere.urls);
	expect(elsewhere.requests.splice(0)).toEqual(elsewhere.urls.map(() => 'GET /control'));
	problems.length = 0;
	const before = { kept: await caches(page), requests: [...host.requests] };

	const messages = hostileMessages(elsewhere, host.worker);
	const fromOutside = await post(outside, [...messages, { type: 'CHECK' }, { type: 'STATUS' }]);
	const fromInside = await post(page, messages);

	expect(elsewhere.requests).toEqual([]);
	expect(host.requests).toEqual(before.requests);
	expect(await caches(page)).toEqual(before.kept);
	expect(fromOutside).toEqual([]);
	// Two of them have the shape of a request, and name a release that nobody has found.
	expect(fromInside).toEqual([{ failure: 'NOT_OFFERED' }, { failure: 'NOT_OFFERED' }]);
});

test('the service worker fetches what its own check has found, once, and never its own release', async ({
	page,
	host
}) => {
	await openInside(page, host);
	const kept = await caches(page);
	const notOffered = { failure: 'NOT_OFFERED' };
	expect(await ask(page, { type: 'CHECK' })).toEqual({ offered: null });
	expect(await ask(page, { type: 'FETCH', buildId: offeredId(host) })).toEqual(notOffered);
	expect(await caches(page)).toEqual(kept);

	const buildId = await host.release('9.9.9', []);
	const soFar = host.requests.length;
	expect(await ask(page, { type: 'FETCH', buildId })).toEqual(notOffered);
	expect(host.requests).toHaveLength(soFar);
	expect(await ask(page, { type: 'CHECK' })).toMatchObject({ offered: { buildId } });
	const fetching = () => ask(page, { type: 'FETCH', buildId });
	const [first, second] = await Promise.all([fetching(), fetching()]);
	const [fetched, refused] = 'fetched' in first ? [first, second] : [second, first];
	expect(fetched).toEqual({ fetched: expect.any(Number) });
	expect([refused, await fetching()]).toEqual([notOffered, notOffered]);
});

test('a release that names a file elsewhere is not one, and nothing of it is fetched', async ({
	page,
	host,
	elsewhere
}) => {
	await openInside(page, host);
	await host.release('9.9.9', []);
	const sums = readFileSync(host.path('SHA256SUMS'), 'utf8');
	const kept = await caches(page);
	const soFar = host.requests.length;
	for (const path of hostilePaths(elsewhere)) {
		writeFileSync(host.path('SHA256SUMS'), `${sums}${emptyHash}  ${path}\n`);
		expect(await ask(page, { type: 'CHECK' }), path).toEqual({ failure: 'INCOMPLETE' });
		const buildId = offeredId(host);
		expect(await ask(page, { type: 'FETCH', buildId }), path).toEqual({ failure: 'NOT_OFFERED' });
	}
	expect(elsewhere.requests).toEqual([]);
	expect(new Set(host.requests.slice(soFar))).toEqual(
		new Set(['/airlock/SHA256SUMS', '/airlock/release.json'])
	);
	expect(await caches(page)).toEqual(kept);
});
