import type { containerMessages as English } from '../en/containers.ts';
import type { Translation } from '../messages.ts';

/** Files of other programs: what they are called, and what has to be done before their inside is of use. */
export const containerMessages: Translation<typeof English> = {
	names: {
		JWE: '加密的 JSON 对象（JWE）',
		TR_31: 'TR-31 密钥块',
		PGP: 'PGP 文件',
		CMS: 'CMS（PKCS #7）文件',
		SMIME: '加密的邮件（S/MIME）',
		FERNET: 'Fernet 令牌',
		CIPHERTEXT: '密文（从名称或旁边的内容看）',
		LUKS: '加密磁盘（LUKS）',
		KEEPASS: 'KeePass 数据库',
		GZIP: 'gzip 文件',
		TAR: 'tar 文件',
		BZIP2: 'bzip2 文件',
		XZ: 'xz 文件',
		ZSTD: 'Zstandard 文件',
		SEVEN_ZIP: '7-Zip 文件',
		RAR: 'RAR 文件',
		CPIO: 'cpio 归档',
		AR: 'ar 归档（.a、.deb）',
		JKS: 'Java 密钥库（JKS）',
		JCEKS: 'Java 密钥库（JCEKS）',
		TINK_KEYSET: 'Tink 密钥集',
		AGE_IDENTITY: '用于打开 age 文件的 age 身份',
		RSA_MODULUS: '“openssl rsa -modulus”打印的 RSA 密钥的模数，没有指数',
		ASN1_LISTING: '“openssl asn1parse”打印的文件结构',
		RECOVERY_SHARES: '恢复份额（一份或多份）',
		SMIME_SIGNED: '签名数据（S/MIME、PKCS #7）',
		JWT: '签名令牌（JWT）',
		AGE_RECIPIENT: 'age 收件人',
		SSH_SIGNATURE: 'SSH 签名',
		JAVA_OBJECT: '序列化的 Java 对象',
		SQLITE: 'SQLite 数据库',
		PDF: 'PDF 文档',
		IMAGE: '图片'
	},
	encryptedBy: (program) => `用${program}加密的文件`,
	title: (name) => `这是${name}。`,
	causes: {
		ENCRYPTED:
			'其中的内容以它自己的方式加密，不能直接当作密钥材料。请用制作它的程序和相应的密钥或口令打开，再选择得到的文件。',
		ARCHIVE: '其中没有找到密钥。请先解压，再选择其中的文件。',
		KEY_STORE: '请用制作它的程序取出其中的密钥，再选择得到的文件。',
		LISTING:
			'它是打印出来供人阅读的，内容不足以使用。请提供密钥本身：“openssl pkey -in key.pem -pubout -out public.pem”会写出公钥。',
		SHARES:
			'仅凭这些份额得不到密钥材料。请一次选择您所有份额的文件，或把它们的文本放进同一个文件，Airlock 会将它们合并。',
		OTHER: '其中没有可在此读取的密钥。您可能选错了文件。'
	}
};
