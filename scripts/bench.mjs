import { runnerImport } from 'vite';
import { npm, root, say } from './toolchain.mjs';

// `npm run bench`: what the engine costs, as ratios to the bare platform (docs/performance.md).

try {
	if ((await npm('run', '--silent', 'build')) !== 0) throw new Error('The build failed.');
	const { module } = await runnerImport('./tests/bench/run.ts', {
		root,
		configFile: false,
		logLevel: 'warn'
	});
	await module.run();
} catch (error) {
	say(error);
}
