import { build } from 'vite';

/** Curves and post-quantum algorithms: age has them for public keys. Airlock's age files have passphrases only. */
const forPublicKeys = /^@noble\/(?:curves|post-quantum)\//;

const leftOut = '\0left-out';

/** Leaves them out. Code that used one after all would find it undefined and fail. */
const ageForPassphrases = {
	name: 'airlock-age-for-passphrases',
	enforce: /** @type {const} */ ('pre'),
	/** @param {string} id @param {string} [importer] */
	resolveId: (id, importer) =>
		forPublicKeys.test(id) && importer?.includes('/age-encryption/') ? leftOut : undefined,
	/** @param {string} id */
	load: (id) =>
		id === leftOut
			? 'export const x25519 = undefined, p256 = undefined, MLKEM768P256 = undefined, MLKEM768X25519 = undefined;'
			: undefined
};

/**
 * @param {string} entry - the path of a module
 * @returns {Promise<string>} the module and all that it imports, as one script
 */
export async function bundle(entry) {
	const result = await build({
		configFile: false,
		logLevel: 'warn',
		plugins: [ageForPassphrases],
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
