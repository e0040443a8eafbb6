import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-static';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** The style attribute of kit's root component, which hides its route announcer visually. */
const ROUTE_ANNOUNCER = 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=';

/** The other edition: everything in one HTML file that is opened from a disk. */
const single = process.env['EDITION'] === 'single';

// `vite dev` needs its websocket. Nothing else can loosen the policy, a build least of all.
const developing = process.argv[2] === 'dev';

/** @type {import('@sveltejs/kit').Config} */
export default {
	compilerOptions: {
		runes: ({ filename }) => (filename.split(/[/\\]/).includes('node_modules') ? undefined : true),
		// Svelte's own is longer; these names are in every page that is kept offline.
		cssHash: ({ hash, filename }) => `s${hash(filename).slice(-4)}`
	},
	kit: {
		// as `imports` in package.json; without it the native compiler finds no component behind '#lib'
		alias: { '#lib': 'src/lib' },
		adapter: single ? adapter({ pages: 'build-single', assets: 'build-single' }) : adapter(),
		// Key ids stay behind the '#': no request ever carries one, and any static host will do.
		router: { type: 'hash' },
		// One entry; scripts/chunks.ts says what is in the other files. In the single file there are none.
		output: { bundleStrategy: single ? 'inline' : 'single' },
		serviceWorker: { register: false },
		// The default is a timestamp, which would make every build differ.
		version: { name: version, pollInterval: 0 },
		csp: {
			mode: 'hash', // kit adds the hash of its inline start script to script-src
			directives: {
				'default-src': ['none'],
				// In one file, nothing but the hashes that kit adds. An empty list, since browsers warn of 'none' beside a hash.
				'script-src': single ? [] : ['self'],
				'style-src': single ? [] : ['self'],
				'style-src-attr': ['unsafe-hashes', ROUTE_ANNOUNCER],
				'img-src': single ? ['data:', 'blob:'] : ['self', 'blob:'],
				'font-src': single ? ['none'] : ['self'],
				'connect-src': [developing ? 'self' : 'none'],
				// A worker started from a blob inherits this policy; one loaded by URL would have none.
				'worker-src': single ? ['blob:'] : ['self', 'blob:'],
				'manifest-src': single ? ['none'] : ['self'],
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
