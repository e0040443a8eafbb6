import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { argon2idCaps, defaultArgon2id } from '#lib/crypto/argon2id.ts';
import { wrappingClients } from '#lib/domain/clients/client-commands.ts';
import { shortestPassphrase } from '#lib/domain/vault/slot.ts';
import { scenarioIds } from '#lib/ui/practice/scenarios.ts';
import { passphraseWords } from '#lib/ui/vault/suggest-passphrase.ts';
import { layers } from '../../../eslint.config.js';
import { MarkdownDocument } from '../../support/document.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const markdownIn = (folder: string) =>
	readdirSync(join(root, folder))
		.filter((name) => name.endsWith('.md'))
		.map((name) => join(folder, name));
const documents = ['.', 'docs', 'docs/decisions', 'docs/pictures', '.github'].flatMap(markdownIn);
const layerNames = Object.keys(layers).map((path) => basename(path));
const { scripts, dependencies, engines } = JSON.parse(
	readFileSync(join(root, 'package.json'), 'utf8')
) as {
	scripts: Record<string, string>;
	dependencies: Record<string, string>;
	engines: { node: string };
};

const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** @param word - as a document spells it: `eight` */
const numberOf = (word = '') =>
	[...numbers, 'eleven', 'twelve', 'thirteen', 'fourteen'].indexOf(word.toLowerCase()) + 1;

/** The anchor that a heading gets: lower case, without punctuation, hyphens for spaces. */
const anchor = (heading: string) =>
	heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\- ]/gu, '')
		.replaceAll(' ', '-');

function anchors(text: string): string[] {
	return [
		...[...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchor(heading)),
		...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)
	];
}

describe.each(documents)('%s', (path) => {
	const { text } = new MarkdownDocument(path);

	it('links only to what is there', () => {
		const links = [...text.matchAll(/(?:\]\(|\b(?:src|srcset)=")([^)\s"]+)[)"]/g)].map(
			([, target = '']) => target
		);
		const broken = links
			.filter((target) => !/^https?:/.test(target))
			.filter((target) => {
				const [file = '', fragment] = target.split('#');
				const linked = file === '' ? path : join(dirname(path), file);
				if (!existsSync(join(root, linked))) return true;
				return (
					fragment !== undefined && !anchors(new MarkdownDocument(linked).text).includes(fragment)
				);
			});
		expect(broken).toEqual([]);
	});

	it('names only files and folders that are there', () => {
		const starts = ['src', 'docs', 'tests', 'scripts', 'static', ...layerNames];
		const paths = new RegExp(`^(?:${starts.join('|')})/[\\w./-]+$`);
		const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name);
		const missing = named
			.filter((name) => paths.test(name))
			.filter((name) => !['.', 'src/lib'].some((folder) => existsSync(join(root, folder, name))));
		expect(missing).toEqual([]);
	});

	it('names only npm scripts that are there', () => {
		const named = [...text.matchAll(/\bnpm run ([\w-]+)/g)].map(([, name = '']) => name);
		expect(named.filter((name) => !(name in scripts))).toEqual([]);
	});
});

describe('README.md', () => {
	const { text } = new MarkdownDocument('README.md');

	it('counts the scenarios', () => {
		const [, count] = /(\w+) guided scenarios/.exec(text) ?? [];
		expect(numberOf(count)).toBe(scenarioIds.length);
	});

	it('says how long a passphrase must be', () => {
		expect(text).toContain(`a passphrase of at least ${shortestPassphrase} characters`);
	});

	it('names the programs that Airlock shows commands for', () => {
		const named = /commands for (.+?)\. *$/m.exec(text)?.[1] ?? '';
		expect(named.split(/, | and /)).toHaveLength(wrappingClients.length);
	});
});

describe('CONTRIBUTING.md', () => {
	const contributing = new MarkdownDocument('CONTRIBUTING.md');

	it('has every npm script with its duration, and no other', () => {
		const rows = contributing.table('command');
		const documented = rows.map(([command = '']) => command.replace(/^npm (run )?/, ''));
		const existing = Object.keys(scripts).filter((name) => name !== 'prepare');
		expect(documented.toSorted()).toEqual(existing.toSorted());
		for (const [command, , duration] of rows) expect(duration, command).toMatch(/^\d+ (s|min)$/);
	});

	it('says of every runtime dependency why it is there, and of no other', () => {
		const documented = contributing.table('package').flatMap(([names = '']) => names.split(', '));
		const builtIn = ['svelte', '@sveltejs/kit'];
		expect(documented.toSorted()).toEqual([...Object.keys(dependencies), ...builtIn].toSorted());
	});
});

