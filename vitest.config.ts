import { playwright } from '@vitest/browser-playwright';
import { defineConfig, mergeConfig } from 'vitest/config';
import { headlessShell } from './tests/support/chromium.ts';
import { seed, soak } from './tests/support/soak.ts';
import viteConfig from './vite.config.ts';

export default mergeConfig(
	viteConfig,
	defineConfig({
		test: {
			allowOnly: false,
			// RSA keys, Argon2id and a busy machine take their time
			testTimeout: 120_000,
			hookTimeout: 120_000,
			expect: { poll: { timeout: 30_000 } }, // as long as the tests of the built site wait
			// of two cores the default leaves one idle while the browser’s tests end
			maxWorkers: 2,
			outputFile: { json: 'test-results/unit.json' },
			projects: [
				{
					extends: true,
					test: {
						name: 'node',
						environment: 'node',
						// a module is loaded once for all files of a worker: a test puts back what it has changed
						isolate: false,
						include: ['tests/unit/**/*.test.ts'],
						exclude: ['tests/unit/**/*.browser.test.ts'],
						globalSetup: ['tests/support/soak.ts'],
						setupFiles: ['tests/support/texts.ts']
					}
				},
				{
					extends: true,
					test: {
						name: 'browser',
						// as tests/support/browser-soak.ts has them
						provide: { seed, soak },
						include: ['tests/unit/**/*.browser.test.ts'],
						setupFiles: ['tests/support/screens/setup.ts'],
						// the screens are loaded once for all files; a test takes down what it has put up
						isolate: false,
						browser: {
							enabled: true,
							headless: true,
							screenshotFailures: false,
							provider: playwright({ launchOptions: headlessShell }),
							instances: [{ browser: 'chromium' }]
						}
					}
				}
			]
		}
	})
);
