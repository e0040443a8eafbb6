import { defineConfig } from '@playwright/test';
import { isBuilt } from './scripts/toolchain.mjs';
import { chromium, headlessShell } from './tests/support/chromium.ts';

// The server below takes any free port and prints it; Playwright keeps it in AIRLOCK_PORT.
const port = process.env['AIRLOCK_PORT'] ?? '0';

// Said once, by the runner and not by each of its workers.
if (process.env['TEST_WORKER_INDEX'] === undefined && !isBuilt())
	console.warn(
		'build/ is older than its sources: `npm run build` first, or the tests judge what was.'
	);

/**
 * The specs that need the whole browser: its service worker, a profile of their own, files, windows, or its processes.
 * All others run in the headless shell, and without the service worker, which costs a test as much again.
 */
const wholeBrowser = [
	...['webkit', 'firefox', 'install', 'memory', 'offline', 'policy', 'reproducible'],
	...['secrets-at-rest', 'single-file', 'streamed-file', 'worker-messages']
].map((name) => `**/${name}.spec.ts`);

export default defineConfig<{ withServiceWorker: boolean }>({
	testDir: 'tests/e2e',
	globalSetup: './tests/support/soak.ts', // prints the seed of the random tests
	outputDir: 'test-results/e2e',
	fullyParallel: true,
	workers: 2,
	retries: 0,
	forbidOnly: true,
	timeout: 120_000,
	expect: { timeout: 30_000 },
	reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
	use: {
		baseURL: `http://localhost:${port}`,
		browserName: 'chromium',
		headless: true,
		actionTimeout: 30_000, // what can't be done is said then, not when the test's time is up
		locale: 'en-US',
		trace: 'off',
		screenshot: 'off',
		video: 'off'
	},
	projects: [
		{
			name: 'whole browser',
			testMatch: wholeBrowser,
			use: { launchOptions: chromium }
		},
		{
			name: 'headless shell',
			testIgnore: wholeBrowser,
			use: { launchOptions: headlessShell, withServiceWorker: false }
		}
	],
	webServer: {
		command: 'node scripts/serve.mjs',
		env: { PORT: '0' },
		wait: { stdout: /http:\/\/localhost:(?<airlock_port>\d+)/ }
	}
});
