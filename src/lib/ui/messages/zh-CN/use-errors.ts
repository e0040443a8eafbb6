import { toPkcs8Command } from '#lib/domain/clients/convert-commands.ts';
import type {
	ArchiveFault,
	EncryptedFileFault,
	KmsErrorDetails,
	PrivateKeyEncoding,
	PrivateKeyFault
} from '#lib/domain/errors.ts';
import { longestTagKey, longestTagValue, type TagFault } from '#lib/domain/key/tag.ts';
import { formatNumber } from '#lib/ui/words/format.ts';
import { openPrivateKeyCommand, words, type ErrorWords, type UseErrorTexts } from '../errors.ts';
import { cmkSpecNames } from '../key-kind.ts';
import { keySpecNames } from './key-spec.ts';

const archiveWords = (fault: ArchiveFault): ErrorWords => {
	switch (fault.reason) {
		case 'DAMAGED':
			return words(
				'这不是完整的 tar 文件。',
				'它与加密时相同。没有解包任何内容。',
				'请只解密而不解包，并用其他程序查看。'
			);
		case 'UNSAFE_NAME':
			return words(
				`其中一个文件的名称不会被解包：${fault.member}`,
				'它指向文件夹之外、太长，或者不是每个系统都能写入。没有解包任何内容。',
				'请只解密而不解包，并用其他程序解包 tar 文件。'
			);
		case 'NOT_A_FILE':
			return words(
				`其中有文件和文件夹以外的内容：${fault.member}`,
				'Airlock 不解包链接、设备或稀疏文件。没有解包任何内容。',
				'请只解密而不解包，并用其他程序解包 tar 文件。'
			);
		case 'TWICE':
			return words(
				`其中两个文件会占用同一位置：${fault.member}`,
				'它们的名称相同，或者某些系统无法区分。没有解包任何内容。',
				'请只解密而不解包，并用其他程序解包 tar 文件。'
			);
		case 'TOO_MANY':
			return words(
				`其中的文件和文件夹超过 ${formatNumber(fault.limit, 'zh-CN')} 个。`,
				'',
				'请使用较小的文件夹。'
			);
	}
};

const suiteName = (suite: number) => `0x${suite.toString(16).padStart(4, '0')}`;

const encryptedFileWords = (fault: EncryptedFileFault): ErrorWords => {
	const at = 'offset' in fault ? formatNumber(fault.offset, 'zh-CN') : '';
	const copyAgain = '请从完整的来源重新复制该文件。';
	switch (fault.reason) {
		case 'NOT_ENCRYPTED':
			return words('该文件不是 Airlock 能打开的加密格式。');
		case 'WITHOUT_COMMITMENT':
			return words(
				'该文件没有对密钥作出承诺。',
				`它的套件是 ${suiteName(fault.suite)}。制作者可以使这样的文件在不同密钥下解密出不同内容。`,
				'如果您信任文件的来源，可以对此文件允许。'
			);
		case 'AES_192':
			return words(
				'此浏览器没有 192 位密钥的 AES。',
				`该文件的套件是 ${suiteName(fault.suite)}。`,
				'请在 Firefox 中解密，或使用 AWS Encryption SDK。'
			);
		case 'OTHER_PROVIDER':
			return words('Airlock 的任何密钥都打不开该文件。', '它的数据密钥由其他服务或程序加密。');
		case 'CUT_OFF':
			return words('该文件缺少结尾。', `它在 ${at} 字节处中断。没有保留任何内容。`, copyAgain);
		case 'ALTERED':
			return words(
				'该文件在加密后被改动。',
				`从第 ${at} 字节开始的内容无法验证。没有保留任何内容。`,
				copyAgain
			);
		case 'SIGNATURE':
			return words('该文件的签名无法验证。', '没有保留任何内容。', '请向文件的制作者重新索取。');
		case 'EXTENDED':
			return words(
				'该文件的结尾之后还有内容。',
				`它应在 ${at} 字节处结束。没有保留任何内容。`,
				copyAgain
			);
	}
};

