import type { KeySpec } from '#lib/domain/key/key-spec.ts';

/** The kinds of key material that are wrapped for other services. */
export const keySpecNames: Record<KeySpec, string> = {
	AES_256: 'AES-256（32 字节）',
	AES_128: 'AES-128 或 SM4（16 字节）',
	HMAC_224: 'HMAC-SHA-224（28 字节）',
	HMAC_256: 'HMAC-SHA-256（32 字节）',
	HMAC_384: 'HMAC-SHA-384（48 字节）',
	HMAC_512: 'HMAC-SHA-512（64 字节）',
	RSA_2048: 'RSA-2048 私钥',
	RSA_3072: 'RSA-3072 私钥',
	RSA_4096: 'RSA-4096 私钥',
	ECC_NIST_P256: 'EC 私钥，P-256',
	ECC_NIST_P384: 'EC 私钥，P-384',
	ECC_NIST_P521: 'EC 私钥，P-521'
};
