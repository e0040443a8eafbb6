import type { KeySpec } from '#lib/domain/key/key-spec.ts';

/** The kinds of key material that are wrapped for other services. */
export const keySpecNames: Record<KeySpec, string> = {
	AES_256: 'AES-256 (32 bytes)',
	AES_128: 'AES-128 or SM4 (16 bytes)',
	HMAC_224: 'HMAC-SHA-224 (28 bytes)',
	HMAC_256: 'HMAC-SHA-256 (32 bytes)',
	HMAC_384: 'HMAC-SHA-384 (48 bytes)',
	HMAC_512: 'HMAC-SHA-512 (64 bytes)',
	RSA_2048: 'RSA-2048 private key',
	RSA_3072: 'RSA-3072 private key',
	RSA_4096: 'RSA-4096 private key',
	ECC_NIST_P256: 'EC private key, P-256',
	ECC_NIST_P384: 'EC private key, P-384',
	ECC_NIST_P521: 'EC private key, P-521'
};