describe('docs/architecture.md', () => {
	const architecture = new MarkdownDocument('docs/architecture.md');

	it('shows every folder, to the second level and to the layers, and no other', () => {
		const [, tree = ''] = /^```\n(docs\/[^]*?)^```$/m.exec(architecture.text) ?? [];
		const shown: string[] = [];
		const above: string[] = [];
		for (const [, indent = '', name = ''] of tree.matchAll(/^( *)([\w-]+)\/(?= |$)/gm)) {
			above.splice(indent.length / 2, Infinity, name);
			shown.push(above.join('/'));
		}
		const foldersIn = (folder: string) =>
			readdirSync(join(root, folder), { withFileTypes: true })
				.filter((entry) => entry.isDirectory())
				.map(({ name }) => `${folder}/${name}`);
		const top = ['docs', 'scripts', 'src', 'static', 'tests'];
		const inner = [...foldersIn('src'), ...foldersIn('src/lib'), ...foldersIn('tests')];
		expect(shown.toSorted()).toEqual([...top, ...inner, 'docs/decisions'].toSorted());
	});

	it('has the layers as lint has them', () => {
		const list = (cell = '') => (cell === '–' ? [] : cell.split(', ')).toSorted();
		const documented = architecture
			.table('layer')
			.map(([layer, , others, packages]) => [layer, list(others), list(packages)]);
		const held = Object.entries(layers).map(([path, starts]) => {
			const layer = basename(path);
			const others = starts.filter((start) => start !== `#lib/${layer}`);
			const isLayer = (start: string) => start.startsWith('#lib/');
			return [
				layer,
				others
					.filter(isLayer)
					.map((start) => start.slice('#lib/'.length))
					.toSorted(),
				others.filter((start) => !isLayer(start)).toSorted()
			];
		});
		expect(Object.fromEntries(documented.map((row) => [row[0], row]))).toEqual(
			Object.fromEntries(held.map((row) => [row[0], row]))
		);
	});

	it('says what every folder of domain and service holds', () => {
		const documented = architecture
			.table('folder')
			.map(([folder = '']) => folder)
			.filter((folder) => !folder.startsWith('ui/'));
		const existing = ['domain', 'service'].flatMap((layer) =>
			readdirSync(join(root, 'src/lib', layer), { withFileTypes: true })
				.filter((entry) => entry.isDirectory())
				.map(({ name }) => `${layer}/${name}`)
		);
		expect(documented.toSorted()).toEqual(existing.toSorted());
	});

	it('names a test that is there for each difference from AWS KMS', () => {
		const rows = architecture.table('what');
		expect(rows.length).toBeGreaterThan(4);
		for (const row of rows) {
			const [, path = '', name = ''] = /^(tests\S+): (.+)$/.exec(row.at(-1) ?? '') ?? [];
			expect(readFileSync(join(root, path), 'utf8')).toContain(`'${name}'`);
		}
	});
});

describe('SECURITY.md', () => {
	it('names a test that is there for each promise', () => {
		const document = new MarkdownDocument('SECURITY.md');
		const rows = document.table('promise');
		const promises = document.text.split('## What Airlock promises')[1]?.match(/^\d+(?=\. )/gm);
		expect([...new Set(rows.map(([promise]) => promise))]).toEqual(promises);
		for (const row of rows) {
			const [, path = '', name = ''] = /^(tests\S+): (.+)$/.exec(row.at(-1) ?? '') ?? [];
			expect(readFileSync(join(root, path), 'utf8')).toContain(`'${name}'`);
		}
	});

	it('counts the runtime packages', () => {
		const { text } = new MarkdownDocument('SECURITY.md');
		const [, count] = /(\w+) runtime packages besides Svelte/.exec(text) ?? [];
		expect(numberOf(count)).toBe(Object.keys(dependencies).length);
	});

	it('gives the true cost of the passphrase', () => {
		const { text } = new MarkdownDocument('SECURITY.md');
		const { memoryKiB, passes } = defaultArgon2id;
		expect(text).toContain(`At least ${shortestPassphrase} characters`);
		expect(text).toContain(`Argon2id with ${memoryKiB / 1024} MiB, ${passes} passes`);
		expect(text).toContain(`seven words out of ${passphraseWords.length}`);
		expect(argon2idCaps.shortestSaltBytes).toBeLessThanOrEqual(32);
	});
});

it.each(['README.md', 'CONTRIBUTING.md'])(
	'%s asks for the Node.js that package.json asks for',
	(path) => {
		const [, oldest = ''] = /^\^(\d+\.\d+)\.0 /.exec(engines.node) ?? [];
		expect(new MarkdownDocument(path).text).toContain(`You need Node ${oldest} or later`);
	}
);

it('docs/decisions has every decision in its list, in order', () => {
	const { text } = new MarkdownDocument('docs/decisions/README.md');
	const listed = [...text.matchAll(/^- \[(.+)\]\((.+)\)$/gm)].map(([, title, file]) => [
		title,
		file
	]);
	const there = markdownIn('docs/decisions')
		.filter((path) => !path.endsWith('README.md'))
		.map((path) => [/^# (.+)$/m.exec(new MarkdownDocument(path).text)?.[1], basename(path)]);
	expect(listed).toEqual(there);
});
