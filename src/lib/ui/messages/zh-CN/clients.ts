import type { clientMessages as English } from '../en/clients.ts';
import type { Translation } from '../messages.ts';

/** The programs that encrypt key material elsewhere. */
export const clientMessages: Translation<typeof English> = {
	client: '加密程序',
	token: 'PKCS #11 设备（pkcs11-tool）',
	version: (what, version) => `检查版本：需要 ${what} ${version} 或更高版本`,
	versionOrLibreSsl: (openSsl, libreSsl) =>
		`检查版本：需要 OpenSSL ${openSsl} 或更高版本，或 LibreSSL ${libreSsl} 或更高版本`,
	terminal: '命令适用于',
	copyAll: '复制全部命令',
	allCopied: '已复制全部命令。',
	noteLibreSsl:
		'macOS 自带的 openssl 是 LibreSSL。3.1 及更高版本可以执行这些命令；较旧的版本会提示“parameter setting error”。',
	noteNoLibreSsl:
		'macOS 自带的 openssl 是 LibreSSL，无法完成此操作。请使用 OpenSSL 3（例如 Homebrew 的 /opt/homebrew/opt/openssl@3/bin/openssl），或选择另一个程序。',
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
};
