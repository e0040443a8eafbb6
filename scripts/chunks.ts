import type { Plugin } from 'vite';

/**
 * What is shown first once the vault is unlocked (ui/shell/late-parts.ts), and what several areas use, as the texts do. It
 * waits for no other file.
 */
const unlocked = 'unlocked';

/** Screens that are small, in one file: of many, gzip would make less. */
const others = 'others';

/**
 * The screens by area: what an area needs is one file, which is loaded when one of its screens is first shown.
 */
const areas: readonly [start: string, area: string][] = [
	['keys/[id]/import/', 'import'],
	['keys/[id]/record/', 'import'],
	['keys/[id]/recovery/', 'import'],
	['keys/', 'keys'],
	['crypto/', others],
	['wrap/', others],
	['activity/', others],
	['learn/', others],
	['settings/', others],
	['vault-file/', others],
	['about/', others],
	['setup/', others]
];

/** Reading QR codes, which weighs as much as a screen and is seldom needed. */
const scan = 'scan';

/** What is loaded before the first screen can be used. */
const start = 'start';

const textsAtStart = 'first-texts';

/** A part of the graph that is loaded as a whole: its name, and the modules it begins with. */
type Roots = ReadonlyMap<string, readonly string[]>;

interface Module {
	imports: readonly string[];
	importsLate: readonly string[];
	isEntry: boolean;
}

/**
 * Vite plugin: puts the modules of the page into few files, so that a visit takes few requests. One is loaded at the
 * start, one once the vault is unlocked, one for each language, one for each large area of screens, one for the small
 * screens, and one is the text of the worker.
 */
export function chunks(): Plugin {
	const chunkOf = new Map<string, string>();
	const groupOf = (name: string, priority: number) => ({
		name: (id: string) => (chunkOf.get(id) === name ? name : null),
		priority
	});
	return {
		name: 'airlock-chunks',
		enforce: 'post',
		apply: 'build',
		applyToEnvironment: ({ config }) => config.consumer === 'client',
		config: () => ({
			environments: {
				client: {
					build: {
						rolldownOptions: {
							output: {
								// Each takes along what its modules import, unless one before it has that.
								codeSplitting: {
									groups: [
										...[start, unlocked].map((name, index) => groupOf(name, 9 - index)),
										{ name: (id: string) => chunkOf.get(id) ?? null, priority: 1 }
									]
								},
								chunkFileNames: '_app/immutable/chunks/[name].[hash].js'
							}
						}
					}
				}
			}
		}),
		buildEnd() {
			const modules = new Map<string, Module>();
			for (const id of this.getModuleIds()) {
				const info = this.getModuleInfo(id);
				if (info)
					modules.set(id, {
						imports: info.importedIds,
						importsLate: info.dynamicallyImportedIds,
						isEntry: info.isEntry
					});
			}
			for (const [id, name] of divide(modules)) chunkOf.set(id, name);
			const missing = textsMissingAtStart(modules, chunkOf);
			if (missing.length > 0)
				this.error(
					`What is loaded first shows texts that messages/*/start.ts lacks: ${missing.join()}`
				);
		}
	};
}

/** @returns the name of the file that each module goes into */
export function divide(modules: ReadonlyMap<string, Module>): Map<string, string> {
	const parts = rootsOf(modules);
	const reachedBy = new Map<string, Set<string>>();
	for (const [part, roots] of parts)
		for (const id of closure(modules, roots)) {
			const others = reachedBy.get(id) ?? new Set();
			reachedBy.set(id, others.add(part));
		}
	return new Map([...reachedBy].map(([id, by]) => [id, home(by)]));
}

/**
 * What is loaded at the start may show its texts before the rest of them is there.
 *
 * @param chunkOf - what `divide` made of the modules
 * @returns the areas of texts that modules of the start read, and a language does not have from the start
 */
export function textsMissingAtStart(
	modules: ReadonlyMap<string, Pick<Module, 'imports'>>,
	chunkOf: ReadonlyMap<string, string>
): string[] {
	const areasIn = (ids: Iterable<string>, folder: RegExp) =>
		[...ids].flatMap((id) => folder.exec(id)?.[1] ?? []);
	const read = areasIn(
		[...chunkOf].flatMap(([id, chunk]) => (chunk === start ? [id] : [])),
		/\/messages\/([\w-]+)\.ts$/
	).filter((area) => area !== 'messages' && area !== 'texts');
	return [...modules].flatMap(([id, { imports }]) => {
		const language = /\/messages\/([\w-]+)\/start\.ts$/.exec(id)?.[1];
		if (language === undefined) return [];
		const offered = areasIn(imports, /\/messages\/[\w-]+\/([\w-]+)\.ts$/);
		return read.filter((area) => !offered.includes(area)).map((area) => `${language}/${area}`);
	});
}

function home(by: ReadonlySet<string>): string {
	const [only, another] = by;
	if (by.has(start) || only === undefined) return start;
	if (another === undefined) return only;
	// One of the languages is there from the start.
	return [...by].some((part) => part.startsWith(textsAtStart)) ? start : unlocked;
}

function rootsOf(modules: ReadonlyMap<string, Module>): Roots {
	const roots = new Map<string, string[]>();
	const late = new Set([...modules.values()].flatMap(({ importsLate }) => importsLate));
	for (const [id, { isEntry, imports }] of modules) {
		if (!isEntry && !late.has(id)) continue;
		const part = isEntry ? start : partOf(id, imports);
		roots.set(part, [...(roots.get(part) ?? []), id]);
	}
	return roots;
}

/** @param id - of a module that is imported late */
function partOf(id: string, imports: readonly string[]): string {
	const [, language = '', texts] = /\/messages\/([\w-]+)\/(start|rest)\.ts$/.exec(id) ?? [];
	if (texts !== undefined) return `${texts === 'start' ? textsAtStart : 'texts'}-${language}`;
	if (id.endsWith('?worker-source')) return 'worker';
	if (id.endsWith('/recovery/CopyScan.svelte')) return scan;
	// What kit imports late has one import, the screen itself.
	const route = imports.map((one) => /\/src\/routes\/(.*)$/.exec(one)?.[1]).find(Boolean);
	// Beside the screens kit imports a page for its own failures, when nothing else may work any more.
	if (route === undefined) return id.includes('/.svelte-kit/') ? start : unlocked;
	return areas.find(([path]) => route.startsWith(path))?.[1] ?? start;
}

function closure(modules: ReadonlyMap<string, Module>, roots: readonly string[]): Set<string> {
	const found = new Set<string>();
	const follow = (id: string): void => {
		if (found.has(id)) return;
		found.add(id);
		modules.get(id)?.imports.forEach(follow);
	};
	roots.forEach(follow);
	return found;
}
