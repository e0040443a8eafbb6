import type { Plugin } from 'vite';

const empty = `<script>const { children } = $props();</script>{@render children?.()}`;

/**
 * Vite plugin: no page is rendered on a server, so the screens are left out of what Kit builds to write `index.html`.
 * They would be compiled a second time for nothing, which took more than a quarter of the build's time.
 */
export function noServer(): Plugin {
	return {
		name: 'airlock-no-server',
		enforce: 'pre',
		load(id) {
			const isScreen = /\/src\/routes\/.*\.svelte$/.test(id);
			return isScreen && this.environment.config.consumer === 'server' ? empty : undefined;
		}
	};
}
