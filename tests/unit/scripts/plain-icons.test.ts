import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compile } from 'svelte/compiler';
import { expect, test } from 'vitest';
import { plainIcons } from '../../../scripts/plain-icons.ts';

const root = join(import.meta.dirname, '../../..');
const icons = '/@lucide/svelte/dist/icons/';

function load(file: string): string | undefined {
	const { load: hook } = plainIcons();
	if (typeof hook !== 'function') throw new TypeError('the plugin has no such hook');
	const error = (message: string): never => {
		throw new Error(message);
	};
	return hook.call({ error } as unknown as ThisParameterType<typeof hook>, file) as
		| string
		| undefined;
}

test('an icon is one SVG element with its shapes, of the size and class that a screen gives', () => {
	const source = load(join(root, 'node_modules', icons, 'circle-x.svelte')) ?? '';
	expect(source).toContain(
		'><circle cx="12" cy="12" r="10" /><path d="m15 9-6 6" /><path d="m9 9 6 6" /></svg>'
	);
	expect(source).toMatch(
		/width=\{size\} height=\{size\} viewBox="0 0 24 24"[^>]*aria-hidden="true"/
	);
	expect(() => compile(source, { generate: 'client' })).not.toThrow();
});

test('every icon that screens use can be made so', () => {
	const screens = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.svelte'))
		.map((file) => readFileSync(join(root, 'src', file), 'utf8'));
	const used = new Set(
		screens.flatMap((text) =>
			[...text.matchAll(/'@lucide\/svelte\/icons\/([\w-]+)'/g)].map(([, name]) => name)
		)
	);
	expect(used.size).toBeGreaterThan(30);
	for (const name of used) {
		const module = readFileSync(join(root, 'node_modules', icons, `${name}.js`), 'utf8');
		const [, file = ''] = /from "\.\/([\w-]+\.svelte)"/.exec(module) ?? [];
		expect(load(join(root, 'node_modules', icons, file))).toMatch(/^<script.*<\/svg>$/s);
	}
});

test('other files are left alone, and icons of another form stop the build', () => {
	expect(load(join(root, 'src/app.html'))).toBeUndefined();
	const folder = mkdtempSync(join(tmpdir(), 'airlock-icons-'));
	try {
		mkdirSync(join(folder, icons), { recursive: true });
		const file = join(folder, icons, 'new.svelte');
		writeFileSync(file, '<script>const iconNode = [];</script>');
		expect(() => load(file)).toThrow(/another way/);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
