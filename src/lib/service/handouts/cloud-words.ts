/** What the services call their things, and where in their consoles; the consoles' own words, which can change. */
import type { WrapTarget } from '#lib/domain/wrap/wrap-targets.ts';

/** What one service calls its things. */
export interface CloudWords {
	name: string;
	/** where the public key is found */
	source: string;
	/** what to do with the files, in the console or, where that is the only way, on the command line */
	next: string;
	/** until when; empty where there is no deadline */
	deadline: string;
}

export const cloudWords: Readonly<Record<'en' | 'zh-CN', Record<WrapTarget, CloudWords>>> = {
	en: {
		AWS: {
			name: 'AWS KMS',
			source:
				'KMS > Customer managed keys > your key (origin External) > Key material > Import key material > Download wrapping public key and import token. Bring the zip as it is.',
			next: 'KMS > Customer managed keys > your key > Key material > Import key material > Upload your wrapped key material. Choose EncryptedKeyMaterial.bin and the import token of the same download.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		ALIBABA: {
			name: 'Alibaba Cloud KMS',
			source:
				'Key Management Service > Keys > your key (material origin External) > Key material > parameters for import, RSA_2048. Or GetParametersForImport, whose PublicKey is Base64.',
			next: 'Key Management Service > Keys > your key > Key material > Import key material, with the import token of the same download. The API takes the Base64 form; we don’t know which form the console takes, so both are here.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		PING_AN: {
			name: 'Ping An Cloud KMS',
			source:
				'Keys > Customer managed keys > Key Detail > Import Key’s Data > Get parameters for import. Or GetParametersForImport, whose public key is hex.',
			next: 'Keys > Customer managed keys > Key Detail > Import Key’s Data > Import key files: Encrypt key files, and the import token of the same download. The API takes hex; we don’t know which form the console takes, so both are here.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		GOOGLE: {
			name: 'Google Cloud KMS',
			source:
				'Key Management > your key ring > Import jobs > your job > Download wrapping key. Or: gcloud kms import-jobs describe IMPORT_JOB --location LOCATION --keyring KEY_RING --format="value(publicKey.pem)"',
			next: 'Key Management > your key ring > your key > Import key version > the same import job > Upload the wrapped key. The method of the import job must be the one that was used here.',
			deadline: 'An import job ends 3 days after it was created.'
		},
		AZURE: {
			name: 'Azure Key Vault',
			source:
				'A key exchange key (KEK): RSA-HSM with the one operation “import”, in the same vault. az keyvault key download --vault-name VAULT_NAME --name KEK_NAME --encoding PEM --file kek.pem; its identifier is in az keyvault key show, key.kid.',
			next: 'Use the command: we don’t know whether the portal takes this file.',
			deadline: ''
		},
		VAULT: {
			name: 'HashiCorp Vault or OpenBao',
			source: 'vault read -field=public_key transit/wrapping_key > wrapping-key.pem',
			next: 'Use the command, with your mount in place of “transit” if it has another name.',
			deadline: ''
		},
		TENCENT: {
			name: 'Tencent Cloud KMS',
			source:
				'KMS > Customer keys > your key (external) > Import key material > download the public key and the token, RSA_2048. Or GetParametersForImport, whose PublicKey is Base64.',
			next: 'KMS > Customer keys > your key > Import key material, with the token of the same download. The API takes Base64.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		OTHER: {
			name: 'another service',
			source: 'An RSA public key or a certificate, of 2048, 3072 or 4096 bits.',
			next: 'Send it in the form that the service takes; all three hold the same bytes.',
			deadline: ''
		},
		AIRLOCK: {
			name: 'another Airlock',
			source:
				'There: the key > Import Key’s Data > Create parameters > Download all. Bring airlock-import-….zip as it is.',
			next: 'There: the key > Import Key’s Data > Import key files. Choose EncryptedKeyMaterial.bin and ImportToken.bin.',
			deadline: 'Import parameters work for 24 hours.'
		}
	},
	'zh-CN': {
		AWS: {
			name: 'AWS KMS',
			source:
				'KMS > 客户托管密钥 > 您的密钥（来源为外部）> 密钥材料 > 导入密钥材料 > 下载包装公有密钥和导入令牌。把 zip 原样带来即可。',
			next: 'KMS > 客户托管密钥 > 您的密钥 > 密钥材料 > 导入密钥材料 > 上传已包装的密钥材料。选择 EncryptedKeyMaterial.bin 和同一次下载的导入令牌。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		ALIBABA: {
			name: '阿里云 KMS',
			source:
				'密钥管理服务 > 密钥管理 > 您的密钥（密钥材料来源为外部）> 密钥材料 > 获取导入参数，RSA_2048。或调用 GetParametersForImport，其 PublicKey 为 Base64。',
			next: '密钥管理服务 > 密钥管理 > 您的密钥 > 密钥材料 > 导入密钥材料，并使用同一次下载的导入令牌。API 使用 Base64；控制台使用哪种形式尚不清楚：两种都在这里。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		PING_AN: {
			name: '平安云 KMS',
			source:
				'密钥 > 用户主密钥 > 密钥详情 > 导入密钥材料 > 获取导入参数。或调用 GetParametersForImport，其公钥为十六进制。',
			next: '密钥 > 用户主密钥 > 密钥详情 > 导入密钥材料 > 导入密钥文件：选择加密密钥文件和同一次下载的导入令牌。API 使用十六进制；控制台使用哪种形式尚不清楚：两种都在这里。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		GOOGLE: {
			name: 'Google Cloud KMS',
			source:
				'密钥管理 > 您的密钥环 > 导入作业 > 您的作业 > 下载封装密钥。或：gcloud kms import-jobs describe IMPORT_JOB --location LOCATION --keyring KEY_RING --format="value(publicKey.pem)"',
			next: '密钥管理 > 您的密钥环 > 您的密钥 > 导入密钥版本 > 同一个导入作业 > 上传已封装的密钥。导入作业的方法必须与这里所用的相同。',
			deadline: '导入作业在创建 3 天后结束。'
		},
		AZURE: {
			name: 'Azure Key Vault',
			source:
				'密钥交换密钥（KEK）：同一保管库中的 RSA-HSM 密钥，只允许“import”一种操作。az keyvault key download --vault-name VAULT_NAME --name KEK_NAME --encoding PEM --file kek.pem；其标识符在 az keyvault key show 的 key.kid 中。',
			next: '请使用命令：门户是否接受此文件尚不清楚。',
			deadline: ''
		},
		VAULT: {
			name: 'HashiCorp Vault 或 OpenBao',
			source: 'vault read -field=public_key transit/wrapping_key > wrapping-key.pem',
			next: '请使用命令；如果挂载路径不是“transit”，请换成您的路径。',
			deadline: ''
		},
		TENCENT: {
			name: '腾讯云 KMS',
			source:
				'密钥管理系统 > 用户密钥 > 您的密钥（外部）> 导入密钥材料 > 下载公钥和令牌，RSA_2048。或调用 GetParametersForImport，其 PublicKey 为 Base64。',
			next: '密钥管理系统 > 用户密钥 > 您的密钥 > 导入密钥材料，并使用同一次下载的令牌。API 使用 Base64。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		OTHER: {
			name: '其他服务',
			source: '2048、3072 或 4096 位的 RSA 公钥或证书。',
			next: '按该服务接受的形式发送；三个文件的内容相同。',
			deadline: ''
		},
		AIRLOCK: {
			name: '另一个 Airlock',
			source:
				'在那边：密钥 > 导入密钥材料 > 创建参数 > 全部下载。把 airlock-import-….zip 原样带来即可。',
			next: '在那边：密钥 > 导入密钥材料 > 导入密钥文件。选择 EncryptedKeyMaterial.bin 和 ImportToken.bin。',
			deadline: '导入参数 24 小时内有效。'
		}
	}
};
