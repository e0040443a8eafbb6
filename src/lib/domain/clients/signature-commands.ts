/** What OpenSSL 3 and OpenSSH do with the public key of a CMK: anyone can check a signature, and encrypt, without Airlock. */
import type { RsaEncryptionAlgorithm, SigningAlgorithm } from '../key/kinds.ts';
import { overLines, type Terminal } from './terminal.ts';

/** Names of the files that these commands read and write. */
export const signatureFiles = {
	publicKey: 'public-key.pem',
	message: 'message.bin',
	signature: 'message.sig',
	allowedSigners: 'allowed_signers',
	plaintext: 'plaintext.bin',
	ciphertext: 'ciphertext.bin'
} as const;

/** The file that was signed, and the one with its signature. */
export type SignedFiles = Record<'message' | 'signature', string>;

/** @param name - of the file that was signed, which is in the commands where it needs no quotes; undefined for a text */
export const signedFiles = (name: string | undefined): SignedFiles =>
	name !== undefined && /^\w[\w.-]*$/.test(name)
		? { message: name, signature: `${name}.sig` }
		: signatureFiles;

/** @returns the command that verifies a signature of the bytes of a file */
export function opensslVerify(
	algorithm: SigningAlgorithm,
	terminal: Terminal,
	{ message, signature }: SignedFiles = signatureFiles
): string {
	const { publicKey } = signatureFiles;
	// ML-DSA from OpenSSL 3.5 on.
	if (algorithm === 'ED25519_SHA_512' || algorithm === 'ML_DSA_SHAKE_256')
		return overLines(terminal, [
			`openssl pkeyutl -verify -rawin -in ${message} -sigfile ${signature}`,
			`-pubin -inkey ${publicKey}`
		]);
	const hashBits = Number(algorithm.slice(-3));
	return overLines(terminal, [
		`openssl dgst -sha${hashBits} -verify ${publicKey} -signature ${signature}`,
		// AWS KMS has a salt as long as the hash; so has Airlock. LibreSSL wants to have it in bytes.
		...(algorithm.startsWith('RSASSA_PSS')
			? [`-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:${hashBits / 8}`]
			: []),
		message
	]);
}

/** The name of the signer, in the file of allowed signers and in the command; any name would do. */
const signer = 'signer';

/** @param publicKey - as in `authorized_keys` @returns a line for the file of allowed signers, ssh-keygen(1) */
export const allowedSigner = (publicKey: string, namespace: string): string =>
	`${signer} namespaces="${namespace}" ${publicKey}\n`;

/** @returns the command that verifies an SSH signature of the bytes of a file, from OpenSSH 8.1 on */
export function sshVerify(
	namespace: string,
	terminal: Terminal,
	{ message, signature }: SignedFiles = signatureFiles
): string {
	const { allowedSigners } = signatureFiles;
	const command = `ssh-keygen -Y verify -f ${allowedSigners} -I ${signer} -n ${namespace} -s ${signature} < ${message}`;
	return terminal === 'POWERSHELL' ? `cmd /c "${command}"` : command;
}

/** @returns the command that encrypts a file for an RSA key; both hashes are named, since the default is SHA-1 */
export function opensslEncrypt(algorithm: RsaEncryptionAlgorithm, terminal: Terminal): string {
	const { publicKey, plaintext, ciphertext } = signatureFiles;
	const hash = algorithm === 'RSAES_OAEP_SHA_1' ? 'sha1' : 'sha256';
	return overLines(terminal, [
		`openssl pkeyutl -encrypt -in ${plaintext} -out ${ciphertext} -pubin -inkey ${publicKey}`,
		`-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:${hash} -pkeyopt rsa_mgf1_md:${hash}`
	]);
}
