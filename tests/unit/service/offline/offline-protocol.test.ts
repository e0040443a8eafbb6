import { describe, expect, test } from 'vitest';
import {
	isReleasePath,
	isSoundRelease,
	parseOfflineRequest,
	releaseAddress
} from '#lib/service/offline/offline-protocol.ts';

const buildId = 'ab'.repeat(32);
const id = '01234567-89ab-4cde-8f01-23456789abcd';
const scope = 'https://keys.example/airlock/';

const paths = {
	good: ['index.html', '_app/immutable/bundle.ABC-1_2.js', 'service-worker.0123456789abcdef.js'],
	bad: [
		...['', '.', '..', '../x', 'a/../b', 'a/./b', '/x', '//elsewhere.example/x', 'a//b', 'a/'],
		...['http://elsewhere.example/x', 'https:elsewhere.example', 'data:,x', 'blob:x', 'C:x'],
		...['\\\\elsewhere.example\\x', 'a\\b', '..\\x', '%2e%2e/x', 'a%2fb', 'a?b', 'a#b', 'a b'],
		...['.hidden', 'a/.hidden', 'a\nb', 'a\tb', 'a\0b', 'ä', 'a'.repeat(201), '\u2025/x']
	]
};

describe('a request to the service worker', () => {
	test.each([
		{ type: 'STATUS' },
		{ type: 'SWEEP' },
		{ type: 'CHECK' },
		{ type: 'SKIP_WAITING' },
		{ type: 'FETCH', buildId },
		{ type: 'HOLD_DOWNLOAD', id, name: 'a report.pdf' },
		{ type: 'KNOW_DOWNLOAD', id },
		{ type: 'LEAVE_DOWNLOAD', id }
	])('is taken: %o', (request) => {
		expect(parseOfflineRequest(request)).toEqual(request);
	});

	test.each([
		...[undefined, null, 0, 'CHECK', true, Symbol.iterator, [], ['CHECK'], new Map(), {}],
		...[{ type: 'UNKNOWN' }, { type: null }, { type: ['CHECK'] }, { type: 'constructor' }],
		...[{ type: '__proto__' }, { type: 'CHECK', scope: 'http://elsewhere.example/' }],
		...[{ type: 'FETCH' }, { type: 'FETCH', buildId: null }, { type: 'FETCH', buildId: [buildId] }],
		...[
			{ type: 'FETCH', buildId: buildId.toUpperCase() },
			{ type: 'FETCH', buildId: '../' }
		],
		...[
			{ type: 'FETCH', buildId: `${buildId}\n` },
			{ type: 'FETCH', buildId: `x${buildId}` }
		],
		{
			type: 'FETCH',
			buildId,
			release: { worker: 'x', files: { 'http://elsewhere.example/': '' } }
		},
		{ type: 'FETCH', release: { worker: 'service-worker.0123456789abcdef.js', files: {} } },
		...['', '../x', `${id}\n`, `x${id}`, id.toUpperCase(), [id], null].flatMap((other) => [
			{ type: 'HOLD_DOWNLOAD', id: other, name: 'a' },
			{ type: 'KNOW_DOWNLOAD', id: other },
			{ type: 'LEAVE_DOWNLOAD', id: other }
		]),
		...[undefined, 1, ['a'], 'a'.repeat(1025)].map((name) => ({ type: 'HOLD_DOWNLOAD', id, name })),
		{ type: 'HOLD_DOWNLOAD', id },
		{ type: 'HOLD_DOWNLOAD', id, name: 'a', url: 'http://elsewhere.example/' },
		JSON.parse('{"type":"FETCH","__proto__":{"buildId":"x"}}') as unknown,
		Object.create({ type: 'CHECK' }) as unknown
	])('is not taken: %o', (data) => {
		expect(parseOfflineRequest(data)).toBeUndefined();
	});
});

describe('the name of a file of a release', () => {
	test.each(paths.good)('is %j, and its address is in the folder', (path) => {
		expect(isReleasePath(path)).toBe(true);
		expect(releaseAddress(scope, path)).toBe(scope + path);
	});

	test.each(paths.bad)('is not %j, and has no address', (path) => {
		expect(isReleasePath(path)).toBe(false);
		expect(() => releaseAddress(scope, path)).toThrow(RangeError);
	});
});

describe('an offered release', () => {
	const worker = 'service-worker.0123456789abcdef.js';
	const offered = {
		version: '1',
		changes: [],
		buildId,
		worker,
		files: { [worker]: buildId, 'index.html': buildId }
	};

	test('is sound when its names and hashes are ones', () => {
		expect(isSoundRelease(offered)).toBe(true);
	});

	test.each([
		{ buildId: '' },
		{ worker: 'service-worker.js' },
		{ worker: '../service-worker.0123456789abcdef.js' },
		{ worker: 'service-worker.fedcba9876543210.js' },
		{ files: { [worker]: buildId, 'index.html': 'x' } },
		{ files: { [worker]: buildId, 'http://elsewhere.example/secret': buildId } }
	])('is not sound with %o', (change) => {
		expect(isSoundRelease({ ...offered, ...change })).toBe(false);
	});
});
