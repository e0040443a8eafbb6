import type { TestProject } from 'vitest/node';
import { wycheproofFiles, type WycheproofLoader } from './published-vectors.ts';
import { readWycheproof } from './vectors.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		wycheproof: Record<string, ReturnType<WycheproofLoader>>;
	}
}

/** Hands the published vectors to tests in a browser, which cannot read the disk: `inject('wycheproof')`. */
export default function ({ provide }: TestProject): void {
	provide(
		'wycheproof',
		Object.fromEntries(wycheproofFiles.map((file) => [file, readWycheproof(file)]))
	);
}
