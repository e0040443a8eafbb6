import { describe, expect, test } from 'vitest';
import { countPlaywright, countVitest, settle, summary } from '../../../scripts/count-tests.mjs';

const file = (status: string, ...results: string[]) => ({
	status,
	assertionResults: results.map((result, index) => ({
		status: result,
		fullName: `test ${index + 1}`,
		duration: 1000 * (index + 1),
		failureMessages: result === 'failed' ? ['\u001b[31mError: it broke\u001b[39m\n    here'] : []
	}))
});
const spec = (
	title: string,
	status: string,
	annotations: { type: string; description?: string }[] = []
) => ({
	title,
	tests: [
		{
			status,
			annotations,
			results: [
				{ duration: 500, errors: status === 'expected' ? [] : [{ message: `${title} broke` }] }
			]
		}
	]
});

describe('countVitest', () => {
	test('counts the tests of all files', () => {
		const testResults = [
			file('passed', 'passed', 'passed', 'skipped'),
			file('failed', 'failed', 'passed', 'todo')
		];
		expect(countVitest({ testResults })).toMatchObject({
			passed: 3,
			failed: 1,
			failures: ['test 1\n    Error: it broke\n        here'],
			skipped: ['test 3 (skipped)', 'test 3 (todo)']
		});
	});

	test('says how long each test took', () => {
		expect(countVitest({ testResults: [file('passed', 'passed', 'passed')] }).times).toEqual([
			{ name: 'test 1', seconds: 1 },
			{ name: 'test 2', seconds: 2 }
		]);
	});

	test('counts a file that could not be loaded as one failure', () => {
		const testResults = [file('failed'), file('passed', 'passed')];
		expect(countVitest({ testResults })).toMatchObject({
			passed: 1,
			failed: 1,
			failures: ['a file\n    it says nothing'],
			skipped: []
		});
	});
});

describe('countPlaywright', () => {
	test('counts nested suites, with the time of each test; a second attempt is a failure', () => {
		const suites = [
			{
				title: 'file',
				specs: [spec('a', 'expected'), spec('b', 'unexpected')],
				suites: [{ title: 'inner', specs: [spec('c', 'expected'), spec('d', 'flaky')] }]
			}
		];
		expect(countPlaywright({ suites, errors: [] })).toEqual({
			passed: 2,
			failed: 2,
			failures: ['b\n    b broke', 'd\n    d broke'],
			skipped: [],
			times: ['a', 'b', 'c', 'd'].map((name) => ({ name, seconds: 0.5 }))
		});
	});

	test('names the skipped tests with their reasons', () => {
		const specs = [
			spec('a', 'skipped', [{ type: 'skip', description: 'needs a passkey' }]),
			spec('b', 'skipped')
		];
		expect(countPlaywright({ suites: [{ title: 'file', specs }], errors: [] }).skipped).toEqual([
			'a (needs a passkey)',
			'b (no reason given)'
		]);
	});

	test('keeps the beginning of a long message', () => {
		const message = Array.from({ length: 100 }, (_, line) => `line ${line + 1}`).join('\n');
		const [said = ''] = countPlaywright({ suites: [], errors: [{ message }] }).failures;
		expect(said.split('\n').at(-1)).toBe('    line 12');
	});

	test('counts an error outside of any test as a failure', () => {
		expect(countPlaywright({ suites: [], errors: [{ message: 'no browser' }] })).toMatchObject({
			failed: 1,
			failures: ['outside of any test\n    no browser']
		});
	});
});

describe('settle', () => {
	const passed = { passed: 3, failed: 0, failures: [], skipped: [], times: [] };

	test('believes a report that its run agrees with', () => {
		expect(settle(passed, true)).toEqual(passed);
		expect(settle({ ...passed, failed: 2 }, false)).toEqual({ ...passed, failed: 2 });
	});

	test('is one failure when the run failed though no test did', () => {
		expect(settle(passed, false)).toEqual({ ...passed, failed: 1 });
	});

	test('is one failure when there is no report or no test', () => {
		const failure = { passed: 0, failed: 1, failures: [], skipped: [], times: [] };
		expect(settle(undefined, true)).toEqual(failure);
		expect(settle({ ...failure, failed: 0 }, true)).toEqual(failure);
	});
});

describe('summary', () => {
	test('is the sum, and mentions skipped tests only when there are any', () => {
		const one = { passed: 3, failed: 1, failures: [], skipped: [], times: [] };
		expect(summary([one, one])).toBe('6 passed, 2 failed');
		expect(summary([one, { ...one, skipped: ['a'] }])).toBe('6 passed, 2 failed, 1 skipped');
	});
});
