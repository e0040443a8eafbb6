/**
 * What a test run came to.
 *
 * @typedef {{ passed: number, failed: number, skipped: string[], times: { name: string, seconds: number }[] }} Count -
 * skipped: each with its reason; times: how long each test took
 */

/** @type {Count} */
const none = { passed: 0, failed: 0, skipped: [], times: [] };

/**
 * @typedef {{ status: string, fullName: string, duration?: number | null }} VitestResult
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
		times: tests.map(({ fullName, duration }) => timed(fullName, duration ?? 0))
	};
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status: string, annotations: Annotation[], results?: { duration: number }[] }} PlaywrightTest
 * @typedef {{ title: string, specs?: { title: string, tests: PlaywrightTest[] }[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 *
 * @param {{ suites: PlaywrightSuite[], errors: unknown[] }} report - of Playwright's json reporter
 * @returns {Count} an error outside of any test counts as one failed test
 */
export function countPlaywright({ suites, errors }) {
	/** @type {Count} */
	const count = { passed: 0, failed: errors.length, skipped: [], times: [] };
	for (const suite of suites) add(suite);
	return count;

	/** @param {PlaywrightSuite} suite */
	function add(suite) {
		for (const { title, tests } of suite.specs ?? []) {
			for (const { status, annotations, results = [] } of tests) {
				for (const { duration } of results) count.times.push(timed(title, duration));
				if (status === 'expected') count.passed++;
				else if (status !== 'skipped') count.failed++;
				else count.skipped.push(`${title} (${reason(annotations)})`);
			}
		}
		for (const inner of suite.suites ?? []) add(inner);
	}
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
	const { passed, failed, skipped, times } = count ?? none;
	const ranNone = passed + failed + skipped.length === 0;
	return { passed, failed: Math.max(failed, !endedWell || ranNone ? 1 : 0), skipped, times };
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
