// Imports each module that is named with its own folder as the working folder, all in one Node.
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

for (const module of process.argv.slice(2)) {
	process.chdir(dirname(module));
	await import(pathToFileURL(module).href);
}
