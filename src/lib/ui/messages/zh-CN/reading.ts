import type { readingMessages as English } from '../en/reading.ts';
import type { Translation } from '../messages.ts';

/** How a file was read and what it holds, for every field that takes one. */
export const readingMessages: Translation<typeof English> = {
	named: {
		ZIP: (name) => (name === undefined ? 'zip 文件' : `zip 中的文件 ${name}`),
		TAR: (name) => (name === undefined ? 'tar 文件' : `tar 中的文件 ${name}`),
		GZIP: (name) => (name === undefined ? 'gzip 文件' : `gzip 中的文件 ${name}`),
		WORD: (name) => (name === undefined ? '文本中的一个值' : `${name} 的值`),
		PEM: (label) => (label === undefined ? 'PEM' : `PEM（${label}）`),
		JSON: (field) => (field === undefined || field === '' ? 'JSON' : `JSON 字段 ${field}`)
	},
	steps: {
		UTF_8_BOM: '带 BOM 的 UTF-8 文本',
		UTF_16: 'UTF-16 文本',
		UTF_32: 'UTF-32 文本',
		HEX: '十六进制',
		BASE64: 'Base64',
		BASE32: 'Base32',
		BASE85: 'Base85 编码',
		PRINTED: '程序打印的字节',
		RTF: 'RTF 文档中的文本',
		SHEET: '打印的恢复页的文本',
		BINARY: '二进制'
	},
	base85: {
		ASCII85: 'Base85（Ascii85 形式）',
		RFC_1924: 'Base85（RFC 1924，即 Python 的 b85encode）',
		Z85: 'Base85（Z85 形式）'
	},
	wordOrders: {
		LAST_BYTE_FIRST: 'od 打印的字，每个字末字节在前（PC 的顺序）',
		FIRST_BYTE_FIRST: 'od 打印的字，每个字首字节在前（--endian=big）'
	},
	undone: (damage) => `${damage}（已还原）`,
	damages: {
		URL: 'URL 的 % 转义',
		HTML: 'HTML 实体',
		JSON_ESCAPES: 'JSON 或 properties 文件的反斜杠转义',
		QUOTED_PRINTABLE: '邮件的 quoted-printable 编码',
		SPACES: '被换成空格的 +',
		MARKS: '各行之间或前后的符号'
	},
	damagedTitle: '文本在传送途中被改动了。',
	damagedCause: (damage) => `其中有${damage}。Airlock 已将其还原，请核对结果。`,
	couldBe: (readings) => `（也可能是 ${readings}）`,
	differently: '换一种方式读取',
	readAs: {
		AUTOMATIC: '自动',
		BINARY: '原始字节',
		BASE64: 'Base64',
		HEX: '十六进制',
		PEM: 'PEM',
		DER: 'DER',
		JSON: 'JSON',
		BIG_ENDIAN_WORDS: 'od --endian=big 打印的字'
	},
	clouds: {
		AWS: 'AWS',
		ALIBABA: '阿里云',
		PING_AN: '平安云',
		TENCENT: '腾讯云',
		OTHER: '其他服务'
	},
	encryptedKey: (spec, method) => `加密后的密钥，${method}，${spec}`,
	importToken: 'Airlock 的导入令牌',
	cloudToken: (cloud) => `${cloud}的导入令牌`,
	ciphertextBlob: 'Airlock 加密的数据',
	validUntil: (what, time) => `${what}，有效期至 ${time}`,
	publicKeyIn: {
		SPKI: (key) => `公钥，${key}`,
		PKCS_1: (key) => `公钥，${key}`,
		JWK: (key) => `公钥，${key}`,
		SSH: (key) => `SSH 公钥，${key}`,
		XML: (key) => `.NET XML 格式的公钥，${key}`,
		PRINTED: (key) => `OpenSSL 打印的公钥，${key}`,
		CERTIFICATE: (key) => `含公钥的证书，${key}`,
		CSR: (key) => `含公钥的证书请求，${key}`,
		PKCS_7: (key) => `证书集（PKCS #7），第一个含公钥，${key}`
	},
	privateKey: (key) => `私钥，${key}`,
	privateKeyLocked: '用自身密码锁定的私钥',
	privateKeyUnknown: '私钥',
	privateKeyOf: {
		OPENSSH: (locked) => `OpenSSH 的私钥${locked ? '，用自身密码锁定' : ''}`,
		PUTTY: (locked) => `PuTTY 的私钥${locked ? '，用自身密码锁定' : ''}`,
		COSIGN: (locked) => `cosign 的私钥${locked ? '，用自身密码锁定' : ''}`
	},
	rsa: (bits) => `RSA ${bits} 位`,
	rsaFor: (bits, use) => `RSA ${bits} 位，只用于 ${use}`,
	otherCurve: '此处未知的曲线',
	pkcs12: 'PKCS #12 文件（.p12、.pfx）',
	keyMaterial: '未加密的密钥材料',
	byokFile: 'Azure 的传输文件（.byok）',
	ageFile: '用 age 加密的文件',
	nothing: '空内容',
	text: '文本',
	unknown: '无法识别的内容',
	refused: {
		TOO_LARGE: '文件太大，无法读取。',
		ZIP_DAMAGED: 'zip 文件已损坏或不完整。',
		ZIP_ENCRYPTED: 'zip 文件设有密码。请先解压，再选择其中的文件。',
		ZIP_TOO_LARGE: 'zip 文件中的内容超出导入所需。请先解压，再选择其中的文件。',
		ARCHIVE_NESTED: '这个文件里还有 zip、tar 或 gzip 文件。请先解压，再选择其中的文件。',
		ZIP_WITHOUT_KEYS: '这个 zip 文件里没有密钥，也没有令牌。',
		ARCHIVE_DAMAGED: 'gzip 或 tar 文件已损坏或不完整。',
		ARCHIVE_TOO_LARGE: 'gzip 或 tar 文件中的内容超出导入所需。请先解压，再选择其中的文件。',
		ASN1_TOO_DEEP: '它的嵌套比任何密钥或证书都深。',
		PRINTED_CUT: '程序只打印了部分字节。请让程序自己写文件，或以十六进制或 Base64 打印全部字节。',
		SEVERAL_FILES: '只有恢复份额的文件才会一起读取。请选择一个文件。',
		NOT_READABLE_SO: '无法按您选择的方式读取。'
	},
	utf16Title: '某个程序把这个文件改写成了 UTF-16 文本。',
	utf16Cause: 'PowerShell 的 > 会这样做。Airlock 已将其转换回来，请核对结果。',
	utf16Damaged:
		'PowerShell 的 > 会这样改写二进制输出，而且会丢失字节。请让程序自己写文件，再选择那个文件。',
	twiceTitle: '编码了两次。',
	twiceCause: (size) => `已解开两层：${size}。`
};
