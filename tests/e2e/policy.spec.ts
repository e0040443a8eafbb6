import { expect, test } from '../support/page-guard.ts';

test('the built page opens, clean, under its policy', async ({ page }) => {
	await page.goto('/');
	await expect(page.getByRole('heading').first()).toBeVisible();
});

test('the policy is the strictest that the app runs under', async ({ page }) => {
	await page.goto('/');
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

test('the policy holds', async ({ page, problems }) => {
	await page.goto('/');
	const refused = await page.evaluate(async () => {
		// The debugger's own call may do what the page may not: leave it first.
		await new Promise(requestAnimationFrame);
		const { trustedTypes: factory } = window as unknown as {
			trustedTypes: { createPolicy(name: string, rules: object): object };
		};
		const attempts: Record<string, () => unknown> = {
			connect: () => fetch('/icon.svg'),
			'connect elsewhere': () => fetch('https://elsewhere.example/'),
			'evaluate text': () => void (0, eval)('1'),
			'insert HTML': () => (document.createElement('p').innerHTML = '<b>x</b>'),
			'start a worker by text': () => new Worker('/worker.js'),
			'make a Trusted Types policy': () => factory.createPolicy('another', {}),
			'compile WebAssembly': () =>
				WebAssembly.compile(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]))
		};
		const outcomes = Object.entries(attempts).map(async ([name, attempt]) => {
			try {
				await attempt();
				return `${name}: allowed`;
			} catch {
				return `${name}: refused`;
			}
		});
		return Promise.all(outcomes);
	});
	expect(refused).toEqual([
		'connect: refused',
		'connect elsewhere: refused',
		'evaluate text: refused',
		'insert HTML: refused',
		'start a worker by text: refused',
		'make a Trusted Types policy: refused',
		'compile WebAssembly: refused'
	]);
	await page.close();
	expect(problems.splice(0)).not.toEqual([]); // the browser logged them, which the guard would refuse
});
