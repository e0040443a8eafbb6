import type { Plugin } from 'vite';

const file = '/@sveltejs/kit/src/runtime/client/utils.js';
/** Where kit makes what asks for the version. In development it asks for nothing. */
const asks = 'if (__SVELTEKIT_DEV__ || !BROWSER) {';

/**
 * Vite plugin: after a file that is missing, kit asks the host for `version.json`, to load the page anew if there is
 * another version. The policy forbids that request, and Airlock does nothing of the kind by itself
 * (ui/offline/missing-files.svelte.ts), so kit does not ask.
 */
export function noVersionCheck(): Plugin {
	return {
		name: 'airlock-no-version-check',
		enforce: 'pre',
		apply: 'build',
		transform(code, id) {
			if (!id.endsWith(file)) return undefined;
			if (code.split(asks).length !== 2) this.error('Kit asks for its version in another way now.');
			return { code: code.replace(asks, 'if (true) {'), map: null };
		}
	};
}
