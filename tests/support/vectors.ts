import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WycheproofLoader } from './published-vectors.ts';

const folder =
	process.env['AIRLOCK_VECTORS'] ??
	fileURLToPath(new URL('../../../shared/vectors', import.meta.url));

/** The published vectors are no part of the project: `AIRLOCK_VECTORS`, or `../shared/vectors` beside it. */
export const readWycheproof: WycheproofLoader = (file) => {
	const path = join(folder, 'wycheproof', file);
	if (!existsSync(path)) return undefined;
	return JSON.parse(readFileSync(path, 'utf8')) as ReturnType<WycheproofLoader>;
};
