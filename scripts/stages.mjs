import { spawn } from 'node:child_process';
import { npm, npmCommand, root } from './toolchain.mjs';

// How `npm test`, `npm run quick` and `npm run soak` run their stages.

/** @type {{ name: string, seconds: number }[]} each stage that has ended, in that order */
export const stageTimes = [];

/**
 * Says when a stage begins and how long it took.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 */
export async function stage(name, work) {
	console.log(`\n▸ ${name}`);
	const start = performance.now();
	try {
		return await work();
	} finally {
		const seconds = (performance.now() - start) / 1000;
		stageTimes.push({ name, seconds });
		console.log(`▸ ${name} took ${seconds.toFixed(1)} s`);
	}
}

/**
 * @param {string} script - an npm script that has the machine for itself
 * @param {...string} args
 * @returns {Promise<boolean>} whether it ended well; its output goes where ours goes
 */
export async function runAlone(script, ...args) {
	const code = await stage(script, () => npm('run', '--silent', script, ...args));
	return code === 0;
}

/**
 * Runs an npm script beside others. Its output is shown in one piece when it has ended.
 *
 * @param {string} script
 * @returns {Promise<boolean>} whether it ended well
 */
export function runBeside(script) {
	return stage(script, () => {
		const [command, ...args] = npmCommand('run', '--silent', script);
		return new Promise((resolve, reject) => {
			const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
			/** @type {Buffer[]} */
			const output = [];
			child.stdout.on('data', (data) => output.push(data));
			child.stderr.on('data', (data) => output.push(data));
			child.once('error', reject).once('close', (code) => {
				process.stdout.write(Buffer.concat(output));
				resolve(code === 0);
			});
		});
	});
}
