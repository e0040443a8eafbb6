import type { containerMessages as English } from '../en/containers.ts';
import type { Translation } from '../messages.ts';

/** Files of other programs: what they are called, and what has to be done before their inside is of use. */
export const containerMessages: Translation<typeof English> = {
	names: {
		JWE: '加密的 JSON 对象（JWE）',
		OPENSSL_ENC: '用“openssl enc”加密的文件',
		TR_31: 'TR-31 密钥块',
		PGP: 'PGP 文件',
		CMS: 'CMS（PKCS #7）文件',
		VAULT_CIPHERTEXT: 'Vault 的密文（“vault:v…”）',
		ANSIBLE_VAULT: '用 Ansible Vault 加密的文件',
		FERNET: 'Fernet 令牌',
		SOPS: '用 SOPS 加密的文件',
		AWS_CIPHERTEXT: 'AWS KMS 的密文',
		AWS_ENCRYPTION_SDK: 'AWS Encryption SDK 的消息',
		SEALED_JSON: 'JSON 对象中的密文',
		LUKS: '加密磁盘（LUKS）',
		KEEPASS: 'KeePass 数据库',
		GZIP: 'gzip 文件',
		TAR: 'tar 文件',
		BZIP2: 'bzip2 文件',
		XZ: 'xz 文件',
		ZSTD: 'Zstandard 文件',
		SEVEN_ZIP: '7-Zip 文件',
		RAR: 'RAR 文件',
		JKS: 'Java 密钥库（JKS）',
		JCEKS: 'Java 密钥库（JCEKS）',
		TINK_KEYSET: 'Tink 密钥集',
		AGE_IDENTITY: '用于打开 age 文件的 age 身份',
		JWT: '签名令牌（JWT）',
		AGE_RECIPIENT: 'age 收件人',
		SSH_SIGNATURE: 'SSH 签名',
		JAVA_OBJECT: '序列化的 Java 对象',
		SQLITE: 'SQLite 数据库',
		PDF: 'PDF 文档',
		IMAGE: '图片'
	},
	title: (name) => `这是${name}。`,
	causes: {
		ENCRYPTED:
			'其中的内容以它自己的方式加密，不能直接当作密钥材料。请用制作它的程序和相应的密钥或口令打开，再选择得到的文件。',
		ARCHIVE: '其中没有找到密钥。请先解压，再选择其中的文件。',
		KEY_STORE: '请用制作它的程序取出其中的密钥，再选择得到的文件。',
		OTHER: '其中没有可在此读取的密钥。您可能选错了文件。'
	}
};
