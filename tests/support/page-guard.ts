import { expect, test as base, type BrowserContext } from '@playwright/test';

/**
 * Watches everything that happens in a browser context from now on, workers included.
 *
 * @param site - an origin, or the address of a file that must ask for nothing but itself
 * @returns what must not happen, as it comes: errors and warnings in the console (a violation of the
 * content security policy is one), uncaught errors, and requests to anywhere but `site`
 */
export async function watch(context: BrowserContext, site: string): Promise<string[]> {
	const problems: string[] = [];
	context.on('console', (message) => {
		// The blank page of `placeVault` names no icon, so the browser asks for one that nobody has.
		if (message.location().url.endsWith('/favicon.ico')) return;
		if (['error', 'warning'].includes(message.type())) {
			problems.push(`console ${message.type()}: ${message.text()}`);
		}
	});
	context.on('weberror', (error) => {
		problems.push(`uncaught error: ${error.error().message}`);
	});
	context.on('request', (request) => {
		const url = new URL(request.url());
		if (!isOwn(url, site) && url.protocol !== 'data:') {
			problems.push(`request to another origin: ${url.href}`);
		}
	});
	await context.addInitScript(reportViolationsOfWorkers);
	return problems;
}

/** A file's blobs have no origin to be known by: a page makes its own, and reads none of another's. */
function isOwn(url: URL, site: string): boolean {
	if (!site.startsWith('file:')) return url.origin === site;
	return url.protocol === 'blob:' || url.href.replace(/#.*/, '') === site;
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

/** The app as it is until its service worker is there, which costs a test as much as everything else. */
function leaveServiceWorkerOut(): void {
	if (isSecureContext) navigator.serviceWorker.register = () => new Promise(() => undefined);
}

/** What other screens need is fetched when they are opened: fetching it all ahead costs a test a second. */
function saveData(): void {
	// Only where there is a network: not in a single file.
	const { connection } = navigator as Navigator & { connection?: object };
	if (connection) Object.defineProperty(connection, 'saveData', { value: true });
}

/**
 * Every end-to-end test uses this `test`: it fails when anything happens that `watch` reports. A test
 * that provokes a problem takes it out of `problems`. `site` is what `watch` takes: the site that is
 * served, unless a test says otherwise. `withServiceWorker` is the project's to say (playwright.config.ts); a test that
 * is about what a page fetches ahead sets `fetchesAhead`.
 */
export const test = base.extend<{
	site: string;
	withServiceWorker: boolean;
	fetchesAhead: boolean;
	problems: string[];
}>({
	withServiceWorker: [true, { option: true }],
	fetchesAhead: [false, { option: true }],
	site: async ({ baseURL }, use) => use(new URL(baseURL ?? '').origin),
	problems: [
		async ({ context, site, withServiceWorker, fetchesAhead }, use) => {
			if (!fetchesAhead) await context.addInitScript(saveData);
			if (!withServiceWorker) await context.addInitScript(leaveServiceWorkerOut);
			const problems = await watch(context, site);
			await use(problems);
			expect(problems).toEqual([]);
		},
		{ auto: true }
	]
});

export { expect };
