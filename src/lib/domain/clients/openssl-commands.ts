import { defaultCommandFiles, type Command, type CommandFiles } from './wrapping-command.ts';
import { isHybrid, oaepHash, type WrappingAlgorithm } from '../import/wrapping.ts';
import { secretLengths, type SecretSpec } from '../key/key-material.ts';
import { isPair, type ImportedSpec } from '../key/kinds.ts';

/** One step of the commands for OpenSSL. */
export type OpensslCommand = Command<
	'CHECK_VERSION' | 'MAKE_KEY_MATERIAL' | 'ENCRYPT' | 'ERASE_INTERMEDIATE'
>;

/** RSAES-OAEP of a file. Both hashes are named: without `rsa_oaep_md` OpenSSL silently uses SHA-1. */
export function opensslOaep(
	algorithm: WrappingAlgorithm,
	publicKey: string,
	input: string,
	output: string
): string {
	const hash = oaepHash(algorithm) === 'SHA-1' ? 'sha1' : 'sha256';
	return [
		`openssl pkeyutl -encrypt -in ${input} -out ${output} \\`,
		`  -inkey ${publicKey} -keyform DER -pubin \\`,
		`  -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash} -pkeyopt rsa_mgf1_md:${hash}`
	].join('\n');
}

const pairOptions: Record<Exclude<ImportedSpec, SecretSpec>, string> = {
	RSA_2048: 'RSA -pkeyopt rsa_keygen_bits:2048',
	RSA_3072: 'RSA -pkeyopt rsa_keygen_bits:3072',
	RSA_4096: 'RSA -pkeyopt rsa_keygen_bits:4096',
	ECC_NIST_P256: 'EC -pkeyopt ec_paramgen_curve:P-256',
	ECC_NIST_P384: 'EC -pkeyopt ec_paramgen_curve:P-384',
	ECC_NIST_P521: 'EC -pkeyopt ec_paramgen_curve:P-521',
	ECC_NIST_EDWARDS25519: 'ED25519'
};

/** Random bytes, or a pair as PKCS #8: `genpkey` itself writes DER in the older form of each algorithm. */
function makeKeyMaterial(keySpec: ImportedSpec, file: string): string {
	if (!isPair(keySpec)) return `openssl rand -out ${file} ${secretLengths(keySpec).least}`;
	return [
		`openssl genpkey -algorithm ${pairOptions[keySpec]} \\`,
		`  | openssl pkcs8 -topk8 -nocrypt -outform DER -out ${file}`
	].join('\n');
}

/** The OpenSSL 3 commands that wrap key material for these import parameters, in order. */
export function opensslCommands(
	algorithm: WrappingAlgorithm,
	files: CommandFiles = defaultCommandFiles,
	keySpec: ImportedSpec = 'AES_256'
): OpensslCommand[] {
	const encryptWithRsa = (input: string, output: string) =>
		opensslOaep(algorithm, files.publicKey, input, output);
	const prepare: OpensslCommand[] = [
		{ step: 'CHECK_VERSION', text: 'openssl version' },
		{ step: 'MAKE_KEY_MATERIAL', text: makeKeyMaterial(keySpec, files.keyMaterial) }
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
				`openssl enc -id-aes256-wrap-pad -K "$(od -An -v -tx1 aes.key | tr -d ' \\n')" -iv A65959A6 \\`,
				`  -in ${files.keyMaterial} -out key.wrapped`,
				encryptWithRsa('aes.key', 'aes.wrapped'),
				`cat aes.wrapped key.wrapped > ${files.encryptedKey}`
			].join('\n')
		},
		{ step: 'ERASE_INTERMEDIATE', text: 'rm aes.key aes.wrapped key.wrapped' }
	];
}
