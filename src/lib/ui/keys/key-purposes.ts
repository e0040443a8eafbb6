import type { CmkSpec, KeyUsage } from '#lib/domain/key/kinds.ts';

/** What a user wants a new key for. */
export type Purpose = 'ENCRYPT' | 'SIGN' | 'MAC' | 'RECEIVE' | 'AGREE';

interface PurposeFacts {
	keyUsage: KeyUsage;
	/** the kinds of keys that fit, the one that is suggested first */
	specs: readonly [CmkSpec, ...CmkSpec[]];
}

/** What each purpose takes, in the order in which they are offered. */
export const purposes: Readonly<Record<Purpose, PurposeFacts>> = {
	ENCRYPT: { keyUsage: 'ENCRYPT_DECRYPT', specs: ['AES_256'] },
	SIGN: {
		keyUsage: 'SIGN_VERIFY',
		specs: [
			'ECC_NIST_P256',
			'ECC_NIST_P384',
			'ECC_NIST_P521',
			'ECC_NIST_EDWARDS25519',
			'RSA_3072',
			'RSA_4096',
			'RSA_2048',
			'ML_DSA_65',
			'ML_DSA_44',
			'ML_DSA_87'
		]
	},
	MAC: {
		keyUsage: 'GENERATE_VERIFY_MAC',
		specs: ['HMAC_256', 'HMAC_384', 'HMAC_512', 'HMAC_224']
	},
	RECEIVE: {
		keyUsage: 'ENCRYPT_DECRYPT',
		specs: ['RSA_3072', 'RSA_4096', 'RSA_2048']
	},
	AGREE: {
		keyUsage: 'KEY_AGREEMENT',
		specs: ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521']
	}
};

/** @returns the purpose that an address names, or else encryption */
export const purposeNamed = (name: string | null): Purpose =>
	(Object.keys(purposes) as Purpose[]).find((purpose) => purpose === name) ?? 'ENCRYPT';
