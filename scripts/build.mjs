import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { finishSingleFile, finishWebEdition } from './release.mjs';
import { root, run, say } from './toolchain.mjs';

// `npm run build`: both editions. The same source gives the same bytes, in any folder and at any time.

/** @param {string[]} command - a script in node_modules and its arguments */
async function node(...command) {
	const [script = '', ...args] = command;
	const exitCode = await run(process.execPath, [join(root, 'node_modules', script), ...args]);
	if (exitCode !== 0) throw new Error('The build failed.');
}

/** @param {'web' | 'single'} edition */
async function build(edition) {
	process.env['EDITION'] = edition;
	await node('vite/bin/vite.js', 'build', '--logLevel', 'warn');
}

const web = join(root, 'build');
const single = join(root, 'build-single');
try {
	// The last file of all, build/SHA256SUMS, tells `npm start` that all is there.
	for (const folder of [web, single]) rmSync(folder, { recursive: true, force: true });
	await node('@sveltejs/kit/svelte-kit.js', 'sync'); // both editions read the settings that it writes
	await build('single');
	const fileHash = finishSingleFile(single);
	await build('web');
	const buildId = await finishWebEdition(web);
	console.log(`build/                     build ID ${buildId}`);
	console.log(`build-single/airlock.html  SHA-256  ${fileHash}`);
} catch (error) {
	say(error);
}
