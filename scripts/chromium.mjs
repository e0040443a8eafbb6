import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

/** Nothing in the browser calls home by itself, and it speaks one language everywhere. */
export const browserArguments = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--lang=en-US'
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const shellNames = ['chromium-headless-shell', 'chrome-headless-shell'];

/**
 * The browser for tests: AIRLOCK_CHROMIUM, then the PATH's Chromium or Chrome, then Playwright's own.
 *
 * @param {Record<string, string | undefined>} [env]
 * @param {() => string | undefined} [installedByPlaywright]
 * @returns {string | undefined} the path of its executable
 */
export function findChromium(env = process.env, installedByPlaywright = findPlaywrights) {
	return chosenIn('AIRLOCK_CHROMIUM', env) || findCommand(names, env) || installedByPlaywright();
}

/**
 * Chromium without what a window needs, at half the processor time: AIRLOCK_HEADLESS_SHELL, then the PATH's.
 *
 * @param {Record<string, string | undefined>} [env]
 * @returns {string | undefined} the path of its executable
 */
export function findHeadlessShell(env = process.env) {
	return chosenIn('AIRLOCK_HEADLESS_SHELL', env) || findCommand(shellNames, env);
}

/**
 * @param {string} variable
 * @param {Record<string, string | undefined>} env
 */
function chosenIn(variable, env) {
	const chosen = env[variable];
	if (chosen && !isExecutable(chosen)) {
		throw new Error(`${variable} is ${chosen}, which cannot be run.`);
	}
	return chosen;
}

/**
 * @param {string[]} names
 * @param {Record<string, string | undefined>} [env]
 * @returns {string | undefined} the path of the first of these commands that the PATH has
 */
export function findCommand(names, env = process.env) {
	const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
	return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** @returns {string | undefined} where `npx playwright install chromium` has put one */
function findPlaywrights() {
	try {
		const path = createRequire(import.meta.url)('playwright').chromium.executablePath();
		return existsSync(path) ? path : undefined;
	} catch {
		return undefined; // nothing is installed yet
	}
}
