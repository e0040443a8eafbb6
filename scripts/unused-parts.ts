import type { Plugin } from 'vite';

const svelte = '/svelte/src/';
const kit = '/@sveltejs/kit/src/runtime/client/';

/** What a file of Svelte or Kit says, once, and what the build makes of it. */
const changes: readonly [file: string, from: string, to: string][] = [
	// No page is rendered on a server, so none takes over elements that are there ("hydrates").
	[
		`${svelte}internal/client/dom/hydration.js`,
		'export let hydrating = false;',
		'export const hydrating = false;'
	],
	[`${svelte}internal/client/dom/hydration.js`, '\thydrating = value;\n', ''],
	[`${svelte}legacy/legacy-client.js`, '(options.hydrate ? hydrate : mount)', 'mount'],
	// Kit names all of Svelte and uses four functions. All others would be in the build.
	[
		`${kit}client.js`,
		"import * as svelte from 'svelte';",
		"import { onMount, settled, tick, untrack } from 'svelte'; const svelte = { settled, tick };"
	],
	[`${kit}client.js`, 'const { onMount, tick } = svelte;\n', ''],
	[`${kit}client.js`, 'const untrack = svelte.untrack ?? ((value) => value());\n', ''],
	// After a file that is missing, Kit asks the host for `version.json`, to load the page anew if there is another version.
	// The policy forbids that request, and Airlock does nothing of the kind by itself (ui/offline/missing-files.svelte.ts).
	[`${kit}utils.js`, 'if (__SVELTEKIT_DEV__ || !BROWSER) {', 'if (true) {']
];

/** A call of a compiled component that returns at once unless the page hydrates. */
const callsWhileHydrating = /^\s*\$\.(?:reset|next|remove_input_defaults)\([\w$]*\);$/gm;

/** What a component says to one that has slots, as older ones of Svelte have. None here has. */
const slots = /,?\s*\$\$slots: \{ [^{}]* \}/g;

/** Vite plugin: leaves parts of Svelte and Kit out of the build that nothing in Airlock uses. */
export function unusedParts(): Plugin {
	return {
		name: 'airlock-unused-parts',
		enforce: 'post',
		apply: 'build',
		applyToEnvironment: ({ config }) => config.consumer === 'client',
		transform(code, id) {
			if (id.endsWith('.svelte')) return { code: withoutUnusedCalls(code), map: null };
			const ofFile = changes.filter(([file]) => id.endsWith(file));
			if (ofFile.length === 0) return undefined;
			let result = code;
			for (const [file, from, to] of ofFile) {
				if (result.split(from).length !== 2)
					this.error(`${file} says it in another way now: ${from}`);
				result = result.replace(from, to);
			}
			return { code: result, map: null };
		}
	};
}

/** @returns the code of a compiled component without what it says for hydration and slots */
export function withoutUnusedCalls(code: string): string {
	return code.replaceAll(callsWhileHydrating, '').replaceAll(slots, '');
}
