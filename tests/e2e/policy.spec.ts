import { firstVisit, vaultWorker } from '../support/app.ts';
import { askByEveryName, startListener } from '../support/listener.ts';
import { expect, test } from '../support/page-guard.ts';
import { singleFile } from '../support/single-file.ts';
import { startStunServer } from '../support/stun-server.ts';

test('the built page opens, clean, under its policy', async ({ page }) => {
	await page.goto('/');
	await firstVisit(page);
	await expect(page.getByRole('heading').first()).toBeVisible();
});

test('the policy is the strictest that the app runs under', async ({ page }) => {
	await page.goto('/');
	await firstVisit(page);
	const policy = await page
		.locator('meta[http-equiv="content-security-policy"]')
		.getAttribute('content');
	const directives = (policy ?? '').replace(/'sha256-[\w+/=]+'/g, "'sha256-…'").split('; ');
	expect(directives.sort()).toEqual([
		"base-uri 'none'",
		"connect-src 'none'",
		"default-src 'none'",
		"font-src 'self'",
		"form-action 'none'",
		"frame-src 'none'",
		"img-src 'self' blob:",
		"manifest-src 'self'",
		"object-src 'none'",
		"require-trusted-types-for 'script'",
		"script-src 'self' 'sha256-…'",
		"style-src 'self'",
		"style-src-attr 'unsafe-hashes' 'sha256-…'",
		'trusted-types svelte-trusted-html airlock-script-url',
		"worker-src 'self' blob:"
	]);
});

/**
 * What a script that got in could try, from the page or from the vault's worker.
 *
 * @param elsewhere - servers that could be reached
 * @returns what came of each
 */
async function tryEverything(elsewhere: readonly string[]): Promise<Record<string, string>> {
	// The debugger's own call may do what the page may not: leave it first.
	await new Promise(requestAnimationFrame);
	const settled = (target: EventTarget, good: string) =>
		new Promise((resolve, reject) => {
			target.addEventListener(good, resolve);
			target.addEventListener('error', () => reject(new Error('refused')));
		});
	const factory = (
		globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): object } }
	).trustedTypes;
	const script: string = 'data:text/javascript,1';
	const attempts: Record<string, () => unknown> = {
		connect: () => fetch('/icon.svg'),
		...Object.fromEntries(
			elsewhere.flatMap((url) => [
				[`connect to ${url}`, () => fetch(url, { mode: 'no-cors' })],
				[
					`open a socket to ${url}`,
					() => settled(new WebSocket(url.replace('http', 'ws')), 'open')
				],
				[`listen to ${url}`, () => settled(new EventSource(url), 'open')]
			])
		),
		'evaluate text': () => void (0, eval)('1'),
		'make a function of text': () => Reflect.construct(Function, ['return 1']),
		'import a script': () => import(script),
		'start a worker by text': () => new Worker('/worker.js'),
		'make a Trusted Types policy': () => factory.createPolicy('another', {}),
		'compile WebAssembly': () =>
			WebAssembly.compile(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))
	};
	if ('document' in globalThis) {
		const add = <Name extends 'img' | 'iframe' | 'form' | 'script'>(
			name: Name,
			facts: Partial<HTMLElementTagNameMap[Name]>
		) => document.body.appendChild(Object.assign(document.createElement(name), facts));
		const violation = () =>
			new Promise((_, reject) => {
				addEventListener('securitypolicyviolation', () => reject(new Error('refused')));
			});
		Object.assign(attempts, {
			'insert HTML': () => (document.createElement('p').innerHTML = '<b>x</b>'),
			'insert a script': () => add('script', { text: '1' }),
			...Object.fromEntries(
				elsewhere.map((url) => [
					`show an image of ${url}`,
					() => settled(add('img', { src: `${url}/x.png` }), 'load')
				])
			),
			'show a frame': () =>
				Promise.race([violation(), settled(add('iframe', { src: '/' }), 'load')]),
			'send a form': () => {
				const refused = violation();
				add('form', { action: elsewhere[0] ?? '', method: 'post' }).submit();
				return refused;
			}
		});
	}
	const outcomes: Record<string, string> = {};
	for (const [name, attempt] of Object.entries(attempts)) {
		outcomes[name] = await Promise.resolve()
			.then(attempt)
			.then(
				() => 'allowed',
				() => 'refused'
			);
	}
	return outcomes;
}

for (const { edition, address } of [
	{ edition: 'web page', address: '/' },
	{ edition: 'single file', address: singleFile }
]) {
	test.describe(`the policy of the ${edition}`, () => {
		if (address === singleFile) test.use({ site: singleFile });

		test('holds, in the page and in the worker that holds the keys', async ({
			page,
			baseURL,
			problems
		}) => {
			const listener = await startListener();
			try {
				// A file of the site, which has no policy: what is counted below could have come.
				await page.goto(new URL('/icon.svg', baseURL).href);
				await page.evaluate(askByEveryName, listener.urls);
				expect(listener.requests.splice(0)).toEqual(listener.urls.map(() => 'GET /control'));

				await page.goto(address);
				if (address !== singleFile) await firstVisit(page);
				await expect(page.getByRole('heading').first()).toBeVisible();
				const inPage = await page.evaluate(tryEverything, listener.urls);
				const worker = await vaultWorker(page);
				const inWorker = await worker.evaluate(tryEverything, listener.urls);
				expect(Object.keys(inPage)).toHaveLength(23);
				expect(Object.keys(inWorker)).toHaveLength(16);
				for (const outcomes of [inPage, inWorker])
					expect(Object.entries(outcomes).filter(([, outcome]) => outcome !== 'refused')).toEqual(
						[]
					);
				expect(listener.requests).toEqual([]);
			} finally {
				listener.close();
			}
			await page.close();
			expect(problems.splice(0)).not.toEqual([]); // the browser logged them, which the guard would refuse
		});
	});
}

/** Has the browser ask a STUN server for this computer's address. @returns the kinds of addresses that it found */
async function gatherAddresses(server: string): Promise<(string | null)[]> {
	const peer = new RTCPeerConnection({ iceServers: [{ urls: server }] });
	const found: (string | null)[] = [];
	peer.addEventListener('icecandidate', ({ candidate }) => found.push(candidate?.type ?? 'end'));
	peer.createDataChannel('a way out');
	const complete = new Promise((resolve) => {
		peer.addEventListener('icegatheringstatechange', () => {
			if (peer.iceGatheringState === 'complete') resolve(true);
		});
	});
	await peer.setLocalDescription(await peer.createOffer());
	await complete;
	peer.close();
	return found;
}

test('under the service worker, from the first visit on, no packet leaves by WebRTC', async ({
	page
}) => {
	const stun = await startStunServer();
	try {
		// A file of the same site, which has no policy: what is counted below could have come.
		await page.goto('/icon.svg');
		await page.evaluate(gatherAddresses, stun.url);
		const sent = stun.packets();
		expect(sent).toBeGreaterThan(0);

		await page.goto('/');
		await firstVisit(page);
		expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');
		expect(await page.evaluate(gatherAddresses, stun.url)).toContain('host');
		expect(stun.packets()).toBe(sent);
	} finally {
		stun.close();
	}
});
