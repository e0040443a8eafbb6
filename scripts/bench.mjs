import { runnerImport } from 'vite';
import { npm, root, say } from './toolchain.mjs';

// `npm run bench`: what the engine costs, as ratios to the bare platform (docs/performance.md).
// `npm run bench -- <suite> …`: only these of tests/bench/run.ts.

const wanted = process.argv.slice(2);

try {
	const needsBuild = wanted.length === 0 || wanted.includes('start');
	if (needsBuild && (await npm('run', '--silent', 'build')) !== 0)
		throw new Error('The build failed.');
	const { module } = await runnerImport('./tests/bench/run.ts', {
		root,
		configFile: false,
		logLevel: 'warn'
	});
	await module.run(wanted);
} catch (error) {
	say(error);
}
