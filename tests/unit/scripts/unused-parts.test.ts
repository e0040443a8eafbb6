import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { unusedParts, withoutUnusedCalls } from '../../../scripts/unused-parts.ts';

const packages = join(import.meta.dirname, '../../../node_modules');

function transform(code: string, id: string): string | undefined {
	const { transform: hook } = unusedParts();
	if (typeof hook !== 'function') throw new TypeError('the plugin has no such hook');
	const error = (message: string): never => {
		throw new Error(message);
	};
	const result = hook.call({ error } as unknown as ThisParameterType<typeof hook>, code, id);
	return (result as { code: string } | undefined)?.code;
}

const component = `<script>
	import Field from './Field.svelte';
	let { label, children } = $props();
	let value = $state('');
</script>
<form>
	<label>{label}<input bind:value /></label>
	<Field {label}><b>{value}</b> <i>text</i>{#snippet hint()}<p>hint</p>{/snippet}</Field>
	{@render children()}
</form>`;

test('a component says nothing for hydration and slots, and all else as before', () => {
	const { code } = compile(component, { generate: 'client' }).js;
	for (const part of [/\$\.reset\(/, /\$\.remove_input_defaults\(/, /\$\$slots:/])
		expect(code).toMatch(part);
	const lines = (text: string) => text.split('\n').map((line) => line.trim().replace(/,$/, ''));
	const kept = lines(withoutUnusedCalls(code));
	const gone = lines(code).filter((line) => line !== '' && !kept.includes(line));
	expect(
		gone.filter((line) => !/^(?:\$\.(?:reset|next|remove_input_defaults)\(|\$\$slots: )/.test(line))
	).toEqual([]);
	expect(kept.join('\n')).not.toMatch(/\$\.reset\(|\$\.remove_input_defaults\(|\$\$slots:/);
});

test('what a component leaves out does nothing in a page that does not hydrate', () => {
	const source = (file: string) =>
		readFileSync(join(packages, 'svelte/src/internal/client/dom', file), 'utf8');
	const hydration = source('hydration.js');
	expect(hydration).toContain('export function reset(node) {\n\tif (!hydrating) return;');
	expect(hydration).toMatch(
		/export function next\(count = 1\) \{\n\tif \(hydrating\) \{[^]*?\n\t\}\n\}/
	);
	expect(source('elements/attributes.js')).toContain(
		'export function remove_input_defaults(input) {\n\tif (!hydrating) return;'
	);
});

test.each([
	'svelte/src/internal/client/dom/hydration.js',
	'svelte/src/legacy/legacy-client.js',
	'@sveltejs/kit/src/runtime/client/client.js',
	'@sveltejs/kit/src/runtime/client/utils.js'
])('%s is changed, and refused if it says it in another way', (file) => {
	const id = join(packages, file);
	const code = readFileSync(id, 'utf8');
	expect(transform(code, id)).not.toBe(code);
	expect(() => transform('', id)).toThrow('in another way now');
});

test('other files stay as they are', () => {
	expect(transform('export const hydrating = false;', '/src/lib/ui/hydration.ts')).toBeUndefined();
});
