import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '../support/page-guard.ts';
import { rounds } from '../support/soak.ts';

const root = join(import.meta.dirname, '../..');
const leftOut = /^(\.git|\.svelte-kit|build|build-single|node_modules|test-results|coverage)$/;
const sums = (folder: string, edition: string) =>
	readFileSync(join(folder, edition, 'SHA256SUMS'), 'utf8');

/** Where else it is built, and how that place sorts and tells the time: the first in `npm test`, both in a soak. */
const places = [
	{ folder: 'deeper', TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' },
	{ folder: 'ältere Kopie/b', TZ: 'America/St_Johns', LANG: 'C' }
];

for (const { folder: inside, TZ, LANG } of places.slice(0, rounds(1, places.length)))
	test(`the same source gives the same bytes in another folder and time zone: ${TZ}`, () => {
		test.setTimeout(600_000); // it builds both editions
		const folder = mkdtempSync(join(tmpdir(), 'airlock build '));
		const copy = join(folder, inside);
		try {
			cpSync(root, copy, { recursive: true, filter: (path) => !leftOut.test(basename(path)) });
			symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
			const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
				cwd: copy,
				env: { ...process.env, TZ, LANG },
				encoding: 'utf8'
			});
			expect(stderr).toBe('');
			expect(status, stdout).toBe(0);
			expect(stdout).toMatch(
				/^build\/ +build ID [\da-f]{64}\n.*airlock\.html +SHA-256 +[\da-f]{64}\n$/
			);
			for (const edition of ['build', 'build-single'])
				expect(sums(copy, edition), edition).toBe(sums(root, edition));
		} finally {
			rmSync(folder, { recursive: true, force: true });
		}
	});

test('SHA256SUMS is what sha256sum makes of the build', () => {
	for (const edition of ['build', 'build-single'])
		execFileSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], {
			cwd: join(root, edition)
		});
});
