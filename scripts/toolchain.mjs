import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What start.mjs and verify.mjs share. It runs before anything is installed: Node's own modules only. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** @throws a message of one line if package.json doesn't allow this version of Node */
export function assertNode() {
	const { node } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines;
	if (!satisfies(process.versions.node, node)) {
		throw new Error(`Airlock needs Node ${node}; this is ${process.versions.node}.`);
	}
}

/**
 * @param {string} version - such as 20.20.2
 * @param {string} range - such as ^20.19 || >=22.12
 */
export function satisfies(version, range) {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return range.split('||').some((part) => {
		const match = /^(\^|>=)(\d+)(?:\.(\d+))?/.exec(part.trim());
		if (!match) throw new RangeError(`Not a range of Node versions: ${range}`);
		const [leastMajor, leastMinor] = [Number(match[2]), Number(match[3] ?? 0)];
		if (major === leastMajor) return minor >= leastMinor;
		return match[1] === '>=' && major > leastMajor;
	});
}

/** Runs `npm ci` when node_modules is missing, cut short, or older than the lockfile. */
export async function installIfNeeded() {
	// npm writes this file when it is done
	const installed = modified(join(root, 'node_modules/.package-lock.json'));
	if (installed >= modified(join(root, 'package-lock.json'))) return;
	if ((await npm('ci', '--include=dev')) !== 0) throw new Error('npm ci failed.');
}

/**
 * @param {string} path - a file or a folder
 * @returns {number} when it, or anything in it, last changed, in epoch milliseconds; 0 if it is missing
 */
export function modified(path) {
	const found = statSync(path, { throwIfNoEntry: false });
	if (!found) return 0;
	const inside = found.isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [];
	return Math.max(found.mtimeMs, ...inside.map(modified));
}

/** @param {string[]} args */
export function npm(...args) {
	const [command, ...rest] = npmCommand(...args);
	return run(command, rest);
}

/**
 * @param {string[]} args
 * @returns {[string, ...string[]]} the command that calls npm, the one that called us if there is one
 */
export function npmCommand(...args) {
	const cli = process.env['npm_execpath'];
	return cli ? [process.execPath, cli, ...args] : ['npm', ...args];
}

const sources = [
	...['src', 'static', 'scripts', 'svelte.config.js', 'vite.config.ts'],
	...['package.json', 'package-lock.json', 'CHANGELOG.md']
];

/** @returns {boolean} whether build/ has all of what the sources make */
export function isBuilt() {
	const built = modified(join(root, 'build/SHA256SUMS')); // written last
	return sources.every((source) => modified(join(root, source)) < built);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>} its exit code; its output goes where ours goes
 */
export function run(command, args) {
	return new Promise((resolve, reject) => {
		spawn(command, args, { cwd: root, stdio: 'inherit' })
			.once('error', reject)
			.once('exit', (code) => resolve(code ?? 1));
	});
}

/** @param {unknown} error - said in one line, without a stack */
export function say(error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