const limitTexts: Record<KmsErrorDetails['LimitExceeded']['of'], (limit: number) => ErrorWords> = {
	tags: (limit) =>
		words(
			`一个密钥最多有 ${limit} 个标签。`,
			'加上这些就会超出。没有任何更改。',
			'请先移除它的一些标签。'
		),
	onDemandRotations: (limit) =>
		words(
			`一个密钥最多手动轮换 ${limit} 次。`,
			'此密钥已达上限。没有任何更改；自动轮换照常进行。',
			'请创建新的密钥，并把别名移到新密钥。保留旧密钥用于解密。'
		),
	keyMaterials: (limit) =>
		words(
			`一个密钥最多有 ${limit} 份密钥材料。`,
			'此密钥已达上限，不再轮换。它仍可加密和解密。',
			'请创建新的密钥，并把别名移到新密钥。保留旧密钥用于解密。'
		)
};

export const tagTexts: Record<TagFault, (number: number) => ErrorWords> = {
	NO_KEY: (number) => words(`第 ${number} 个标签没有键。`, '', '请输入键，或去掉此标签。'),
	KEY_TOO_LONG: (number) =>
		words(`第 ${number} 个标签的键太长。`, `键最多 ${longestTagKey} 个字符。`),
	VALUE_TOO_LONG: (number) =>
		words(`第 ${number} 个标签的值太长。`, `值最多 ${longestTagValue} 个字符。`),
	CHARACTER: (number) =>
		words(
			`第 ${number} 个标签含有不允许的字符。`,
			'标签可以含有字母、数字、空格和 + - = . _ : / @。'
		),
	RESERVED: (number) =>
		words(
			`第 ${number} 个标签以 aws: 开头，这是保留前缀。`,
			'这样的标签由 AWS 的服务设置。',
			'请换一个键。'
		),
	TWICE: (number) =>
		words(`第 ${number} 个标签与另一个的键相同。`, '一个键只有一个值。', '请保留其中一个。')
};

const privateKeyForms: Record<PrivateKeyEncoding, string> = {
	PKCS_1: ' PKCS #1',
	SEC_1: ' SEC 1',
	OPENSSH: ' OpenSSH 文件',
	PUTTY: ' PuTTY 文件',
	JWK: ' JWK',
	TEXT: '文本，例如 PEM'
};

export const privateKeyWords: (fault: PrivateKeyFault) => ErrorWords = (fault) => {
	switch (fault.reason) {
		case 'NOT_A_PRIVATE_KEY':
			return words('这不是私钥。', '私钥可以是 PKCS #8、PKCS #1 或 SEC 1，PEM 或 DER 形式。');
		case 'ENCRYPTED':
			return words(
				'此私钥有自己的密码保护。',
				'Airlock 不会解开它，OpenSSL 可以。',
				`请运行“${openPrivateKeyCommand}”。`
			);
		case 'WRONG_PASSWORD':
			return words('该密码打不开这个私钥。', '也可能是文件被改动或损坏。', '请检查大小写后重试。');
		case 'OTHER_KIND':
			return words(
				'这里不包装此类私钥。',
				'可以包装 2048、3072、4096 位的 RSA，以及曲线 P-256、P-384、P-521。'
			);
		case 'OTHER_SPEC':
			return words(
				`这是${keySpecNames[fault.actual]}；选择的是${keySpecNames[fault.expected]}。`,
				'密钥类型会告知该服务，它不接受其他类型。',
				'请选择此密钥的类型，或另选文件。'
			);
		case 'OTHER_KIND_OF_KEY':
			return words(
				`这是 ${cmkSpecNames[fault.actual]} 类型的密钥；此密钥接受 ${cmkSpecNames[fault.expected]}。`,
				'密钥类型在创建时选定，之后不变。',
				'请另选文件，或创建该类型的密钥。'
			);
		case 'OTHER_ALGORITHM':
			return words(
				`这个私钥不是 ${cmkSpecNames[fault.expected]} 类型。`,
				'它的算法、曲线或长度不同，Airlock 没有这样的密钥。',
				'请另选文件。'
			);
		case 'NOT_PKCS_8':
			return words(
				`这个私钥不是 DER 形式的 PKCS #8，而是${privateKeyForms[fault.form]}。`,
				'导入需要 DER 形式的 PKCS #8。',
				`请用“${toPkcs8Command(fault.form, fault.expected)}”转换，再加密新文件。`
			);
		case 'EXPANDED_ONLY':
			return words(
				'这个 ML-DSA 私钥不含种子。',
				'其中只有展开的私钥。浏览器需要 32 字节的种子，而种子无法从展开的私钥算出。',
				'请在生成它的地方连同种子一起导出：OpenSSL 3.5 默认如此。如果那里没有保留种子，请生成新的密钥。'
			);
		case 'PUBLIC_HALF':
			return words('这是公钥或证书。', '导入需要私钥。', '请加密含有私钥的文件。');
		case 'NO_PRIVATE_KEY':
			return words(
				'其中没有私钥。',
				'导入需要 DER 形式的 PKCS #8 私钥。',
				'请加密含有私钥的文件。'
			);
		case 'DAMAGED':
			return words(
				'这个私钥无法使用。',
				'它已损坏，或其中的公钥属于另一个私钥，或此浏览器不接受它的形式。',
				'请用“openssl pkey -in key.der -inform DER -check -noout”检查。'
			);
	}
};

