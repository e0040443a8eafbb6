import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { finishSingleFile, finishWebEdition } from './release.mjs';
import { root, say } from './toolchain.mjs';

// `npm run build`: both editions; `npm run build -- web` or `single` builds one. The same source gives the same bytes, in
// any folder and at any time.

/**
 * Kit says on standard output what it does: that is shown if it fails. Warnings go to standard error, and are shown.
 *
 * @param {string[]} command - a script in node_modules and its arguments
 */
function node(...command) {
	const [script = '', ...args] = command;
	const { status, stdout } = spawnSync(
		process.execPath,
		[join(root, 'node_modules', script), ...args],
		{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] }
	);
	if (status === 0) return;
	process.stdout.write(stdout);
	throw new Error('The build failed.');
}

/** @param {'web' | 'single'} edition */
function build(edition) {
	process.env['EDITION'] = edition;
	node('vite/bin/vite.js', 'build', '--logLevel', 'warn');
}

const web = join(root, 'build');
const single = join(root, 'build-single');
const [, , only] = process.argv;
try {
	if (only !== undefined && only !== 'web' && only !== 'single')
		throw new Error(`There is no edition ${only}: say web, single, or nothing for both.`);
	// The last file of all, build/SHA256SUMS, tells `npm start` that all is there.
	if (only !== 'single') rmSync(web, { recursive: true, force: true });
	if (only !== 'web') rmSync(single, { recursive: true, force: true });
	node('@sveltejs/kit/svelte-kit.js', 'sync'); // both editions read the settings that it writes
	if (only !== 'web') {
		build('single');
		console.log(`build-single/airlock.html  SHA-256  ${finishSingleFile(single)}`);
	}
	if (only !== 'single') {
		build('web');
		console.log(`build/                     build ID ${await finishWebEdition(web)}`);
	}
} catch (error) {
	say(error);
}
