import type { CmkSpec, KeyUsage } from '#lib/domain/key/kinds.ts';

/** What a CMK is for. */
export const keyUsageNames: Record<KeyUsage, string> = {
	ENCRYPT_DECRYPT: 'encrypt and decrypt',
	SIGN_VERIFY: 'sign and verify',
	GENERATE_VERIFY_MAC: 'make and check MACs',
	KEY_AGREEMENT: 'agree on a secret'
};

/** Choosing what a new key is for. */
export const keyKindMessages = {
	purpose: 'What is the key for?',
	purposes: {
		ENCRYPT: {
			label: 'Encrypt and decrypt',
			hint: 'Texts, files and data keys. The same key does both.'
		},
		SIGN: {
			label: 'Sign and verify',
			hint: 'Releases, documents, tokens. Others verify with its public key.'
		},
		MAC: {
			label: 'Make and check MACs',
			hint: 'Shows that nothing was changed, to those who have the same key.'
		},
		RECEIVE: {
			label: 'Let others encrypt for you',
			hint: 'They encrypt short data with its public key; only this vault decrypts it.'
		},
		AGREE: {
			label: 'Agree on a secret',
			hint: 'With somebody who has such a key too: each computes the same secret from the other’s public key.'
		}
	},
	agreeTypeHint: 'The other side needs a key on the same curve.',
	type: 'Key type',
	typeHint: 'This can’t be changed later.',
	specHints: {
		AES_256: '',
		HMAC_224: 'For what asks for HMAC-SHA-224.',
		HMAC_256: 'The usual choice: JWT’s HS256, webhooks, cookies.',
		HMAC_384: 'For what asks for HMAC-SHA-384.',
		HMAC_512: 'For what asks for HMAC-SHA-512.',
		RSA_2048: 'For old programs only: it is expected to be weak before the others.',
		RSA_3072: 'As strong as P-256, for programs that know no elliptic curves.',
		RSA_4096: 'Stronger, slower, with longer signatures.',
		ECC_NIST_P256: 'The usual choice: short signatures that nearly every program verifies.',
		ECC_NIST_P384: 'Where rules ask for 192 bits of strength.',
		ECC_NIST_P521: 'The strongest of the NIST curves.',
		ECC_NIST_EDWARDS25519: 'Short and fast; SSH, and newer programs.',
		ML_DSA_44: 'Holds against quantum computers too. Few programs verify it yet.',
		ML_DSA_65: 'As ML-DSA-44, stronger. Few programs verify it yet.',
		ML_DSA_87: 'The strongest ML-DSA. Few programs verify it yet.'
	} satisfies Record<CmkSpec, string>
};
