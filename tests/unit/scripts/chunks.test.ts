import { expect, test } from 'vitest';
import { divide, textsMissingAtStart } from '../../../scripts/chunks.ts';

type Graph = Record<string, { imports?: string[]; importsLate?: string[]; isEntry?: boolean }>;

function modulesOf(graph: Graph) {
	return new Map(
		Object.entries(graph).map(([id, module]) => [
			id,
			{ imports: [], importsLate: [], isEntry: false, ...module }
		])
	);
}

const en = '/src/lib/ui/messages/en';
const screens: Graph = {
	'/entry.js': {
		isEntry: true,
		imports: ['/shell.ts'],
		importsLate: [
			...['/nodes/keys', '/nodes/wrap', '/src/lib/ui/Overview.svelte'],
			...['/.svelte-kit/error-template.js', '/worker.ts?worker-source']
		]
	},
	'/shell.ts': { imports: ['/src/lib/ui/messages/shell.ts'], importsLate: [`${en}/start.ts`] },
	'/src/lib/ui/messages/shell.ts': {},
	[`${en}/start.ts`]: { imports: [`${en}/shell.ts`] },
	[`${en}/shell.ts`]: { imports: ['/plural.ts', '/spec.ts'] },
	'/spec.ts': {},
	'/plural.ts': {},
	'/nodes/keys': { imports: ['/src/routes/keys/+page.svelte'] },
	'/src/routes/keys/+page.svelte': { imports: ['/slot.ts', '/shell.ts', '/only-keys.ts'] },
	'/nodes/wrap': { imports: ['/src/routes/wrap/+page.svelte'] },
	'/src/routes/wrap/+page.svelte': { imports: ['/slot.ts', '/name.ts'] },
	'/src/lib/ui/Overview.svelte': { imports: ['/name.ts', '/spec.ts'] },
	'/.svelte-kit/error-template.js': {},
	'/slot.ts': {},
	'/only-keys.ts': {},
	'/name.ts': {},
	'/worker.ts?worker-source': {}
};

test('each module is in the one file that is there whenever it is needed', () => {
	const chunkOf = divide(modulesOf(screens));
	expect(Object.fromEntries(chunkOf)).toMatchObject({
		'/entry.js': 'start',
		'/shell.ts': 'start',
		'/.svelte-kit/error-template.js': 'start',
		'/src/lib/ui/messages/shell.ts': 'start',
		[`${en}/shell.ts`]: 'first-texts-en',
		'/src/routes/keys/+page.svelte': 'keys',
		'/only-keys.ts': 'keys',
		// It is there whatever screen follows.
		'/slot.ts': 'unlocked',
		// The first texts wait for no file of screens.
		'/spec.ts': 'start',
		'/src/lib/ui/Overview.svelte': 'unlocked',
		// It comes first once the vault is unlocked, and waits for no file of others.
		'/name.ts': 'unlocked',
		'/worker.ts?worker-source': 'worker'
	});
	expect(chunkOf.size).toBe(Object.keys(screens).length);
});

test('a text that the start shows, and that a language lacks at the start, is named', () => {
	const check = (graph: Graph) => {
		const modules = modulesOf(graph);
		return textsMissingAtStart(modules, divide(modules));
	};
	expect(check(screens)).toEqual([]);
	expect(check({ ...screens, [`${en}/start.ts`]: {} })).toEqual(['en/shell']);
});
