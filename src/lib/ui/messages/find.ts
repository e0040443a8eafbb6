import { formatBytes } from '../format.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import type { Combination } from '#lib/domain/key-combinations.ts';
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
		inParts: (combination: Combination) => {
			switch (combination.how) {
				case 'FIRST_BYTES':
					return `It is the first 32 of ${combination.of} bytes here; what follows may be an IV or another key. Save these 32 bytes to a file of their own to import them.`;
				case 'LAST_BYTES':
					return `It is the last 32 of ${combination.of} bytes here; what comes before may be an IV or another key. Save these 32 bytes to a file of their own to import them.`;
				case 'HALVES':
					return 'It is two values of this file, one after the other: each is one half. Join them in one file to import it.';
				case 'HALVES_TURNED':
					return 'It is in this file with its two halves in the wrong order. Turn them round to import it.';
				case 'XOR':
					return `It is the XOR of ${combination.of} values of this file: each is a component. Combine them to import it.`;
				case 'BYTES_TURNED':
					return `It is in this file, in words of ${combination.of} bytes whose last byte stands first, as “od -x” prints. Print it as single bytes (“od -An -tx1”) to import it.`;
			}
		},
		sharesNeeded: (more: number) =>
			more === 1
				? 'Shares of a recovery kit. One more is needed: put their text into one file.'
				: `Shares of a recovery kit. ${more} more are needed: put their text into one file.`,
		otherValues: (count: number, combined: boolean) =>
			combined
				? `${count} values of 32 bytes. Neither one of them nor the XOR of two or three is it.`
				: `${count} values of 32 bytes. None of them is it.`,
		is: {
			HOLDS_IT: 'This is it.',
			HOLDS_IT_IN_SHARES: 'This is it, in the text of a printed sheet or of enough shares.',
			SHARES:
				'Text of printed shares that do not join. “Test my copy” says which line is not as it was printed.',
			HALF: '16 bytes: no key material for this key. If it is one half, put both halves into one file.',
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
		inParts: (combination) => {
			switch (combination.how) {
				case 'FIRST_BYTES':
					return `它是此处 ${combination.of} 字节中的前 32 字节，其后可能是 IV 或另一个密钥。要导入它，请把这 32 字节单独保存为一个文件。`;
				case 'LAST_BYTES':
					return `它是此处 ${combination.of} 字节中的后 32 字节，其前可能是 IV 或另一个密钥。要导入它，请把这 32 字节单独保存为一个文件。`;
				case 'HALVES':
					return '它由此文件中的两个值先后相接而成，每个值是一半。要导入它，请把两半合并到一个文件中。';
				case 'HALVES_TURNED':
					return '它在此文件中，但两半的顺序颠倒了。要导入它，请交换两半。';
				case 'XOR':
					return `它是此文件中 ${combination.of} 个值的异或（XOR），每个值是一个分量。要导入它，请先合并它们。`;
				case 'BYTES_TURNED':
					return `它在此文件中，以 ${combination.of} 字节为一组且组内字节顺序颠倒，如“od -x”的输出。要导入它，请按单个字节打印（“od -An -tx1”）。`;
			}
		},
		sharesNeeded: (more) => `恢复份额。还需要 ${more} 份：请把它们的文本放进同一个文件。`,
		otherValues: (count, combined) =>
			combined
				? `${count} 个 32 字节的值。其中任何一个，以及两个或三个的异或，都不是它。`
				: `${count} 个 32 字节的值，都不是它。`,
		is: {
			HOLDS_IT: '就是它。',
			HOLDS_IT_IN_SHARES: '就是它，在打印的恢复页或足够数量的份额的文本中。',
			SHARES: '打印的份额文本，但无法合并。“测试我的副本”会指出哪一行与打印的不同。',
			HALF: '16 字节，不是此密钥的密钥材料。如果它是其中一半，请把两半放进同一个文件。',
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
