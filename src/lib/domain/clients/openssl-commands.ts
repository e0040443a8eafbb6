import { defaultCommandFiles, type Command, type CommandFiles } from './wrapping-command.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from '../import/wrapping.ts';
import { mlDsaSeedBytes, secretLengths, type SecretSpec } from '../key/key-material.ts';
import { isMlDsa, isPair, type CmkSpec, type MlDsaSpec } from '../key/kinds.ts';
import { hexOf, join, overLines, piped, remove, unlessThere, type Terminal } from './terminal.ts';

/** One step of the commands for OpenSSL. */
export type OpensslCommand = Command<
	'CHECK_VERSION' | 'MAKE_KEY_MATERIAL' | 'ENCRYPT' | 'ERASE_INTERMEDIATE'
>;

/**
 * RSAES-OAEP of a file. Both hashes are named: without `rsa_oaep_md` OpenSSL silently uses SHA-1. LibreSSL reads the
 * options in this order: what the key is, the key, what is done with it.
 */
export function opensslOaep(
	algorithm: WrappingAlgorithm,
	publicKey: string,
	input: string,
	output: string,
	terminal: Terminal
): string {
	const hash = oaepHash(algorithm) === 'SHA-1' ? 'sha1' : 'sha256';
	return overLines(terminal, [
		`openssl pkeyutl -encrypt -in ${input} -out ${output}`,
		`-pubin -keyform DER -inkey ${publicKey}`,
		`-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash} -pkeyopt rsa_mgf1_md:${hash}`
	]);
}

const pairOptions: Record<Exclude<CmkSpec, SecretSpec | MlDsaSpec>, string> = {
	RSA_2048: 'RSA -pkeyopt rsa_keygen_bits:2048',
	RSA_3072: 'RSA -pkeyopt rsa_keygen_bits:3072',
	RSA_4096: 'RSA -pkeyopt rsa_keygen_bits:4096',
	ECC_NIST_P256: 'EC -pkeyopt ec_paramgen_curve:P-256',
	ECC_NIST_P384: 'EC -pkeyopt ec_paramgen_curve:P-384',
	ECC_NIST_P521: 'EC -pkeyopt ec_paramgen_curve:P-521',
	ECC_NIST_EDWARDS25519: 'ED25519'
};

/**
 * Random bytes, of ML-DSA as the seed, which OpenSSL before 3.5 makes too; or a pair as PKCS #8: `genpkey` itself writes DER in the older form of each algorithm. OpenSSL would
 * write over a file that is there, and that may be the only copy of a key.
 */
function makeKeyMaterial(keySpec: CmkSpec, file: string, terminal: Terminal): string {
	const random = (bytes: number) => `openssl rand -out ${file} ${bytes}`;
	const make = isMlDsa(keySpec)
		? random(mlDsaSeedBytes)
		: isPair(keySpec)
			? piped(
					terminal,
					`openssl genpkey -algorithm ${pairOptions[keySpec]}`,
					`openssl pkcs8 -topk8 -nocrypt -outform DER -out ${file}`
				)
			: random(secretLengths(keySpec).least);
	return unlessThere(terminal, file, make);
}

/** Names of the files that are needed in between. */
const between = ['aes.key', 'aes.wrapped', 'key.wrapped'] as const;

/** @returns the commands that put the RSA block and the wrapped key material together, and those that then erase */
export const joinParts = (terminal: Terminal, encryptedKey: string): string =>
	join(terminal, between[1], between[2], encryptedKey);
export const eraseParts = (terminal: Terminal): string => remove(terminal, between);

/** The OpenSSL 3 commands that wrap key material for these import parameters, in order. */
export function opensslCommands(
	algorithm: WrappingAlgorithm,
	files: CommandFiles = defaultCommandFiles,
	keySpec: CmkSpec = 'AES_256',
	terminal: Terminal = 'BASH'
): OpensslCommand[] {
	const encryptWithRsa = (input: string, output: string) =>
		opensslOaep(algorithm, files.publicKey, input, output, terminal);
	const wrappingKey = hexOf(terminal, 'aes.key');
	const prepare: OpensslCommand[] = [
		{ step: 'CHECK_VERSION', text: 'openssl version' },
		{ step: 'MAKE_KEY_MATERIAL', text: makeKeyMaterial(keySpec, files.keyMaterial, terminal) }
	];
	if (!isHybrid(algorithm))
		return [
			...prepare,
			{ step: 'ENCRYPT', text: encryptWithRsa(files.keyMaterial, files.encryptedKey) }
		];
	return [
		...prepare,
		{
			step: 'ENCRYPT',
			text: [
				'openssl rand -out aes.key 32',
				// RFC 5649 §3: the alternative initial value that marks key wrap with padding
				overLines(terminal, [
					`openssl enc -id-aes256-wrap-pad -K ${terminal === 'POWERSHELL' ? wrappingKey : `"$(${wrappingKey})"`} -iv A65959A6`,
					`-in ${files.keyMaterial} -out key.wrapped`
				]),
				encryptWithRsa('aes.key', 'aes.wrapped'),
				joinParts(terminal, files.encryptedKey)
			].join('\n')
		},
		{ step: 'ERASE_INTERMEDIATE', text: eraseParts(terminal) }
	];
}
