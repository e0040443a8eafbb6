import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** What each layer may import besides its own files. What is in no layer imports none. docs/architecture.md says it too. */
export const layers = {
	'src/lib/domain': ['fflate'],
	'src/lib/crypto': ['#lib/domain', '@noble', 'age-encryption', 'shamir-secret-sharing'],
	'src/lib/storage': ['#lib/domain'],
	'src/lib/service': ['#lib/domain', '#lib/crypto', '#lib/storage'],
	'src/lib/ui': [...['#lib/domain', '#lib/service', '#lib/ui', 'svelte', '@lucide', '$app'], 'qr'],
	'src/service-worker': ['#lib/domain', '#lib/crypto', '#lib/service'],
	'src/routes': ['#lib/domain', '#lib/service', '#lib/ui', 'svelte', '@lucide', '$app']
};

/** The entries that make their clock; everything else is handed one. */
const clocks = [
	'src/lib/service/worker/vault-worker.ts',
	'src/lib/ui/engine/clock.svelte.ts',
	'src/service-worker/service-worker.ts'
];

/** What starts workers, for the others too. */
const workerStart = 'src/lib/ui/engine/start-vault-worker.ts';
/** What loads parts of the app late. Screens are loaded late by kit. */
const lateImports = [workerStart, 'src/lib/ui/messages/texts.ts', 'src/lib/ui/shell/late-parts.ts'];
const noWorker = {
	selector: 'NewExpression[callee.name="Worker"]',
	message: 'The page starts all workers, in one place: in Firefox, the call can hang in a worker.'
};
const exportAll = {
	selector: ':matches(ExportAllDeclaration, ExportNamedDeclaration:not([declaration]))',
	message: 'Export where it is declared; import from there.'
};
const importLate = {
	selector: 'ImportExpression',
	message: 'Import statically. What is loaded late has one place.'
};
const syntax = [
	{
		selector: ':matches(NewExpression[arguments.length=0], CallExpression)[callee.name="Date"]',
		message: 'Time is an argument.'
	},
	{ selector: 'ExportDefaultDeclaration', message: 'Exports have names.' },
	{
		selector: 'SvelteAttribute[key.name="style"]',
		message: 'The policy refuses style="…": use a class or style:name={value}.'
	}
];
const subtle = { property: 'subtle', message: 'Only src/lib/crypto calls WebCrypto.' };
const now = { object: 'Date', property: 'now', message: 'Time is an argument.' };

/**
 * Imports in `files` may begin with any of `starts`, and never climb further.
 *
 * @param {string} files
 * @param {string[]} starts
 * @returns {import('eslint').Linter.Config}
 */
function mayImport(files, starts) {
	const escaped = starts.map((start) => start.replace(/[.$]/g, '\\$&')).join('|');
	const regex = `^(?!(?:${escaped})(?:/(?!.*\\.\\.)|$))`;
	const message = `Imports in ${files} begin with ${starts.join(', ')}.`;
	return {
		files: [files],
		rules: { 'no-restricted-imports': ['error', { patterns: [{ regex, message }] }] }
	};
}

