/**
 * RSAES-PKCS1-v1_5, RFC 8017 §7.2, which WebCrypto lacks: the public half only, for clouds that still take it. The
 * modular exponentiation is not constant-time. What it leaks is bound to happen once per block, on the machine that
 * holds the key material in the clear anyway.
 */
import { concat, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { parseRsaPublicKey } from '#lib/domain/reading/rsa-public-key.ts';
import { randomBytes } from './random.ts';
import { integerOf, modularPower, octetsOf } from './rsa-integers.ts';

const leastPaddingBytes = 8;

/**
 * RSAES-PKCS1-V1_5-ENCRYPT, RFC 8017 §7.2.1.
 *
 * @param publicKey - SubjectPublicKeyInfo, DER
 * @param plaintext - at most the modulus length less 11
 * @returns exactly the modulus length
 * @throws {@link KmsError} `InvalidPublicKey`, `InputTooLarge`
 */
export function rsaPkcs1Encrypt(publicKey: Bytes, plaintext: Bytes): Bytes {
	const key = parseRsaPublicKey(publicKey);
	const modulusBytes = Math.ceil(key.modulusBits / 8);
	const limitBytes = modulusBytes - leastPaddingBytes - 3;
	// Step 1
	if (plaintext.length > limitBytes)
		throw new KmsError('InputTooLarge', {
			parameter: 'KeyMaterial',
			actualBytes: plaintext.length,
			limitBytes
		});
	// Step 2: EM = 0x00 || 0x02 || PS || 0x00 || M
	const padding = nonzeroRandomBytes(modulusBytes - plaintext.length - 3);
	const encoded = concat(Uint8Array.of(0, 2), padding, Uint8Array.of(0), plaintext);
	try {
		// Step 3: c = m^e mod n, as long as the modulus
		const cipher = modularPower(integerOf(encoded), key.exponent, key.modulus);
		return octetsOf(cipher, modulusBytes);
	} finally {
		wipe(encoded);
	}
}

function nonzeroRandomBytes(byteCount: number): Bytes {
	const bytes = randomBytes(byteCount);
	while (bytes.includes(0)) {
		const [another = 0] = randomBytes(1);
		bytes[bytes.indexOf(0)] = another;
	}
	return bytes;
}
