import {
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { spawnSync } from 'node:child_process';
import { svelte2tsx } from 'svelte2tsx';
import { root, say } from './toolchain.mjs';

// The rules that need types (.oxlintrc.json), over everything that has types. The linter reads no components, so each
// is turned into TypeScript first, in a folder of its own that lies over src.

/** What svelte2tsx writes itself. It has `any` there, old types and properties that take any function. */
const addedBySvelte2tsx = /__sveltets_|svelteHTML\.|\$\$|\$props\(\)/;
const doubtsAdded =
	/no-unsafe-|no-misused-promises|no-deprecated|no-generated-empty-object-type|no-misused-spread/;

/**
 * @typedef {{ code: string, message: string, filename: string, labels: { span: { offset: number, length: number, line: number, column: number } }[] }} Finding
 *
 * @param {string} folder - whose code is linted; its tsconfig.json says how
 * @param {string[]} [args]
 * @returns {Finding[]}
 */
function lint(folder, args = []) {
	const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
	const config = ['--config', join(root, '.oxlintrc.json')];
	const command = [oxlint, '--type-aware', '--format', 'json', ...config, ...args];
	const { stdout, stderr } = spawnSync(process.execPath, command, {
		cwd: folder,
		encoding: 'utf8',
		maxBuffer: 64 * 1024 * 1024
	});
	try {
		const { diagnostics, number_of_files: files } = JSON.parse(stdout);
		if (files === 0) throw new Error('no file was linted');
		return diagnostics;
	} catch (error) {
		throw new Error(`oxlint did not run: ${stderr || stdout}`, { cause: error });
	}
}

/** @param {string} folder - gets a twin in TypeScript of every component */
function writeTwins(folder) {
	const settings = JSON.parse(readFileSync(join(root, '.svelte-kit/tsconfig.json'), 'utf8'));
	const { paths, rootDirs } = settings.compilerOptions;
	const fromKit = (/** @type {string} */ path) => join(root, '.svelte-kit', path);
	const components = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
		.filter((path) => path.endsWith('.svelte'))
		.map((path) => join('src', path));
	for (const path of components) {
		const { code } = svelte2tsx(readFileSync(join(root, path), 'utf8'), {
			filename: path,
			isTsFile: true,
			mode: 'ts',
			version: '5.0.0'
		});
		const twin = join(folder, dirname(path), `++${basename(path)}.ts`);
		mkdirSync(dirname(twin), { recursive: true });
		writeFileSync(twin, code);
		// what an import of the component finds
		const name = `./${basename(twin)}`;
		writeFileSync(
			join(folder, path.replace(/\.svelte$/, '.d.svelte.ts')),
			`export { default } from '${name}';\nexport * from '${name}';\n`
		);
	}
	/** @type {Record<string, string[]>} */
	const absolute = { '#lib/*': [join(root, 'src/lib/*')] };
	for (const [name, targets] of Object.entries(paths)) absolute[name] = targets.map(fromKit);
	const kits = ['ambient.d.ts', 'non-ambient.d.ts', 'types/**/$types.d.ts'].map(fromKit);
	writeFileSync(
		join(folder, 'tsconfig.json'),
		JSON.stringify({
			extends: join(root, 'tsconfig.json'),
			compilerOptions: {
				rootDirs: [...rootDirs.map(fromKit), folder],
				paths: absolute,
				allowArbitraryExtensions: true
			},
			files: [
				join(root, 'node_modules/svelte2tsx/svelte-shims-v4.d.ts'),
				join(root, 'node_modules/svelte/svelte-html.d.ts')
			],
			include: [...kits, join(root, 'src/**/*.ts'), 'src'],
			exclude: [join(root, 'src/service-worker')]
		})
	);
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}

/** @returns {Finding[]} what is wrong in components */
function lintComponents() {
	const folder = mkdtempSync(join(tmpdir(), 'airlock-lint-'));
	try {
		writeTwins(folder);
		return lint(folder, ['--allow', 'no-unused-vars', 'src']).filter(
			({ filename, code, labels: [label] }) => {
				if (!filename.includes('++')) return false;
				if (!label || !doubtsAdded.test(code)) return true;
				const text = readFileSync(join(folder, filename));
				const { offset, length } = label.span;
				const before = text.subarray(0, offset).toString().split('\n').at(-1) ?? '';
				const flagged = text.subarray(offset, offset + length).toString();
				const [after = ''] = text
					.subarray(offset + length)
					.toString()
					.split('\n', 1);
				return !addedBySvelte2tsx.test(before + flagged + after);
			}
		);
	} finally {
		rmSync(folder, { recursive: true });
	}
}

try {
	const findings = [...lint(root), ...lintComponents()];
	for (const { filename, code, message, labels } of findings) {
		const { line = 1, column = 1 } = labels[0]?.span ?? {};
		const isTwin = filename.includes('++');
		const path = isTwin
			? filename.replace('++', '').replace(/\.ts$/, '')
			: relative(root, join(root, filename));
		const place = isTwin ? `${path} (line ${line} of its TypeScript)` : `${path}:${line}:${column}`;
		console.error(`${place}  ${message}  ${code}`);
	}
	if (findings.length > 0) process.exitCode = 1;
} catch (error) {
	say(error);
}
