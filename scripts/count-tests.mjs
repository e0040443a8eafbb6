/**
 * What a test run came to.
 *
 * @typedef {{ passed: number, failed: number, skipped: string[], flaky: string[] }} Count - skipped: each with its
 * reason; flaky: passed, but at a second attempt only
 */

/** @type {Count} */
const none = { passed: 0, failed: 0, skipped: [], flaky: [] };

/**
 * @typedef {{ status: string, fullName: string }} VitestResult
 * @typedef {{ status: string, assertionResults: VitestResult[] }} VitestFile
 *
 * @param {{ testResults: VitestFile[] }} report - of Vitest's json reporter
 * @returns {Count} a file that could not run at all counts as one failed test
 */
export function countVitest({ testResults }) {
	const tests = testResults.flatMap((file) => file.assertionResults);
	const failedTests = tests.filter((test) => test.status === 'failed').length;
	const failedFiles = testResults.filter(
		(file) =>
			file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')
	);
	const passed = tests.filter((test) => test.status === 'passed').length;
	const skipped = tests.filter((test) => !['passed', 'failed'].includes(test.status));
	return {
		passed,
		failed: failedTests + failedFiles.length,
		skipped: skipped.map((test) => `${test.fullName} (${test.status})`),
		flaky: []
	};
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status: string, annotations: Annotation[] }} PlaywrightTest
 * @typedef {{ title: string, specs?: { title: string, tests: PlaywrightTest[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 *
 * @param {{ suites: PlaywrightSuite[], errors: unknown[] }} report - of Playwright's json reporter
 * @returns {Count} an error outside of any test counts as one failed test
 */
export function countPlaywright({ suites, errors }) {
	/** @type {Count} */
	const count = { passed: 0, failed: errors.length, skipped: [], flaky: [] };
	for (const suite of suites) add(suite);
	return count;

	/** @param {PlaywrightSuite} suite */
	function add(suite) {
		for (const { title, tests } of suite.specs ?? []) {
			for (const { status, annotations } of tests) {
				if (status === 'flaky') count.flaky.push(title);
				if (status === 'expected' || status === 'flaky') count.passed++;
				else if (status !== 'skipped') count.failed++;
				else count.skipped.push(`${title} (${reason(annotations)})`);
			}
		}
		for (const inner of suite.suites ?? []) add(inner);
	}
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
 * @param {number} exitCode
 * @returns {Count} at least one failed if the run failed, left no report or ran no test
 */
export function settle(count, exitCode) {
	const { passed, failed, skipped, flaky } = count ?? none;
	const ranNone = passed + failed + skipped.length === 0;
	return { passed, failed: Math.max(failed, exitCode !== 0 || ranNone ? 1 : 0), skipped, flaky };
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
