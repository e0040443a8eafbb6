import { build } from 'vite';

/** What age has for public keys. Airlock's age files have passphrases only. */
const forPublicKeys = [
	'HybridIdentity, HybridRecipient, HybridTagRecipient, TagRecipient, X25519Identity, X25519Recipient',
	'generateIdentity, generateHybridIdentity, generateX25519Identity, identityToRecipient'
].join();

const onlyScrypt = '\0only-scrypt:';

/** Leaves it out. Code that used it after all would find it undefined and fail. */
const ageForPassphrases = {
	name: 'airlock-age-for-passphrases',
	enforce: /** @type {const} */ ('pre'),
	/** @param {string} id @param {string} [importer] */
	resolveId: (id, importer) =>
		id === './recipients.js' && importer?.endsWith('/age-encryption/dist/index.js')
			? onlyScrypt + importer.replace('index.js', 'recipients.js')
			: undefined,
	/** @param {string} id */
	load: (id) =>
		id.startsWith(onlyScrypt)
			? `export { ScryptIdentity, ScryptRecipient } from ${JSON.stringify(id.slice(onlyScrypt.length))};
				export const ${forPublicKeys.replaceAll(/,/g, ' = undefined,')} = undefined;`
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
			rolldownOptions: {
				input: entry,
				output: { codeSplitting: false }
			}
		}
	});
	const outputs = Array.isArray(result) ? result : [result];
	const [chunk, ...others] = outputs.flatMap((one) => ('output' in one ? one.output : []));
	if (chunk?.type !== 'chunk' || others.length > 0) {
		throw new Error(`The worker ${entry} does not bundle into one script`);
	}
	return chunk.code;
}
