import { expect, test as base, type BrowserContext } from '@playwright/test';

/**
 * Watches everything that happens in a browser context from now on, workers included.
 *
 * @returns what must not happen, as it comes: errors and warnings in the console (a violation of the
 * content security policy is one), uncaught errors, and requests to anywhere but `origin`
 */
export async function watch(context: BrowserContext, origin: string): Promise<string[]> {
	const problems: string[] = [];
	context.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) {
			problems.push(`console ${message.type()}: ${message.text()}`);
		}
	});
	context.on('weberror', (error) => {
		problems.push(`uncaught error: ${error.error().message}`);
	});
	context.on('request', (request) => {
		const url = new URL(request.url());
		if (url.origin !== origin && url.protocol !== 'data:') {
			problems.push(`request to another origin: ${url.href}`);
		}
	});
	await context.addInitScript(reportViolationsOfWorkers);
	return problems;
}

/** Chromium logs a page's violations, but not a worker's: each script made into a blob gets a listener. */
function reportViolationsOfWorkers(): void {
	const listener = `addEventListener('securitypolicyviolation', (violation) => {
		console.error(violation.effectiveDirective, 'refused', violation.blockedURI, 'in a worker');
	});\n`;
	globalThis.Blob = new Proxy(Blob, {
		construct(target, [parts, options]: ConstructorParameters<typeof Blob>) {
			const isScript = options?.type?.startsWith('text/javascript') ?? false;
			return new target(isScript ? [listener, ...(parts ?? [])] : parts, options);
		}
	});
}

/**
 * Every end-to-end test uses this `test`: it fails when anything happens that `watch` reports. A test
 * that provokes a problem takes it out of `problems`.
 */
export const test = base.extend<{ problems: string[] }>({
	problems: [
		async ({ context, baseURL }, use) => {
			const problems = await watch(context, new URL(baseURL ?? '').origin);
			await use(problems);
			expect(problems).toEqual([]);
		},
		{ auto: true }
	]
});

export { expect };
