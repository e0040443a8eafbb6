import type { PublicKeyFault } from '#lib/domain/errors.ts';
import { words, type ErrorWords } from '../errors.ts';

/** Why a public key is refused. */
export const publicKeyTexts: Record<PublicKeyFault, ErrorWords> = {
	NOT_A_PUBLIC_KEY: words(
		'其中没有公钥。',
		'公钥应为 SubjectPublicKeyInfo 格式。',
		'请选择该服务称为公钥或包装密钥的文件。'
	),
	NOT_RSA: words('这不是 RSA 密钥。', '各服务用 RSA 密钥包装。', '请从该服务重新获取包装密钥。'),
	CANT_VERIFY: words(
		'这个公钥不能用来验证签名。',
		'可用于验证的有 2048 位以上的 RSA、P-256、P-384、P-521、Ed25519，以及浏览器支持时的 ML-DSA。也可能是密钥被改动或损坏。',
		'请从签名者处重新获取公钥。'
	),
	PSS_ONLY: words(
		'这个 RSA 密钥只能用于 PSS 签名。',
		'其标识为 id-RSASSA-PSS，不能用来加密。',
		'请从该服务重新获取包装密钥。'
	),
	OAEP_ONLY: words(
		'这个 RSA 密钥声明只用于 OAEP。',
		'其标识为 id-RSAES-OAEP，自带散列算法；各服务使用 rsaEncryption。',
		'请重新获取采用 rsaEncryption 的 SubjectPublicKeyInfo 密钥。'
	),
	PARAMETERS: words(
		'这个 RSA 密钥带有 RSA 密钥不应有的参数。',
		'可能由有缺陷的程序生成，或被改动过。',
		'请从该服务重新获取包装密钥。'
	),
	MODULUS_SIZE: words(
		'这个 RSA 密钥太小或太大。',
		'模数必须为 2048 到 8192 位。',
		'请从该服务重新获取包装密钥。'
	),
	MODULUS_EVEN: words(
		'这不是可用的 RSA 密钥：模数是偶数。',
		'用它包装的内容永远无法打开。密钥被改动或损坏。',
		'请从该服务重新获取包装密钥。'
	),
	EXPONENT: words(
		'这不是可用的 RSA 密钥：指数不正确。',
		'指数必须是 3 到 2^64 之间的奇数，通常为 65537。密钥被改动或损坏。',
		'请从该服务重新获取包装密钥。'
	)
};
