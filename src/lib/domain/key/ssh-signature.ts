/**
 * Signatures as OpenSSH makes and verifies them for files, with `ssh-keygen -Y` and in Git: PROTOCOL.sshsig of OpenSSH.
 * The algorithms' names and forms are of RFC 4253 §6.6, RFC 5656 §3.1.2, RFC 8332 §3 and RFC 8709 §6.
 */
import { concat, equalBytes, fromBase64, lengthPrefixed, u32, utf8, type Bytes } from '../bytes.ts';
import { toPem } from '../pem.ts';
import { signatureOfDer } from './ecdsa-der.ts';
import type { SigningAlgorithm } from './kinds.ts';

/** Their names; and of ECDSA, the bytes of `r` and of `s`. */
const algorithms = {
	RSASSA_PKCS1_V1_5_SHA_256: { name: 'rsa-sha2-256', numberBytes: 0 },
	RSASSA_PKCS1_V1_5_SHA_512: { name: 'rsa-sha2-512', numberBytes: 0 },
	ECDSA_SHA_256: { name: 'ecdsa-sha2-nistp256', numberBytes: 32 },
	ECDSA_SHA_384: { name: 'ecdsa-sha2-nistp384', numberBytes: 48 },
	ECDSA_SHA_512: { name: 'ecdsa-sha2-nistp521', numberBytes: 66 },
	ED25519_SHA_512: { name: 'ssh-ed25519', numberBytes: 0 }
} as const satisfies Partial<Record<SigningAlgorithm, object>>;

/** What OpenSSH signs files with. */
export type SshAlgorithm = keyof typeof algorithms;

/** @returns whether OpenSSH has it for files; it has no PSS, and of PKCS #1 not every hash */
export const isSshAlgorithm = (algorithm: SigningAlgorithm): algorithm is SshAlgorithm =>
	algorithm in algorithms;

/** What the signer and those who verify agree on, so that no signature counts for another purpose. */
export const sshNamespaceOfFiles = 'file';
const namespaceForm = /^[\w.@-]{1,255}$/;

/** @returns whether it can be one; OpenSSH takes any text, Airlock what needs no quotes in a command */
export const isSshNamespace = (value: unknown): value is string =>
	typeof value === 'string' && namespaceForm.test(value);

const preamble = utf8('SSHSIG');
const version = u32(1);
const reserved = new Uint8Array();
const hashName = utf8('sha512');

const armor = utf8('-----BEGIN SSH SIGNATURE-----');

/** @returns whether a file is a signature for OpenSSH */
export const isSshSignature = (file: Uint8Array): boolean =>
	equalBytes(file.subarray(0, armor.length), armor);

/** @param messageHash - SHA-512 of what is signed @returns the bytes that the private key signs in its place */
export const sshSigned = (namespace: string, messageHash: Bytes): Bytes =>
	concat(preamble, lengthPrefixed(utf8(namespace), reserved, hashName, messageHash));

/**
 * @param publicKey - as in `authorized_keys`: its type and its Base64
 * @param signature - of {@link sshSigned}, as a CMK gives it
 * @returns the signature as a file for `ssh-keygen -Y verify -s`
 */
export function sshSignature(
	publicKey: string,
	namespace: string,
	algorithm: SshAlgorithm,
	signature: Bytes
): string {
	const { name, numberBytes } = algorithms[algorithm];
	const numbers = numberBytes > 0 && signatureOfDer(signature, numberBytes);
	const bytes = numbers
		? lengthPrefixed(
				sshNumber(numbers.subarray(0, numberBytes)),
				sshNumber(numbers.subarray(numberBytes))
			)
		: signature;
	const key = fromBase64(publicKey.split(' ')[1] ?? '');
	const parts = [key, utf8(namespace), reserved, hashName, lengthPrefixed(utf8(name), bytes)];
	return toPem('SSH SIGNATURE', concat(preamble, version, lengthPrefixed(...parts)));
}

/** A positive number as SSH has it, RFC 4251 §5: as short as it can be, a zero byte before a first bit that is set. */
export function sshNumber(digits: Uint8Array): Bytes {
	const first = digits.findIndex((byte) => byte !== 0);
	const short = new Uint8Array(first < 0 ? [] : digits.subarray(first));
	return (short[0] ?? 0) >= 0x80 ? concat(Uint8Array.of(0), short) : short;
}