export const useErrorTexts: UseErrorTexts = {
	InvalidPrivateKey: (fault) => privateKeyWords(fault),
	InvalidKeyUsage: ({ keyId, keySpec, keyUsage, algorithm }, nameOf) =>
		words(
			`${nameOf(keyId)} 不能这样使用。`,
			`它是 ${keySpec}，用途为 ${keyUsage}${algorithm ? `，不支持 ${algorithm}` : ''}。`,
			'请选择为此用途创建的密钥。'
		),
	KeyRetired: ({ keyId, replacedBy }, nameOf) =>
		words(
			`${nameOf(keyId)} 已退役。`,
			`它只解密和验证以前用它生成的内容，不再用于新的内容。${replacedBy === null ? '' : `${nameOf(replacedBy)} 已取代它。`}没有任何更改。`,
			replacedBy === null ? '请选择其他密钥。' : `请改用 ${nameOf(replacedBy)}。`
		),
	TagException: ({ reason, number }) => tagTexts[reason](number),
	LimitExceeded: ({ of, limit }) => limitTexts[of](limit),
	InvalidCiphertext: () =>
		words(
			'无法解密。',
			'内容被改动或截断、用另一个密钥加密，或者加密上下文不一致。',
			'请检查文件和上下文。没有任何更改。'
		),
	IncorrectKey: ({ keyId }, nameOf) =>
		words(
			'此内容是用另一个密钥加密的，而非指定的密钥。',
			`密文所写的密钥是 ${nameOf(keyId)}。`,
			'请指定该密钥，或不指定密钥。没有任何更改。'
		),
	IncorrectKeyMaterial: ({ keyId }, nameOf) =>
		words(
			'这不是该密钥所绑定的密钥材料。',
			`${nameOf(keyId)} 只能再次导入同一份密钥材料。`,
			'要使用其他密钥材料，请创建新密钥。'
		),
	KmsInvalidSignature: () =>
		words(
			'签名验证不通过。',
			'它对应的是另一条消息、另一个密钥或另一种算法；或者内容后来被改动过。'
		),
	KmsInvalidMac: () =>
		words('MAC 验证不通过。', '它对应的是另一条消息或另一个密钥；或者内容后来被改动过。'),
	DryRunOperation: () => words('操作可以完成。', '这只是试运行。'),
	InvalidEncryptedFile: encryptedFileWords,
	InvalidArchive: archiveWords
};
