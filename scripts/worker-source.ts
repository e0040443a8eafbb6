import type { Plugin } from 'vite';
import { bundle } from './bundle.mjs';

const QUERY = '?worker-source';

/**
 * Vite plugin: `import source from './x.ts?worker-source'` is the text of a module worker, bundled
 * into one script, to be started from a blob:
 *
 *     const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
 *     new Worker(policy.createScriptURL(url), { type: 'module' });
 *
 * Such a worker inherits the page's content security policy, whereas one loaded by URL from a static
 * host has none; and Vite's own `?worker&inline` passes a plain string, which Trusted Types refuse.
 * Under `vite dev` the text is one import of the worker's module, which Vite
 * then serves like any other. Pages rendered on the server get an empty text: nothing starts there.
 */
export function workerSource(): Plugin {
	return {
		name: 'airlock-worker-source',
		enforce: 'pre',
		async load(id) {
			if (!id.endsWith(QUERY)) return undefined;
			const entry = id.slice(0, -QUERY.length);
			if (this.environment.config.consumer === 'server') return `export default '';`;
			if (this.environment.mode === 'dev' && process.env['VITEST'] === undefined) {
				return `import path from ${JSON.stringify(`${entry}?worker&url`)};
					const url = new URL(path, location.origin);
					export default \`import \${JSON.stringify(url)};\`;`;
			}
			return `export default ${JSON.stringify(await bundle(entry))};`;
		}
	};
}
