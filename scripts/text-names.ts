import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseSync, type ESTree, type Plugin } from 'vite';
import { closes, opens } from './named.ts';

const isTexts = /\/src\/lib\/ui\/messages\/([\w-]+)\/([\w-]+)\.ts$/;
const original = 'en';
const namesOf = '\0airlock-text-names:';
const messages = new URL('../src/lib/ui/messages/', import.meta.url);
const runtime = fileURLToPath(new URL('named.ts', import.meta.url));

type Expression = ESTree.Expression;
/** The texts of one constant: what stands for each, or for the names of a group. */
type Texts = Map<string, Expression | Texts>;

/**
 * Vite plugin: the names of the texts are in the build once, not in each language. What a language has is its texts, in
 * the order of the English ones; `named` puts both together when the language is loaded.
 */
export function textNames(): Plugin {
	return {
		name: 'airlock-text-names',
		enforce: 'pre',
		apply: 'build',
		applyToEnvironment: ({ config }) => config.consumer === 'client',
		resolveId: (id) => (id.startsWith(namesOf) ? id : undefined),
		load(id) {
			if (!id.startsWith(namesOf)) return undefined;
			return [...constantsOf(englishOf(id.slice(namesOf.length)))]
				.map(([name, { texts }]) => `export const ${name} = ${JSON.stringify(listOf(texts))};`)
				.join('\n');
		},
		transform(code, id) {
			const [, language, area] = isTexts.exec(id) ?? [];
			if (language === undefined || area === undefined) return undefined;
			return withoutNames(code, englishOf(area), namesOf + area);
		}
	};
}

const englishOf = (area: string) =>
	readFileSync(new URL(`${original}/${area}.ts`, messages), 'utf8');

/**
 * @param code - of the texts of an area in a language
 * @param english - of the same area
 * @param names - the module that has the names
 * @returns the code without the names of texts; unchanged where they are not those of the English texts
 */
export function withoutNames(code: string, english: string, names: string): string {
	const originals = constantsOf(english);
	let result = '';
	let done = 0;
	const used: string[] = [];
	for (const [name, { texts, start, end }] of constantsOf(code)) {
		const order = originals.get(name)?.texts;
		const values = order && valuesOf(texts, order, code);
		if (values === undefined) continue;
		result += `${code.slice(done, start)}named(${name}Names, ${values}) as never`;
		done = end;
		used.push(`${name} as ${name}Names`);
	}
	if (used.length === 0) return code;
	return `import { named } from ${JSON.stringify(runtime)};
import { ${used.join()} } from ${JSON.stringify(names)};
${result}${code.slice(done)}`;
}

/** @returns the values of texts in the order of others; undefined if those have other names */
function valuesOf(texts: Texts, order: Texts, code: string): string | undefined {
	if (texts.size !== order.size) return undefined;
	const values: string[] = [];
	for (const [name, like] of order) {
		const value = texts.get(name);
		const isGroup = value instanceof Map;
		if (value === undefined || isGroup !== like instanceof Map) return undefined;
		const text = isGroup
			? valuesOf(value, like as Texts, code)
			: code.slice(value.start, value.end);
		if (text === undefined) return undefined;
		values.push(text);
	}
	return `[${values.join()}]`;
}

/** @returns the names, as `named` takes them */
function listOf(texts: Texts): string {
	return [...texts]
		.flatMap(([name, value]) =>
			value instanceof Map ? [name, opens, listOf(value), closes] : [name]
		)
		.join(' ');
}

/** @returns the constants of a module that are objects with plain names */
function constantsOf(code: string): Map<string, { texts: Texts; start: number; end: number }> {
	const constants = new Map<string, { texts: Texts; start: number; end: number }>();
	for (const statement of parseSync('texts.ts', code).program.body) {
		const declaration =
			statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
		if (declaration?.type !== 'VariableDeclaration') continue;
		for (const { id, init } of declaration.declarations) {
			const texts = init && textsOf(init);
			if (id.type === 'Identifier' && texts)
				constants.set(id.name, { texts, start: init.start, end: init.end });
		}
	}
	return constants;
}

function textsOf(expression: Expression): Texts | undefined {
	if (expression.type !== 'ObjectExpression' || expression.properties.length === 0)
		return undefined;
	const texts: Texts = new Map();
	for (const property of expression.properties) {
		if (property.type !== 'Property' || property.computed || property.method) return undefined;
		const { key, value } = property;
		const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : null;
		if (typeof name !== 'string' || !/^[\w-]+$/.test(name)) return undefined;
		texts.set(name, textsOf(value) ?? value);
	}
	return texts;
}
