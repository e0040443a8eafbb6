/** What a CMK is made of and what it is for. Names, and which go together, are those of AWS KMS. */
import type { PrivateKeySpec, SymmetricKeySpec } from './key-spec.ts';

/** CMKs with one secret for both sides of the HMAC. */
export type MacKeySpec = Extract<SymmetricKeySpec, `HMAC_${string}`>;
/** CMKs with a private and a public key. */
export type PairSpec = PrivateKeySpec | 'ECC_NIST_EDWARDS25519' | MlDsaSpec;
/** CMKs for FIPS 204, named after its parameter sets. */
export type MlDsaSpec = `ML_DSA_${MlDsaParameterSet}`;
/** Of FIPS 204 §4. */
export type MlDsaParameterSet = 44 | 65 | 87;
/** What the key material of a CMK is. */
export type CmkSpec = 'AES_256' | MacKeySpec | PairSpec;

/** What a CMK is made for: it does nothing else, for life. */
export const keyUsages = [
	'ENCRYPT_DECRYPT',
	'SIGN_VERIFY',
	'GENERATE_VERIFY_MAC',
	'KEY_AGREEMENT'
] as const;
/** What a CMK is for. */
export type KeyUsage = (typeof keyUsages)[number];

/** In bytes, of a `LargeMessage`, which AWS KMS does not take: WebCrypto has it in memory as a whole. */
export const largestMessage = 2 ** 28;

/** How a CMK encrypts. */
export const encryptionAlgorithms = [
	'SYMMETRIC_DEFAULT',
	'RSAES_OAEP_SHA_1',
	'RSAES_OAEP_SHA_256'
] as const;
/** How a CMK encrypts: Airlock's own format, or RSA-OAEP with one hash for all of it. */
export type EncryptionAlgorithm = (typeof encryptionAlgorithms)[number];
/** With RSA keys. */
export type RsaEncryptionAlgorithm = Exclude<EncryptionAlgorithm, 'SYMMETRIC_DEFAULT'>;

const rsaSigning = [
	'RSASSA_PSS_SHA_256',
	'RSASSA_PSS_SHA_384',
	'RSASSA_PSS_SHA_512',
	'RSASSA_PKCS1_V1_5_SHA_256',
	'RSASSA_PKCS1_V1_5_SHA_384',
	'RSASSA_PKCS1_V1_5_SHA_512'
] as const;
/** How a CMK signs. */
export const signingAlgorithms = [
	...rsaSigning,
	'ECDSA_SHA_256',
	'ECDSA_SHA_384',
	'ECDSA_SHA_512',
	'ED25519_SHA_512',
	'ML_DSA_SHAKE_256'
] as const;
/** How a CMK signs. */
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/** How a CMK makes a MAC. */
export const macAlgorithms = [
	'HMAC_SHA_224',
	'HMAC_SHA_256',
	'HMAC_SHA_384',
	'HMAC_SHA_512'
] as const;
/** How a CMK makes a MAC. */
export type MacAlgorithm = (typeof macAlgorithms)[number];

/** How CMKs agree on a secret. */
export const keyAgreementAlgorithms = ['ECDH'] as const;
/** How CMKs agree on a secret. */
export type KeyAgreementAlgorithm = (typeof keyAgreementAlgorithms)[number];

/** All ways to use a CMK. */
export const algorithms = [
	...encryptionAlgorithms,
	...signingAlgorithms,
	...macAlgorithms,
	...keyAgreementAlgorithms
] as const;
/** Any way to use a CMK. */
export type Algorithm = (typeof algorithms)[number];

type Uses = Partial<Record<KeyUsage, readonly Algorithm[]>>;

const rsa: Uses = {
	ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
	SIGN_VERIFY: rsaSigning
};

const mlDsa: Uses = { SIGN_VERIFY: ['ML_DSA_SHAKE_256'] };

const uses: Record<CmkSpec, Uses> = {
	AES_256: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
	HMAC_224: { GENERATE_VERIFY_MAC: ['HMAC_SHA_224'] },
	HMAC_256: { GENERATE_VERIFY_MAC: ['HMAC_SHA_256'] },
	HMAC_384: { GENERATE_VERIFY_MAC: ['HMAC_SHA_384'] },
	HMAC_512: { GENERATE_VERIFY_MAC: ['HMAC_SHA_512'] },
	RSA_2048: rsa,
	RSA_3072: rsa,
	RSA_4096: rsa,
	ECC_NIST_P256: { SIGN_VERIFY: ['ECDSA_SHA_256'], KEY_AGREEMENT: ['ECDH'] },
	ECC_NIST_P384: { SIGN_VERIFY: ['ECDSA_SHA_384'], KEY_AGREEMENT: ['ECDH'] },
	ECC_NIST_P521: { SIGN_VERIFY: ['ECDSA_SHA_512'], KEY_AGREEMENT: ['ECDH'] },
	ECC_NIST_EDWARDS25519: { SIGN_VERIFY: ['ED25519_SHA_512'] },
	ML_DSA_44: mlDsa,
	ML_DSA_65: mlDsa,
	ML_DSA_87: mlDsa
};

/** What a CMK can be made of. */
export const cmkSpecs = Object.keys(uses) as readonly CmkSpec[];

/** What a CMK is made of and what it is for. */
export interface Kind {
	keySpec: CmkSpec;
	/** left out for ENCRYPT_DECRYPT */
	keyUsage?: Exclude<KeyUsage, 'ENCRYPT_DECRYPT'>;
}

/** @returns what a CMK is for */
export const usageOf = ({ keyUsage }: Kind): KeyUsage => keyUsage ?? 'ENCRYPT_DECRYPT';

/** @returns what keys of this kind can be for; each of them is for one of these only */
export const usagesOf = (keySpec: CmkSpec): KeyUsage[] => Object.keys(uses[keySpec]) as KeyUsage[];

/** @returns the ways in which a CMK can be used */
export const algorithmsOf = (kind: Kind): readonly Algorithm[] =>
	uses[kind.keySpec][usageOf(kind)] ?? [];

/** @returns whether keys of this kind are secrets for HMAC */
export const isMacKey = (keySpec: CmkSpec): keySpec is MacKeySpec =>
	'GENERATE_VERIFY_MAC' in uses[keySpec];

/** @returns whether keys of this kind have a public half */
export const isPair = (keySpec: CmkSpec): keySpec is PairSpec =>
	keySpec !== 'AES_256' && !isMacKey(keySpec);

/** @returns whether keys of this kind sign with ML-DSA, which not every browser has */
export const isMlDsa = (keySpec: CmkSpec): keySpec is MlDsaSpec => keySpec.startsWith('ML_DSA_');

/** The key pairs that are made as data keys. */
export type DataKeyPairSpec = Exclude<PairSpec, MlDsaSpec>;
/** The key pairs that are made as data keys. */
export const dataKeyPairSpecs = cmkSpecs.filter(
	(keySpec): keySpec is DataKeyPairSpec => isPair(keySpec) && !isMlDsa(keySpec)
);
