import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { finishSingleFile, finishWebEdition } from './release.mjs';
import { root, say } from './toolchain.mjs';

// `npm run build`: both editions. The same source gives the same bytes, in any folder and at any time.

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
try {
	// The last file of all, build/SHA256SUMS, tells `npm start` that all is there.
	for (const folder of [web, single]) rmSync(folder, { recursive: true, force: true });
	node('@sveltejs/kit/svelte-kit.js', 'sync'); // both editions read the settings that it writes
	build('single');
	const fileHash = finishSingleFile(single);
	build('web');
	const buildId = await finishWebEdition(web);
	console.log(`build/                     build ID ${buildId}`);
	console.log(`build-single/airlock.html  SHA-256  ${fileHash}`);
} catch (error) {
	say(error);
}
