import { isHybrid, oaepHash, type WrappingAlgorithm } from './wrapping.ts';

/** Names of the files that the commands read and write. */
export interface CommandFiles {
	publicKey: string;
	keyMaterial: string;
	encryptedKey: string;
}

export const defaultCommandFiles: CommandFiles = {
	publicKey: 'PublicKey.der',
	keyMaterial: 'KeyMaterial.bin',
	encryptedKey: 'EncryptedKeyMaterial.bin'
};

export type CommandStep = 'CHECK_VERSION' | 'MAKE_KEY_MATERIAL' | 'ENCRYPT' | 'ERASE_INTERMEDIATE';

export interface Command {
	step: CommandStep;
	/** lines for a POSIX shell */
	text: string;
}

/**
 * The OpenSSL 3 commands that wrap key material for these import parameters, in order. OAEP always names both
 * hashes: without `rsa_oaep_md` OpenSSL silently uses SHA-1.
 */
export function opensslCommands(
	algorithm: WrappingAlgorithm,
	files: CommandFiles = defaultCommandFiles
): Command[] {
	const hash = oaepHash(algorithm) === 'SHA-1' ? 'sha1' : 'sha256';
	const encryptWithRsa = (input: string, output: string) =>
		[
			`openssl pkeyutl -encrypt -in ${input} -out ${output} \\`,
			`  -inkey ${files.publicKey} -keyform DER -pubin \\`,
			`  -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash} -pkeyopt rsa_mgf1_md:${hash}`
		].join('\n');
	const prepare: Command[] = [
		{ step: 'CHECK_VERSION', text: 'openssl version' },
		{ step: 'MAKE_KEY_MATERIAL', text: `openssl rand -out ${files.keyMaterial} 32` }
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
