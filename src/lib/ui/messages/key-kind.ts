import type { CmkSpec } from '#lib/domain/key/kinds.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import type { Language } from '#lib/domain/language.ts';
import { inEachLanguage } from './texts.ts';

/** Choosing what a new key is for. */
export const keyKindMessages = inEachLanguage('keyKindMessages');

/** In every language. */
export const cmkSpecNames: Record<CmkSpec, string> = {
	AES_256: 'AES-256',
	HMAC_224: 'HMAC-SHA-224',
	HMAC_256: 'HMAC-SHA-256',
	HMAC_384: 'HMAC-SHA-384',
	HMAC_512: 'HMAC-SHA-512',
	RSA_2048: 'RSA-2048',
	RSA_3072: 'RSA-3072',
	RSA_4096: 'RSA-4096',
	ECC_NIST_P256: 'NIST P-256',
	ECC_NIST_P384: 'NIST P-384',
	ECC_NIST_P521: 'NIST P-521',
	ECC_NIST_EDWARDS25519: 'Ed25519',
	ML_DSA_44: 'ML-DSA-44',
	ML_DSA_65: 'ML-DSA-65',
	ML_DSA_87: 'ML-DSA-87'
};
const keyUsageNames = inEachLanguage('keyUsageNames');

/** @returns what a key is and what it is for: “NIST P-256, sign and verify” */
export function kindOfKey(
	{ KeySpec, KeyUsage }: Pick<KeyMetadata, 'KeySpec' | 'KeyUsage'>,
	language: Language
): string {
	const comma = language === 'zh-CN' ? '，' : ', ';
	return `${cmkSpecNames[KeySpec]}${comma}${keyUsageNames[language][KeyUsage]}`;
}
