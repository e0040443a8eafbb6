import type { KeyUsage } from '#lib/domain/key/kinds.ts';
import type { keyKindMessages as English } from '../en/key-kind.ts';
import type { Translation } from '../messages.ts';

/** What a CMK is for. */
export const keyUsageNames: Record<KeyUsage, string> = {
	ENCRYPT_DECRYPT: '加密与解密',
	SIGN_VERIFY: '签名与验证',
	GENERATE_VERIFY_MAC: '生成与验证 MAC',
	KEY_AGREEMENT: '协商共享密钥'
};

/** 选择新密钥的用途。 */
export const keyKindMessages: Translation<typeof English> = {
	purpose: '密钥用来做什么？',
	purposes: {
		ENCRYPT: { label: '加密与解密', hint: '文本、文件和数据密钥。加密和解密用同一个密钥。' },
		SIGN: { label: '签名与验证', hint: '软件发布、文档、令牌。别人用它的公钥验证。' },
		MAC: { label: '生成与验证 MAC', hint: '向持有同一密钥的人证明内容未被改动。' },
		RECEIVE: {
			label: '让他人为您加密',
			hint: '他人用其公钥加密少量数据，只有此保管库能解密。'
		},
		AGREE: {
			label: '协商共享密钥',
			hint: '与同样持有此类密钥的人协商：双方各用对方的公钥算出同一份密钥。'
		}
	},
	agreeTypeHint: '对方的密钥须在同一条曲线上。',
	type: '密钥类型',
	typeHint: '创建后不能更改。',
	specHints: {
		AES_256: '',
		HMAC_224: '用于要求 HMAC-SHA-224 的场合。',
		HMAC_256: '通常的选择：JWT 的 HS256、Webhook、Cookie。',
		HMAC_384: '用于要求 HMAC-SHA-384 的场合。',
		HMAC_512: '用于要求 HMAC-SHA-512 的场合。',
		RSA_2048: '仅用于旧程序：预计会比其他类型更早变弱。',
		RSA_3072: '强度与 P-256 相当，用于不支持椭圆曲线的程序。',
		RSA_4096: '更强，但更慢，签名更长。',
		ECC_NIST_P256: '通常的选择：签名短，几乎所有程序都能验证。',
		ECC_NIST_P384: '用于要求 192 位强度的规定。',
		ECC_NIST_P521: 'NIST 曲线中最强的一种。',
		ECC_NIST_EDWARDS25519: '短而快；用于 SSH 和较新的程序。',
		ML_DSA_44: '也能抵御量子计算机。目前能验证它的程序还不多。',
		ML_DSA_65: '同 ML-DSA-44，更强。目前能验证它的程序还不多。',
		ML_DSA_87: '最强的 ML-DSA。目前能验证它的程序还不多。'
	}
};
