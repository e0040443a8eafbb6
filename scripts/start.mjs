import { join } from 'node:path';
import { serveAndSay } from './serve.mjs';
import { assertNode, installIfNeeded, modified, npm, root, say } from './toolchain.mjs';

// `npm start` on a fresh clone: installs, builds and serves, each only when needed.

const sources = [
	...['src', 'static', 'scripts', 'svelte.config.js', 'vite.config.ts'],
	...['package.json', 'package-lock.json', 'CHANGELOG.md']
];

async function buildIfNeeded() {
	const built = modified(join(root, 'build/SHA256SUMS')); // written last
	if (sources.every((source) => modified(join(root, source)) < built)) return;
	if ((await npm('run', 'build')) !== 0) throw new Error('The build failed.');
}

try {
	assertNode();
	await installIfNeeded();
	await buildIfNeeded();
	await serveAndSay();
} catch (error) {
	say(error);
}
