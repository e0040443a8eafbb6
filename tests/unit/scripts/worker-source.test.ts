import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { workerSource } from '../../../scripts/worker-source.ts';

const page = fileURLToPath(new URL('fixtures/page.ts', import.meta.url));

/** Builds the page and runs it. @returns the worker's source text that it got */
async function sourceInBuild(): Promise<string> {
	const result = await build({
		configFile: false,
		logLevel: 'silent',
		plugins: [workerSource()],
		build: { write: false, rolldownOptions: { input: page } }
	});
	if (!('output' in result)) throw new TypeError('expected one output');
	expect(result.output).toHaveLength(1);
	const document = { title: '' };
	runInNewContext(result.output[0].code, { document });
	return document.title;
}

test('a build holds the worker as one runnable text, its imports included', async () => {
	const source = await sourceInBuild();
	const answers: unknown[] = [];
	let receive: (event: { data: number }) => void = () => undefined;
	runInNewContext(source, {
		addEventListener: (_: string, listener: typeof receive) => (receive = listener),
		postMessage: (answer: unknown) => answers.push(answer)
	});
	receive({ data: 21 });
	expect(answers).toEqual([42]);
});

test('two builds hold the same text', async () => {
	expect(await sourceInBuild()).toBe(await sourceInBuild());
});
