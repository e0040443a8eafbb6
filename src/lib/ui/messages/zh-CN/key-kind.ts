import type { KeyUsage } from '#lib/domain/key/kinds.ts';

/** What a CMK is for. */
export const keyUsageNames: Record<KeyUsage, string> = {
	ENCRYPT_DECRYPT: '加密与解密',
	SIGN_VERIFY: '签名与验证',
	GENERATE_VERIFY_MAC: '生成与验证 MAC',
	KEY_AGREEMENT: '协商共享密钥'
};
