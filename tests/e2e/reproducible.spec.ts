import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from '../support/page-guard.ts';
import { seed, soak } from '../support/soak.ts';

const root = join(import.meta.dirname, '../..');
const leftOut = /^(\.git|\.svelte-kit|build|build-single|node_modules|test-results|coverage)$/;
const sums = (folder: string, edition: string) =>
	readFileSync(join(folder, edition, 'SHA256SUMS'), 'utf8');

/** Where else it is built, and how that place sorts and tells the time. */
const places = [
	{ folder: 'deeper', TZ: 'Asia/Shanghai', LANG: 'zh_CN.UTF-8' },
	{ folder: 'ältere Kopie/b', TZ: 'America/St_Johns', LANG: 'C' }
];

const all = places.flatMap((place) => [
	{ ...place, edition: 'web', output: 'build' },
	{ ...place, edition: 'single', output: 'build-single' }
]);
/** One of them in `npm test`, which the seed chooses; all in a soak. */
const chosen = soak ? all : all.slice(seed % all.length).slice(0, 1);

for (const { folder: inside, TZ, LANG, edition, output } of chosen)
	test(`the same source gives the same bytes in another folder and time zone: ${edition}, ${TZ}`, () => {
		test.setTimeout(600_000); // a build takes its time
		const folder = mkdtempSync(join(tmpdir(), 'airlock build '));
		const copy = join(folder, inside);
		try {
			cpSync(root, copy, { recursive: true, filter: (path) => !leftOut.test(basename(path)) });
			symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
			const { status, stdout, stderr } = spawnSync(
				'npm',
				['run', '--silent', 'build', '--', edition],
				{
					cwd: copy,
					env: { ...process.env, TZ, LANG },
					encoding: 'utf8'
				}
			);
			expect(stderr).toBe('');
			expect(status, stdout).toBe(0);
			expect(stdout).toMatch(/^build.* [\da-f]{64}\n$/);
			expect(sums(copy, output)).toBe(sums(root, output));
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
