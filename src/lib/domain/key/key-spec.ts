/** The kinds of key material that are wrapped for a cloud: raw bytes, or a private key as PKCS #8 (RFC 5208 §5). */
export const keySpecs = [
	'AES_256',
	'AES_128',
	'HMAC_224',
	'HMAC_256',
	'HMAC_384',
	'HMAC_512',
	'RSA_2048',
	'RSA_3072',
	'RSA_4096',
	'ECC_NIST_P256',
	'ECC_NIST_P384',
	'ECC_NIST_P521'
] as const;
/** The kind of a key that is wrapped for a service. */
export type KeySpec = (typeof keySpecs)[number];
/** Keys that are plain bytes. */
export type SymmetricKeySpec = Extract<KeySpec, `AES_${string}` | `HMAC_${string}`>;
/** Keys that are private keys in PKCS #8. */
export type PrivateKeySpec = Exclude<KeySpec, SymmetricKeySpec>;

const rawBytes: Record<SymmetricKeySpec, number> = {
	AES_256: 32,
	AES_128: 16,
	HMAC_224: 28,
	HMAC_256: 32,
	HMAC_384: 48,
	HMAC_512: 64
};

/**
 * The most bytes that a private key has as PKCS #8 in DER: for RSA with the public exponent 65537 and all integers
 * with their sign byte, for EC with the public key in it (RFC 5915 §3), as WebCrypto and OpenSSL write them.
 */
const pkcs8Bytes: Record<PrivateKeySpec, number> = {
	RSA_2048: 1219,
	RSA_3072: 1796,
	RSA_4096: 2376,
	ECC_NIST_P256: 138,
	ECC_NIST_P384: 185,
	ECC_NIST_P521: 241
};

/** @returns whether keys of this kind are plain bytes */
export function isSymmetric(keySpec: KeySpec): keySpec is SymmetricKeySpec {
	return keySpec in rawBytes;
}

/** @returns the length of raw key material */
export function symmetricKeyBytes(keySpec: SymmetricKeySpec): number {
	return rawBytes[keySpec];
}

/** @returns how many bytes have to fit, exactly or, for an RSA private key, at most */
export function payloadBytes(keySpec: KeySpec): number {
	return isSymmetric(keySpec) ? rawBytes[keySpec] : pkcs8Bytes[keySpec];
}

/** @returns the raw kinds that have this length */
export function symmetricSpecsOfLength(byteCount: number): SymmetricKeySpec[] {
	return keySpecs.filter(
		(keySpec): keySpec is SymmetricKeySpec =>
			isSymmetric(keySpec) && rawBytes[keySpec] === byteCount
	);
}
