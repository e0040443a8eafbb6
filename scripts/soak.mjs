import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { provideWebKit } from './peers.mjs';
import { runAlone } from './stages.mjs';
import { isBuilt, root, say } from './toolchain.mjs';

// `npm run soak`: the tests of which `npm test` runs a sample (tests/support/soak.ts), at full length.

/**
 * @param {string} folder
 * @param {string} ending
 * @returns {string[]} the files of tests in it that have a long form
 */
function longTests(folder, ending) {
	return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith(ending))
		.map((path) => join(folder, path))
		.filter((path) =>
			/support\/(?:browser-)?soak\.ts/.test(readFileSync(join(root, path), 'utf8'))
		);
}

try {
	process.env['AIRLOCK_SOAK'] = '1';
	await provideWebKit();
	if (!isBuilt() && !(await runAlone('build'))) throw new Error('The build failed.');
	const unit = await runAlone('unit', '--', ...longTests('tests/unit', '.test.ts'));
	const e2e = await runAlone('e2e', '--', ...longTests('tests/e2e', '.spec.ts'));
	if (!unit || !e2e) process.exitCode = 1;
} catch (error) {
	say(error);
}
