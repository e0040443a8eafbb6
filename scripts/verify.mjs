import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChromium, findCommand } from './chromium.mjs';
import { countPlaywright, countVitest, settle, summary } from './count-tests.mjs';
import { assertNode, installIfNeeded, npm, root, run } from './toolchain.mjs';

// `npm test`: everything that must hold, on a fresh clone too. Its last line is the count.

/** @typedef {import('./count-tests.mjs').Count} Count */

/** @type {Count} */
const oneFailed = { passed: 0, failed: 1, skipped: [], flaky: [] };
/** @type {Count[]} */
const counts = [];

try {
	assertNode();
	await stage('install', installIfNeeded);
	await provide(
		'chromium',
		() => findChromium() !== undefined,
		'No Chromium or Chrome found: install one, or set AIRLOCK_CHROMIUM to the path of one.'
	);
	await provide(
		'openssl',
		hasOpenssl,
		'No OpenSSL 3 in the PATH: install it; the tests import what it has encrypted.'
	);
	// Peers that only a few tests ask; without them these are skipped, and say so.
	await provide('age', () => spawnSync('age', ['--version']).status === 0);
	await provide('softhsm2', () => hasCommand('softhsm2-util'));
	await provide('opensc', () => hasCommand('pkcs11-tool'));
	await provide('firefox-esr', () => findCommand(['firefox-esr', 'firefox']) !== undefined);
	await check('lint');
	await check('check');
	await tests('unit', countVitest, ['--', '--reporter=default', '--reporter=json']);
	if (await check('build')) await tests('e2e', countPlaywright);
	else counts.push(oneFailed);
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	counts.push(oneFailed);
}

list('Skipped', (count) => count.skipped);
list('Passed at the second attempt', (count) => count.flaky);
if (counts.some((count) => count.failed > 0)) process.exitCode = 1;
console.log(`\n${summary(counts)}`);

/**
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 */
async function stage(name, work) {
	console.log(`\n▸ ${name}`);
	const start = performance.now();
	const result = await work();
	console.log(`▸ ${name} took ${((performance.now() - start) / 1000).toFixed(1)} s`);
	return result;
}

/** @param {string} title @param {(count: Count) => string[]} namesOf */
function list(title, namesOf) {
	const names = counts.flatMap(namesOf);
	if (names.length > 0) console.log(`\n${title}:\n${names.map((one) => `  ${one}`).join('\n')}`);
}

/** Counts one npm script as one check. @param {string} script */
async function check(script) {
	const passed = (await stage(script, () => npm('run', '--silent', script))) === 0;
	if (!passed) console.error(`${script} failed`);
	counts.push(passed ? { passed: 1, failed: 0, skipped: [], flaky: [] } : oneFailed);
	return passed;
}

/**
 * Counts the tests of an npm script from the report that it leaves in test-results.
 *
 * @param {string} script
 * @param {(report: any) => Count} countReport
 * @param {string[]} [args]
 */
async function tests(script, countReport, args = []) {
	const file = join(root, 'test-results', `${script}.json`);
	rmSync(file, { force: true });
	const exitCode = await stage(script, () => npm('run', '--silent', script, ...args));
	counts.push(settle(readReport(), exitCode));

	function readReport() {
		try {
			return countReport(JSON.parse(readFileSync(file, 'utf8')));
		} catch {
			console.error(`${script} left no report`);
			return undefined;
		}
	}
}

/**
 * @param {string} name - of Debian's package
 * @param {() => boolean} isThere
 * @param {string} [otherwise] - what the person has to do; left out for what the tests can do without
 */
async function provide(name, isThere, otherwise) {
	if (isThere()) return;
	if (process.getuid?.() === 0 && isDebian()) await installDebian(name);
	if (otherwise !== undefined && !isThere()) throw new Error(otherwise);
}

/** @param {string} name */
async function installDebian(name) {
	await stage(`install Debian's ${name}`, async () => {
		process.env['DEBIAN_FRONTEND'] = 'noninteractive';
		await run('apt-get', ['update', '-qq']);
		await run('apt-get', ['install', '-qq', '--no-install-recommends', name]);
	}).catch(() => undefined); // what counts is whether it is there afterwards
}

function isDebian() {
	try {
		return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
	} catch {
		return false;
	}
}

/** @param {string} name */
function hasCommand(name) {
	return findCommand([name]) !== undefined;
}

function hasOpenssl() {
	const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
	return /^OpenSSL ([3-9]|\d\d)\./.test(stdout ?? '');
}
