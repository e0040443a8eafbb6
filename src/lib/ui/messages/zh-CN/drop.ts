import type { dropMessages as English } from '../en/drop.ts';
import type { Translation } from '../messages.ts';

export const dropMessages: Translation<typeof English> = {
	title: '这是什么',
	release: '松开即可：Airlock 会说明这是什么。',
	is: {
		FOLDER: '文件夹',
		VAULT_FILE: '保管库文件（依据名称）',
		SIGNATURE: '签名（依据文件名）',
		ENCRYPTED_FILE: '加密文件',
		LARGE: '大文件，Airlock 没有读取'
	},
	many: (count) => `${count} 个文件`,
	of: (what, key, state) => `${what}，属于 ${key}（${state}）`,
	ofNoKey: (what) => `${what}，所属密钥不在此保管库中`,
	secret: '这是未加密的密钥。Airlock 没有保留其中任何内容。',
	likeText: '它的长度与密钥相同，但看起来像文本。如果是文本，可以在“使用密钥”中加密。',
	noneUnderWay: '没有正在进行的导入可以使用它。请在密钥页面上开始导入。',
	nothing: '这里没有可以接收它的地方。',
	unknownText: 'Airlock 无法识别您粘贴的内容。',
	key: '密钥',
	ways: {
		IMPORT: '导入',
		ENCRYPT_FOR_IMPORT: '为导入而加密',
		CREATE_KEY: '创建密钥以导入它',
		DECRYPT: '解密',
		DECRYPT_FILES: '在“文件”中解密',
		ENCRYPT_FILES: '在“文件”中加密',
		OPEN_VAULT_FILE: '打开保管库文件',
		TEST_COPY: '作为副本测试',
		VERIFY_WITH: '用它验证签名',
		AGREE_WITH: '与其持有者协商密钥',
		VERIFY: '验证签名',
		WRAP: '用此公钥包装密钥'
	},
	into: (way, key) => `${way}：${key}`,
	close: '关闭'
};
