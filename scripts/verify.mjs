import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countPlaywright, countVitest, settle, summary } from './count-tests.mjs';
import { provideAll } from './peers.mjs';
import { runAlone, runBeside, stage, stageTimes } from './stages.mjs';
import { assertNode, installIfNeeded, root, run } from './toolchain.mjs';

// `npm test`: everything that must hold, on a fresh clone too. Its last line is the count.

/** @typedef {import('./count-tests.mjs').Count} Count */

/** @type {Count[]} */
const counts = [];
const slowestShown = 10;

try {
	assertNode();
	await stage('install', installIfNeeded);
	await provideAll();
	await prepare();
	// Two chains, one for each core; the tests after them use both.
	const [isBuilt] = await Promise.all([
		check('build').then(async (passed) => {
			await check('check');
			return passed;
		}),
		check('lint')
	]);
	await tests('unit', countVitest, ['--', '--reporter=default', '--reporter=json']);
	if (isBuilt) await tests('e2e', countPlaywright);
	else counts.push(one('e2e needs a build', false));
} catch (error) {
	console.error(error instanceof Error ? error.message : error);
	counts.push(one('what comes before the tests', false));
}

report();

/** What svelte-kit writes, all stages read: it is there before they begin beside each other. */
async function prepare() {
	const kit = join(root, 'node_modules/@sveltejs/kit/svelte-kit.js');
	if ((await run(process.execPath, [kit, 'sync'])) !== 0)
		throw new Error('svelte-kit sync failed.');
}

/** @param {string} name @param {boolean} passed @returns {Count} */
function one(name, passed) {
	const failures = passed ? [] : [name];
	return { passed: 1 - failures.length, failed: failures.length, failures, skipped: [], times: [] };
}

/** Counts one npm script as one check. @param {string} script */
async function check(script) {
	const passed = await runBeside(script);
	counts.push(one(script, passed));
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
	const passed = await runAlone(script, ...args);
	counts.push(settle(readReport(), passed));

	function readReport() {
		try {
			return countReport(JSON.parse(readFileSync(file, 'utf8')));
		} catch {
			console.error(`${script} left no report`);
			return undefined;
		}
	}
}

function report() {
	list(
		'Failed',
		counts.flatMap(({ failures }) => failures)
	);
	list(
		'Skipped',
		counts.flatMap(({ skipped }) => skipped)
	);
	const slowest = counts.flatMap(({ times }) => times).sort((a, b) => b.seconds - a.seconds);
	list(`The ${slowestShown} slowest tests`, slowest.slice(0, slowestShown).map(inWords));
	list('Stages', stageTimes.map(inWords));
	if (counts.some(({ failed }) => failed > 0)) process.exitCode = 1;
	console.log(`\n${summary(counts)}`);
}

/** @param {{ name: string, seconds: number }} timed */
function inWords({ name, seconds }) {
	return `${seconds.toFixed(1).padStart(6)} s  ${name}`;
}

/** @param {string} title @param {string[]} lines */
function list(title, lines) {
	if (lines.length > 0) console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
