import type { PublicKeyFault } from '#lib/domain/errors.ts';
import { words, type ErrorWords } from '../errors.ts';

/** Why a public key is refused. */
export const publicKeyTexts: Record<PublicKeyFault, ErrorWords> = {
	NOT_A_PUBLIC_KEY: words(
		'There is no public key in it.',
		'Airlock takes public keys as SubjectPublicKeyInfo.',
		'Choose the file that the service calls public key or wrapping key.'
	),
	NOT_RSA: words(
		'This is not an RSA key.',
		'Services wrap with RSA keys.',
		'Get the wrapping key from the service again.'
	),
	CANT_VERIFY: words(
		'This public key can’t verify signatures.',
		'Airlock verifies with RSA from 2048 bits on, P-256, P-384, P-521, Ed25519 and, where the browser has it, ML-DSA. Or the key was altered or damaged.',
		'Get the public key from the signer again.'
	),
	PSS_ONLY: words(
		'This RSA key is for PSS signatures only.',
		'Its identifier says id-RSASSA-PSS: it must not be used to encrypt.',
		'Get the wrapping key from the service again.'
	),
	OAEP_ONLY: words(
		'This RSA key names OAEP as its only use.',
		'Its identifier says id-RSAES-OAEP, with a hash of its own; services use rsaEncryption.',
		'Get the key again as SubjectPublicKeyInfo with rsaEncryption.'
	),
	PARAMETERS: words(
		'This RSA key has parameters, which an RSA key must not have.',
		'It was made by a faulty program, or altered.',
		'Get the wrapping key from the service again.'
	),
	MODULUS_SIZE: words(
		'This RSA key is too small or too large.',
		'Its modulus must have 2048 to 8192 bits.',
		'Get the wrapping key from the service again.'
	),
	MODULUS_EVEN: words(
		'This is not a working RSA key: its modulus is even.',
		'Nobody could open what is wrapped with it. The key was altered or damaged.',
		'Get the wrapping key from the service again.'
	),
	EXPONENT: words(
		'This is not a working RSA key: its exponent is wrong.',
		'The exponent must be odd, from 3 to 2^64; usually it is 65537. The key was altered or damaged.',
		'Get the wrapping key from the service again.'
	)
};
