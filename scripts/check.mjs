import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './toolchain.mjs';

// `npm run check`: types, by TypeScript's native compiler, which takes a third of the time, and the lint rules that need
// types. TypeScript itself stays for the tools that load it.

// Twins of components that are there no longer would be checked too.
rmSync(join(root, '.svelte-kit/.svelte-check'), { recursive: true, force: true });

const checks = [
	[
		'svelte-check/bin/svelte-check',
		'--tsgo',
		'--tsconfig',
		'./tsconfig.json',
		'--fail-on-warnings'
	],
	['@typescript/native/bin/tsc', '-p', 'src/service-worker']
];
try {
	for (const [program = '', ...args] of checks)
		if ((await run(process.execPath, [join(root, 'node_modules', program), ...args])) !== 0)
			process.exitCode = 1;
	await import('./lint-types.mjs');
} catch (error) {
	say(error);
}
