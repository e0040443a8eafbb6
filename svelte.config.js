import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The style attribute of kit's root component, which hides its route announcer visually. */
const ROUTE_ANNOUNCER = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

// `vite dev` needs its websocket. Nothing else can loosen the policy, a build least of all.
const developing = process.argv[2] === 'dev';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true)
	},
	kit: {
		adapter: adapter(),
		// Key ids stay behind the '#': no request ever carries one, and any static host will do.
		router: { type: 'hash' },
		// One script: an old tab never asks for a chunk that a new release has removed.
		output: { bundleStrategy: 'single' },
		serviceWorker: { register: false },
		// The default is a timestamp, which would make every build differ.
		version: { name: version, pollInterval: 0 },
		csp: {
			mode: 'hash', // kit adds the hash of its inline start script to script-src
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self'],
				'style-src-attr': ['unsafe-hashes', ROUTE_ANNOUNCER],
				'img-src': ['self', 'blob:'],
				'font-src': ['self'],
				'connect-src': [developing ? 'self' : 'none'],
				// A worker started from a blob inherits this policy; one loaded by URL would have none.
				'worker-src': ['self', 'blob:'],
				'manifest-src': ['self'],
				'object-src': ['none'],
				'frame-src': ['none'],
				'base-uri': ['none'],
				'form-action': ['none'],
				'require-trusted-types-for': ['script'],
				'trusted-types': ['svelte-trusted-html', 'airlock-script-url']
			}
		}
	}
};
