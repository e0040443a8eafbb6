import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';
import { workerSource } from './scripts/worker-source.ts';

export default defineConfig({
	plugins: [workerSource(), sveltekit()],
	// A file of its own for everything: the policy allows no data: URL.
	build: { assetsInlineLimit: 0, rolldownOptions: { checks: { bundlerTimings: false } } }
});
