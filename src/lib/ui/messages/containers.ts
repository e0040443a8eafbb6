import type { ContainerForm, ContainerGroup } from '#lib/domain/reading/container-groups.ts';
import { messages } from './messages.ts';

type Names = Readonly<Record<ContainerForm, string>>;
type Causes = Readonly<Record<ContainerGroup, string>>;

/** Files of other programs: what they are called, and what has to be done before their inside is of use. */
export const containerMessages = messages({
	en: {
		names: {
			JWE: 'an encrypted JSON object (JWE)',
			OPENSSL_ENC: 'a file encrypted with “openssl enc”',
			TR_31: 'a TR-31 key block',
			PGP: 'a PGP file',
			CMS: 'a CMS (PKCS #7) file',
			VAULT_CIPHERTEXT: 'a ciphertext of Vault (“vault:v…”)',
			ANSIBLE_VAULT: 'a file encrypted with Ansible Vault',
			FERNET: 'a Fernet token',
			SOPS: 'a file encrypted with SOPS',
			AWS_CIPHERTEXT: 'a ciphertext of AWS KMS',
			AWS_ENCRYPTION_SDK: 'a message of the AWS Encryption SDK',
			SEALED_JSON: 'ciphertext in a JSON object',
			LUKS: 'an encrypted disk (LUKS)',
			KEEPASS: 'a KeePass database',
			GZIP: 'a gzip file',
			TAR: 'a tar file',
			BZIP2: 'a bzip2 file',
			XZ: 'an xz file',
			ZSTD: 'a Zstandard file',
			SEVEN_ZIP: 'a 7-Zip file',
			RAR: 'a RAR file',
			JKS: 'a Java key store (JKS)',
			JCEKS: 'a Java key store (JCEKS)',
			TINK_KEYSET: 'a Tink keyset',
			AGE_IDENTITY: 'an age identity, which opens age files',
			JWT: 'a signed token (JWT)',
			AGE_RECIPIENT: 'an age recipient',
			SSH_SIGNATURE: 'an SSH signature',
			JAVA_OBJECT: 'a serialized Java object',
			SQLITE: 'an SQLite database',
			PDF: 'a PDF document',
			IMAGE: 'a picture'
		} satisfies Names,
		title: (name: string) => `This is ${name}.`,
		causes: {
			ENCRYPTED:
				'What is inside is encrypted in its own way; it is no key material as it stands. Open it with the program and the key or password that made it, then choose the result.',
			ARCHIVE: 'No key was found in it. Unpack it and choose the file inside.',
			KEY_STORE: 'Take the key out of it with the program that made it, then choose the result.',
			OTHER:
				'It holds no key that can be read here. You may have chosen another file than you meant.'
		} satisfies Causes
	},
	'zh-CN': {
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
	}
});
