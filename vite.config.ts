import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { chunks } from './scripts/chunks.ts';
import { plainIcons } from './scripts/plain-icons.ts';
import { noServer } from './scripts/no-server.ts';
import { textNames } from './scripts/text-names.ts';
import { unusedParts } from './scripts/unused-parts.ts';
import { workerSource } from './scripts/worker-source.ts';

const single = process.env['EDITION'] === 'single';

export default defineConfig({
	define: { __AIRLOCK_EDITION__: JSON.stringify(single ? 'SINGLE_FILE' : 'WEB') },
	plugins: [
		workerSource(),
		textNames(),
		plainIcons(),
		unusedParts(),
		noServer(),
		sveltekit(),
		...(single ? [] : [chunks()])
	],
	// On the web a file of its own for everything: the policy allows no data: URL there.
	build: {
		assetsInlineLimit: single ? Number.MAX_SAFE_INTEGER : 0,
		chunkSizeWarningLimit: 2000,
		// One file has no imports of others to find.
		rolldownOptions: { checks: { bundlerTimings: false, emptyImportMeta: !single } }
	}
});
