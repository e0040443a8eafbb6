import { serveAndSay } from './serve.mjs';
import { assertNode, installIfNeeded, isBuilt, npm, say } from './toolchain.mjs';

// `npm start` on a fresh clone: installs, builds and serves, each only when needed.

async function buildIfNeeded() {
	if (!isBuilt() && (await npm('run', 'build')) !== 0) throw new Error('The build failed.');
}

try {
	assertNode();
	await installIfNeeded();
	await buildIfNeeded();
	await serveAndSay();
} catch (error) {
	say(error);
}
