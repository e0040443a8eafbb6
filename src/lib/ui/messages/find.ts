import { formatBytes } from '../format.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { messages } from './messages.ts';

/** The candidate finder: which file holds the key material that a key is bound to. */
export const findMessages = messages({
	en: {
		title: 'Find the key material',
		ofKey: (shortId: string) => `Key ${shortId}`,
		back: 'Back to the key',
		link: 'Find the file that holds it',
		linkHint: 'Drop any number of files; Airlock says which one it is.',
		lead: (name: string) =>
			`Drop any number of files. Airlock says which one holds the key material that ${name} is bound to, whatever its encoding. The files are read on this computer; nothing of them is stored.`,
		checkValue: (kcv: string) => `Its check value is ${kcv}.`,
		notBound: 'This key has never had key material.',
		notBoundCause: 'There is nothing to find. Any 32 random bytes will do.',
		slot: 'Files to look into',
		slotHint: 'Key files, text files, JSON, zip, old exports: whatever might be it.',
		looking: (name: string, done: number, total: number) =>
			`Looking into ${name}, file ${done + 1} of ${total}…`,
		results: 'What was found',
		found: (name: string) => `${name} holds the key material.`,
		notFound: (total: number) =>
			total === 1 ? 'This file does not hold it.' : `None of ${total} files holds it.`,
		importIt: 'Import it again',
		file: 'File',
		finding: 'Finding',
		read: (how: string) => `read as ${how}`,
		forms: {
			BYTES: '',
			HEX: 'hex',
			BASE64: 'Base64',
			LINE_BREAK: 'with a line break after it',
			IN_TEXT: 'within text'
		},
		is: {
			HOLDS_IT: 'This is it.',
			HOLDS_IT_ENCRYPTED:
				'This is it, encrypted with parameters of this vault that still work. Import it as it is.',
			OTHER_KEY: (name: string) => `The key material of another key: ${name}.`,
			OTHER_MATERIAL: (kcv: string) => `Other key material, check value ${kcv}.`,
			OTHER_MATERIAL_WEAK: 'Other key material, or text of 32 characters.',
			ENCRYPTED_COPY:
				'An encrypted copy (age). Open it with “age -d” and its passphrase, then look into the result.',
			ENCRYPTED_KEY: 'An encrypted key that no parameters here open any more.',
			PRIVATE_KEY: 'A private key, not key material for this key.',
			PUBLIC_KEY: 'A public key.',
			TOKEN: 'A token.',
			NOT_UNPACKED: 'It can’t be unpacked.',
			EMPTY: 'The file is empty.',
			TOO_LARGE: `Larger than ${formatBytes(largestFileBytes, 'en')}: not read.`,
			NO_KEY: 'No key material.',
			UNREADABLE: 'The file can’t be read.'
		}
	},
	'zh-CN': {
		title: '查找密钥材料',
		ofKey: (shortId) => `密钥 ${shortId}`,
		back: '返回该密钥',
		link: '查找含有它的文件',
		linkHint: '放入任意数量的文件，Airlock 会指出是哪一个。',
		lead: (name) =>
			`放入任意数量的文件。无论采用何种编码，Airlock 都会指出哪一个含有 ${name} 所绑定的密钥材料。文件只在这台电脑上读取，不会保存其中任何内容。`,
		checkValue: (kcv) => `它的校验值为 ${kcv}。`,
		notBound: '此密钥从未有过密钥材料。',
		notBoundCause: '没有可查找的内容。任意 32 个随机字节都可以。',
		slot: '要检查的文件',
		slotHint: '密钥文件、文本、JSON、zip、旧的导出：任何可能的文件。',
		looking: (name, done, total) => `正在检查 ${name}，第 ${done + 1} 个文件，共 ${total} 个…`,
		results: '检查结果',
		found: (name) => `${name} 含有该密钥材料。`,
		notFound: (total) => (total === 1 ? '这个文件不含该密钥材料。' : `${total} 个文件都不含它。`),
		importIt: '再次导入',
		file: '文件',
		finding: '结果',
		read: (how) => `读取方式：${how}`,
		forms: {
			BYTES: '',
			HEX: '十六进制',
			BASE64: 'Base64',
			LINE_BREAK: '后面有换行',
			IN_TEXT: '在文本中'
		},
		is: {
			HOLDS_IT: '就是它。',
			HOLDS_IT_ENCRYPTED: '就是它，已用本保管库仍有效的导入参数加密。可直接导入。',
			OTHER_KEY: (name) => `另一个密钥的密钥材料：${name}。`,
			OTHER_MATERIAL: (kcv) => `其他密钥材料，校验值 ${kcv}。`,
			OTHER_MATERIAL_WEAK: '其他密钥材料，或 32 个字符的文本。',
			ENCRYPTED_COPY: '加密副本（age）。请用“age -d”和它的口令打开，再检查结果文件。',
			ENCRYPTED_KEY: '加密的密钥，这里已没有能打开它的导入参数。',
			PRIVATE_KEY: '私钥，不是此密钥的密钥材料。',
			PUBLIC_KEY: '公钥。',
			TOKEN: '令牌。',
			NOT_UNPACKED: '无法解压。',
			EMPTY: '文件是空的。',
			TOO_LARGE: `超过 ${formatBytes(largestFileBytes, 'zh-CN')}，没有读取。`,
			NO_KEY: '没有密钥材料。',
			UNREADABLE: '无法读取该文件。'
		}
	}
});
