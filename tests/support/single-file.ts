import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test as base } from './page-guard.ts';

/** The address of the single file. */
export const singleFile = pathToFileURL(
	join(import.meta.dirname, '../../build-single/airlock.html')
).href;

/** The guarded `test` for pages of the single file. */
export const test = base.extend({ site: singleFile });
