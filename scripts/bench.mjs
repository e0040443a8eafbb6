import { runnerImport } from 'vite';
import { root, say } from './toolchain.mjs';

// `npm run bench`: what the engine costs, as ratios to the bare platform (docs/performance.md).

try {
	const { module } = await runnerImport('./tests/bench/run.ts', {
		root,
		configFile: false,
		logLevel: 'warn'
	});
	await module.run();
} catch (error) {
	say(error);
}
