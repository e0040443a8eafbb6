import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findChromium, findHeadlessShell } from '../../../scripts/chromium.mjs';
import { modified, satisfies } from '../../../scripts/toolchain.mjs';

const folder = mkdtempSync(join(tmpdir(), 'airlock-toolchain-'));
afterAll(() => {
	rmSync(folder, { recursive: true });
});

describe('satisfies', () => {
	const range = '^20.19 || >=22.12';
	test.each(['20.19.0', '20.20.2', '22.12.0', '22.13.1', '23.0.0', '24.0.0'])(
		'accepts %s',
		(node) => expect(satisfies(node, range)).toBe(true)
	);
	test.each(['18.20.4', '20.18.3', '21.7.3', '22.11.0'])('refuses %s', (node) =>
		expect(satisfies(node, range)).toBe(false)
	);
});

describe('modified', () => {
	test('is the newest time of a folder and all in it, and 0 for what is missing', () => {
		const [inner, file] = [join(folder, 'a/b'), join(folder, 'a/b/c.txt')];
		mkdirSync(inner, { recursive: true });
		writeFileSync(file, '');
		utimesSync(file, 3000, 3000);
		utimesSync(inner, 2000, 2000);
		utimesSync(join(folder, 'a'), 1000, 1000);
		expect(modified(join(folder, 'a'))).toBe(3_000_000);
		expect(modified(join(folder, 'missing'))).toBe(0);
	});
});

describe('findChromium', () => {
	const executable = (name: string) => {
		const path = join(folder, name);
		writeFileSync(path, '');
		chmodSync(path, 0o755);
		return path;
	};
	const none = () => undefined;

	test('takes what the person has set before anything else', () => {
		const mine = executable('mine');
		executable('chromium');
		expect(findChromium({ AIRLOCK_CHROMIUM: mine, PATH: folder }, none)).toBe(mine);
	});

	test('refuses a setting that cannot be run, rather than take another browser', () => {
		const env = { AIRLOCK_CHROMIUM: join(folder, 'missing'), PATH: folder };
		expect(() => findChromium(env, none)).toThrow('AIRLOCK_CHROMIUM');
	});

	test('prefers Chromium to Chrome in the PATH', () => {
		executable('google-chrome');
		const chromium = executable('chromium');
		expect(findChromium({ PATH: folder }, none)).toBe(chromium);
	});

	test("falls back on Playwright's own, and says when there is none", () => {
		expect(findChromium({ PATH: join(folder, 'empty') }, () => '/own')).toBe('/own');
		expect(findChromium({}, none)).toBeUndefined();
	});

	test('finds a headless shell by its own names only', () => {
		expect(findHeadlessShell({ PATH: folder })).toBeUndefined();
		const shell = executable('chromium-headless-shell');
		expect(findHeadlessShell({ PATH: folder })).toBe(shell);
		const mine = executable('my-shell');
		expect(findHeadlessShell({ AIRLOCK_HEADLESS_SHELL: mine, PATH: folder })).toBe(mine);
	});
});
