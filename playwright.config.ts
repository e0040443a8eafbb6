import { defineConfig } from '@playwright/test';
import { chromium } from './tests/support/chromium.ts';

// The server below takes any free port and prints it; Playwright keeps it in AIRLOCK_PORT.
const port = process.env['AIRLOCK_PORT'] ?? '0';

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results/e2e',
	fullyParallel: true,
	workers: 2,
	// On a busy machine only: a test that needed its second attempt is named at the end of `npm test`.
	retries: process.env['CI'] ? 1 : 0,
	forbidOnly: true,
	timeout: 120_000,
	expect: { timeout: 30_000 },
	reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
	use: {
		baseURL: `http://localhost:${port}`,
		browserName: 'chromium',
		headless: true,
		launchOptions: chromium,
		locale: 'en-US',
		trace: 'off',
		screenshot: 'off',
		video: 'off'
	},
	webServer: {
		command: 'node scripts/serve.mjs',
		env: { PORT: '0' },
		wait: { stdout: /http:\/\/localhost:(?<airlock_port>\d+)/ }
	}
});
