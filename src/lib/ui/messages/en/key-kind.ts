import type { KeyUsage } from '#lib/domain/key/kinds.ts';

/** What a CMK is for. */
export const keyUsageNames: Record<KeyUsage, string> = {
	ENCRYPT_DECRYPT: 'encrypt and decrypt',
	SIGN_VERIFY: 'sign and verify',
	GENERATE_VERIFY_MAC: 'make and check MACs',
	KEY_AGREEMENT: 'agree on a secret'
};
