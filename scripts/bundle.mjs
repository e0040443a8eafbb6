import { build } from 'vite';

/**
 * @param {string} entry - the path of a module
 * @returns {Promise<string>} the module and all that it imports, as one script
 */
export async function bundle(entry) {
	const result = await build({
		configFile: false,
		logLevel: 'warn',
		build: {
			write: false,
			rolldownOptions: { input: entry, output: { codeSplitting: false } }
		}
	});
	const outputs = Array.isArray(result) ? result : [result];
	const [chunk, ...others] = outputs.flatMap((one) => ('output' in one ? one.output : []));
	if (chunk?.type !== 'chunk' || others.length > 0) {
		throw new Error(`The worker ${entry} does not bundle into one script`);
	}
	return chunk.code;
}