const layerRules = defineConfig(
	mayImport('src/**', ['.']),
	mayImport('src/hooks.client.ts', ['#lib/ui']),
	Object.entries(layers).map(([layer, others]) => [
		mayImport(`${layer}/**`, ['.', ...others]),
		mayImport(`${layer}/*/**`, ['.', '..', ...others]) // a folder in a layer
	]),
	{
		files: ['src/**'],
		ignores: ['**/*.d.ts'],
		rules: {
			'no-console': 'error',
			'no-restricted-globals': ['error', 'Buffer', 'process', 'global', 'require'],
			'no-restricted-properties': ['error', subtle, now],
			'no-restricted-syntax': ['error', exportAll, importLate, noWorker, ...syntax]
		}
	},
	// One language: a file that names its areas, and the one that loads it.
	{
		files: ['src/lib/ui/messages/*/{start,rest}.ts'],
		rules: { 'no-restricted-syntax': ['error', importLate, noWorker, ...syntax] }
	},
	{
		files: lateImports,
		rules: { 'no-restricted-syntax': ['error', exportAll, noWorker, ...syntax] }
	},
	{ files: [workerStart], rules: { 'no-restricted-syntax': ['error', exportAll, ...syntax] } },
	{ files: ['src/lib/crypto/**'], rules: { 'no-restricted-properties': ['error', now] } },
	{ files: clocks, rules: { 'no-restricted-properties': ['error', subtle] } },
	{
		files: ['src/lib/domain/**'],
		rules: {
			'no-restricted-globals': [
				'error',
				...['Buffer', 'process', 'global', 'require', 'window', 'self', 'document', 'navigator'],
				...['location', 'localStorage', 'sessionStorage', 'indexedDB', 'caches', 'crypto', 'fetch'],
				...['setTimeout', 'setInterval', 'performance', 'postMessage', 'BroadcastChannel']
			]
		}
	}
);

const awaitOutcome = 'Wait for what should happen, not for time to pass.';
const timers = { name: 'node:timers/promises', message: awaitOutcome };
const noSleep = [
	{ selector: 'MemberExpression[property.name="only"]', message: 'Run all tests.' },
	{
		selector:
			':matches(MemberExpression[property.name="waitForTimeout"], NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"])',
		message: awaitOutcome
	},
	{
		selector:
			'CallExpression[callee.object.name="vi"][callee.property.name="waitFor"][arguments.length<2]',
		message:
			'The second that it waits by itself is too short for a busy machine: give it a timeout.'
	}
];

const testRules = defineConfig(
	{
		files: ['tests/**'],
		rules: {
			'no-restricted-imports': ['error', { paths: [timers] }],
			'no-restricted-syntax': ['error', ...noSleep]
		}
	},
	// A bench may let the browser come to rest; nothing tells when it has.
	{ files: ['tests/bench/**'], rules: { 'no-restricted-syntax': 'off' } },
	{
		files: ['tests/unit/**'],
		rules: {
			'no-restricted-syntax': [
				'error',
				...noSleep,
				{
					selector: 'MemberExpression[property.name=/^(skip|skipIf|runIf|todo)$/]',
					message: 'A unit test always runs.'
				}
			]
		}
	},
	{
		files: ['tests/e2e/**'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					paths: [
						timers,
						{
							name: '@playwright/test',
							importNames: ['test'],
							message: 'Use the guarded test of tests/support/page-guard.ts.'
						}
					]
				}
			],
			'no-restricted-syntax': [
				'error',
				...noSleep,
				{
					selector: 'CallExpression[callee.property.name=/^(skip|fixme)$/][arguments.length<2]',
					message: 'Say why: test.skip(condition, reason).'
				}
			]
		}
	}
);

export default defineConfig(
	globalIgnores(['.svelte-kit/', 'build/', 'build-single/', 'coverage/', 'test-results/']),
	js.configs.recommended,
	svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		linterOptions: { noInlineConfig: true }
	},
	{
		files: ['**/*.ts', '**/*.svelte'],
		// The rules that need types are in .oxlintrc.json: another engine runs them in a tenth of the time.
		extends: [ts.configs.strict],
		rules: {
			'no-undef': 'off', // TypeScript's work
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-empty-object-type': [
				'error',
				{ allowInterfaces: 'with-single-extends' }
			],
			'@typescript-eslint/no-unused-vars': 'off' // TypeScript's and the other engine's: here it took half of the time
		}
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		// A function, as svelte.config.js has for `runes`, would keep ESLint from its cache.
		languageOptions: {
			parserOptions: {
				parser: ts.parser,
				svelteConfig: { ...svelteConfig, compilerOptions: { runes: true } }
			}
		},
		rules: {
			// Kit's resolve() leaves the document when it is a single file; links are written '#/…'.
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	prettier,
	svelte.configs.prettier,
	layerRules,
	testRules
);
