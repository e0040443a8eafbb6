/** What the services call their things, and where in their consoles; the consoles' own words, which can change. */
import type { WrapTarget } from '#lib/domain/wrap/wrap-targets.ts';

/** What one service calls its things. */
export interface CloudWords {
	name: string;
	/** what to do with the files, in the console or, where that is the only way, on the command line */
	next: string;
	/** until when; empty where there is no deadline */
	deadline: string;
}

export const cloudWords: Readonly<Record<'en' | 'zh-CN', Record<WrapTarget, CloudWords>>> = {
	en: {
		AWS: {
			name: 'AWS KMS',
			next: 'KMS > Customer managed keys > your key > Key material > Import key material > Upload your wrapped key material. Choose EncryptedKeyMaterial.bin and the import token of the same download.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		ALIBABA: {
			name: 'Alibaba Cloud KMS',
			next: 'Key Management Service > Keys > your key > Key material > Import key material, with the import token of the same download. The API takes the Base64 form; we don’t know which form the console takes, so both are here.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		PING_AN: {
			name: 'Ping An Cloud KMS',
			next: 'Keys > Customer managed keys > Key Detail > Import Key’s Data > Import key files: Encrypt key files, and the import token of the same download. The API takes hex; we don’t know which form the console takes, so both are here.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		GOOGLE: {
			name: 'Google Cloud KMS',
			next: 'Key Management > your key ring > your key > Import key version > the same import job > Upload the wrapped key. The method of the import job must be the one that was used here.',
			deadline: 'An import job ends 3 days after it was created.'
		},
		AZURE: {
			name: 'Azure Key Vault',
			next: 'Use the command: we don’t know whether the portal takes this file.',
			deadline: ''
		},
		VAULT: {
			name: 'HashiCorp Vault or OpenBao',
			next: 'Use the command, with your mount in place of “transit” if it has another name.',
			deadline: ''
		},
		TENCENT: {
			name: 'Tencent Cloud KMS',
			next: 'KMS > Customer keys > your key > Import key material, with the token of the same download. The API takes Base64.',
			deadline: 'The import token works for 24 hours after its download.'
		},
		OTHER: {
			name: 'another service',
			next: 'Send it in the form that the service takes; all three hold the same bytes.',
			deadline: ''
		},
		AIRLOCK: {
			name: 'another Airlock',
			next: 'There: the key > Import Key’s Data > Import key files. Choose EncryptedKeyMaterial.bin and ImportToken.bin.',
			deadline: 'Import parameters work for 24 hours.'
		}
	},
	'zh-CN': {
		AWS: {
			name: 'AWS KMS',
			next: 'KMS > 客户托管密钥 > 您的密钥 > 密钥材料 > 导入密钥材料 > 上传已包装的密钥材料。选择 EncryptedKeyMaterial.bin 和同一次下载的导入令牌。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		ALIBABA: {
			name: '阿里云 KMS',
			next: '密钥管理服务 > 密钥管理 > 您的密钥 > 密钥材料 > 导入密钥材料，并使用同一次下载的导入令牌。API 使用 Base64；控制台使用哪种形式尚不清楚：两种都在这里。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		PING_AN: {
			name: '平安云 KMS',
			next: '密钥 > 用户主密钥 > 密钥详情 > 导入密钥材料 > 导入密钥材料：选择加密密钥文件和同一次下载的导入令牌。API 使用十六进制；控制台使用哪种形式尚不清楚：两种都在这里。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		GOOGLE: {
			name: 'Google Cloud KMS',
			next: '密钥管理 > 您的密钥环 > 您的密钥 > 导入密钥版本 > 同一个导入作业 > 上传已封装的密钥。导入作业的方法必须与这里所用的相同。',
			deadline: '导入作业在创建 3 天后结束。'
		},
		AZURE: {
			name: 'Azure Key Vault',
			next: '请使用命令：门户是否接受此文件尚不清楚。',
			deadline: ''
		},
		VAULT: {
			name: 'HashiCorp Vault 或 OpenBao',
			next: '请使用命令；如果挂载路径不是“transit”，请换成您的路径。',
			deadline: ''
		},
		TENCENT: {
			name: '腾讯云 KMS',
			next: '密钥管理系统 > 用户密钥 > 您的密钥 > 导入密钥材料，并使用同一次下载的令牌。API 使用 Base64。',
			deadline: '导入令牌在下载后 24 小时内有效。'
		},
		OTHER: {
			name: '其他服务',
			next: '按该服务接受的形式发送；三个文件的内容相同。',
			deadline: ''
		},
		AIRLOCK: {
			name: '另一个 Airlock',
			next: '在那边：密钥 > 导入密钥材料 > 导入密钥材料。选择 EncryptedKeyMaterial.bin 和 ImportToken.bin。',
			deadline: '导入参数 24 小时内有效。'
		}
	}
};
