import { stripVTControlCharacters } from 'node:util';

/**
 * What a test run came to.
 *
 * @typedef {{ passed: number, failed: number, failures: string[], skipped: string[], times: { name: string, seconds: number }[] }} Count -
 * failures: each with what it said, as far as a report knows; skipped: each with its reason; times: how long each test took
 */

/** @type {Count} */
const none = { passed: 0, failed: 0, failures: [], skipped: [], times: [] };

/** Of what a failure says; the rest stands where it happened. */
const mostLines = 12;

/**
 * @typedef {{ status: string, fullName: string, duration?: number | null, failureMessages?: string[] | null }} VitestResult
 * @typedef {{ status: string, name?: string, message?: string, assertionResults: VitestResult[] }} VitestFile
 *
 * @param {{ testResults: VitestFile[] }} report - of Vitest's json reporter
 * @returns {Count} a file that could not run at all counts as one failed test
 */
export function countVitest({ testResults }) {
	const tests = testResults.flatMap((file) => file.assertionResults);
	const failedTests = tests.filter((test) => test.status === 'failed');
	const failedFiles = testResults.filter(
		(file) =>
			file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')
	);
	const passed = tests.filter((test) => test.status === 'passed').length;
	const skipped = tests.filter((test) => !['passed', 'failed'].includes(test.status));
	return {
		passed,
		failed: failedTests.length + failedFiles.length,
		failures: [
			...failedTests.map((test) => failure(test.fullName, test.failureMessages?.[0])),
			...failedFiles.map((file) => failure(file.name ?? 'a file', file.message))
		],
		skipped: skipped.map((test) => `${test.fullName} (${test.status})`),
		times: tests.map(({ fullName, duration }) => timed(fullName, duration ?? 0))
	};
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status: string, annotations: Annotation[], results?: { duration: number, errors?: { message?: string }[] }[] }} PlaywrightTest
 * @typedef {{ title: string, specs?: { title: string, tests: PlaywrightTest[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 *
 * @param {{ suites: PlaywrightSuite[], errors: { message?: string }[] }} report - of Playwright's json reporter
 * @returns {Count} an error outside of any test counts as one failed test
 */
export function countPlaywright({ suites, errors }) {
	/** @type {Count} */
	const count = {
		passed: 0,
		failed: errors.length,
		failures: errors.map(({ message }) => failure('outside of any test', message)),
		skipped: [],
		times: []
	};
	for (const suite of suites) add(suite);
	return count;

	/** @param {PlaywrightSuite} suite */
	function add(suite) {
		for (const { title, tests } of suite.specs ?? []) {
			for (const { status, annotations, results = [] } of tests) {
				for (const { duration } of results) count.times.push(timed(title, duration));
				if (status === 'expected') count.passed++;
				else if (status !== 'skipped') {
					count.failed++;
					const [error] = results.flatMap(({ errors = [] }) => errors);
					count.failures.push(failure(title, error?.message));
				} else count.skipped.push(`${title} (${reason(annotations)})`);
			}
		}
		for (const inner of suite.suites ?? []) add(inner);
	}
}

/** @param {string} name @param {string} [message] - as a runner writes it, with colours */
function failure(name, message = 'it says nothing') {
	return [name, ...stripVTControlCharacters(message).split('\n').slice(0, mostLines)].join(
		'\n    '
	);
}

/** @param {string} name @param {number} ms */
function timed(name, ms) {
	return { name, seconds: ms / 1000 };
}

/** @param {Annotation[]} annotations */
function reason(annotations) {
	const why = annotations.find(({ type }) => ['skip', 'fixme'].includes(type));
	return why?.description ?? 'no reason given';
}

/**
 * Trusts a report only as far as it agrees with how its run ended.
 *
 * @param {Count | undefined} count - undefined when there is no report
 * @param {boolean} endedWell
 * @returns {Count} at least one failed if the run failed, left no report or ran no test
 */
export function settle(count, endedWell) {
	const { passed, failed, ...rest } = count ?? none;
	const ranNone = passed + failed + rest.skipped.length === 0;
	return { passed, failed: Math.max(failed, !endedWell || ranNone ? 1 : 0), ...rest };
}

/**
 * @param {Count[]} counts
 * @returns {string} the last line of `npm test`
 */
export function summary(counts) {
	/** @param {(count: Count) => number} part */
	const sum = (part) => counts.reduce((total, count) => total + part(count), 0);
	const skipped = sum((count) => count.skipped.length);
	const line = `${sum((count) => count.passed)} passed, ${sum((count) => count.failed)} failed`;
	return skipped === 0 ? line : `${line}, ${skipped} skipped`;
}
