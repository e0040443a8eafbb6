import type { WrappingClient } from '#lib/domain/clients/client-commands.ts';
import { messages } from './messages.ts';

type Names = Record<WrappingClient, string>;

/** As they call themselves, in every language. */
export const clientNames: Names = {
	OPENSSL: 'OpenSSL',
	PYTHON: 'Python',
	NODE: 'Node.js',
	JAVA: 'Java',
	GO: 'Go',
	PKCS11_TOOL: 'pkcs11-tool'
};
/** What has the version that is asked for. */
export const clientProducts: Names = {
	...clientNames,
	PYTHON: 'cryptography',
	JAVA: 'JDK',
	PKCS11_TOOL: 'OpenSC'
};

/** The programs that encrypt key material elsewhere. */
export const clientMessages = messages({
	en: {
		client: 'Encrypt with',
		token: 'A PKCS #11 token (pkcs11-tool)',
		version: (what: string, version: string) =>
			`Check the version: you need ${what} ${version} or later`,
		setUp: 'Name the module, the token and the key, and see what the token can do',
		makeInToken: 'Make the key in the token, or take one that is there and extractable',
		keepTheToken:
			'Keep the token, or a backup of it. You need the same key again after expiry or deletion; Airlock can’t give it back.',
		saveProgram: (file: string) => `Save this program as ${file}`,
		saveFile: (file: string) => `Save ${file}`,
		theProgram: (file: string) => `the program ${file}`,
		cantTitle: (client: string, algorithm: string) => `${client} can’t do ${algorithm} by itself.`,
		cantCause: (algorithm: string) =>
			`Its library has no AES key wrap. It can do ${algorithm}: create parameters for that, or choose another program.`,
		createFor: (algorithm: string) => `Create parameters for ${algorithm}`,
		otherAlgorithms: 'If your program can do only one of these, create parameters for it:',
		noteHashes: {
			PYTHON: 'The hash is named twice, for OAEP and for MGF1. Name the same one.',
			NODE: 'Leave out oaepHash and Node.js uses SHA-1.',
			JAVA: 'OAEPWithSHA-256AndMGF1Padding alone uses SHA-1 for MGF1. The OAEPParameterSpec names both hashes.',
			GO: 'EncryptOAEP uses its hash for MGF1 too. The label is nil.'
		},
		noteJavaWrap:
			'AES/KWP/NoPadding is in JDK 17 and later. AES/KW/PKCS5Padding pads in another way; such a file is refused.',
		noteExtractable:
			'A key leaves its token only if it is extractable. One that is not can’t be imported anywhere.',
		noteTokenOaep: (otherAlgorithm: string) =>
			`Before 0.27 pkcs11-tool wraps with RSA-PKCS only, which is refused, and some tokens have OAEP with SHA-1 only. For these create parameters for ${otherAlgorithm}.`,
		noteTokenWrap:
			'0x210B is CKM_AES_KEY_WRAP_KWP. A token without it may have the same under 0x210A, CKM_AES_KEY_WRAP_PAD, as SoftHSM does; in older tokens that pads in another way, and the file is refused.'
	},
	'zh-CN': {
		client: '加密程序',
		token: 'PKCS #11 设备（pkcs11-tool）',
		version: (what, version) => `检查版本：需要 ${what} ${version} 或更高版本`,
		setUp: '指定模块、设备和密钥，并查看设备支持的机制',
		makeInToken: '在设备中生成密钥，或使用其中已有的可提取密钥',
		keepTheToken:
			'请妥善保管该设备或其备份。过期或删除后还需要同一个密钥；Airlock 无法将其交还给您。',
		saveProgram: (file) => `将此程序保存为 ${file}`,
		saveFile: (file) => `保存 ${file}`,
		theProgram: (file) => `程序 ${file}`,
		cantTitle: (client, algorithm) => `${client} 自身不支持 ${algorithm}。`,
		cantCause: (algorithm) =>
			`它的库没有 AES 密钥包装。它支持 ${algorithm}：请为其创建导入参数，或选择另一个程序。`,
		createFor: (algorithm) => `为 ${algorithm} 创建导入参数`,
		otherAlgorithms: '如果您的程序只支持以下之一，请为它创建导入参数：',
		noteHashes: {
			PYTHON: '哈希要指定两次：OAEP 一次，MGF1 一次。两者必须相同。',
			NODE: '如果省略 oaepHash，Node.js 会使用 SHA-1。',
			JAVA: '只写 OAEPWithSHA-256AndMGF1Padding 时，MGF1 会使用 SHA-1。OAEPParameterSpec 指定了两个哈希。',
			GO: 'EncryptOAEP 的哈希也用于 MGF1。标签为 nil。'
		},
		noteJavaWrap:
			'JDK 17 及更高版本才有 AES/KWP/NoPadding。AES/KW/PKCS5Padding 的填充方式不同，这样的文件会被拒绝。',
		noteExtractable: '只有可提取的密钥才能离开设备。不可提取的密钥无法导入到任何地方。',
		noteTokenOaep: (otherAlgorithm) =>
			`0.27 之前的 pkcs11-tool 只能用 RSA-PKCS 包装，会被拒绝；有些设备的 OAEP 只支持 SHA-1。遇到这种情况，请为 ${otherAlgorithm} 创建导入参数。`,
		noteTokenWrap:
			'0x210B 是 CKM_AES_KEY_WRAP_KWP。没有它的设备可能以 0x210A（CKM_AES_KEY_WRAP_PAD）提供同样的机制，例如 SoftHSM；在较旧的设备中，其填充方式不同，文件会被拒绝。'
	}
});
