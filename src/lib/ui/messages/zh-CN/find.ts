import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { formatBytes } from '#lib/ui/words/format.ts';
import type { findMessages as English } from '../en/find.ts';
import type { Translation } from '../messages.ts';

/** The candidate finder: which file holds the key material that a key is bound to. */
export const findMessages: Translation<typeof English> = {
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
	field: '要检查的文件',
	fieldHint: '密钥文件、文本、JSON、zip、旧的导出：任何可能的文件。份额可以每份一个文件。',
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
	shares: (set, fault) => `恢复份额${set === undefined ? '' : `，套号 ${set}`}。${fault.join('')}`,
	otherValues: (count, combined) =>
		combined
			? `${count} 个 32 字节的值。其中任何一个，以及两个或三个的异或，都不是它。`
			: `${count} 个 32 字节的值，都不是它。`,
	is: {
		HOLDS_IT: '就是它。',
		HOLDS_IT_IN_SHARES: '就是它，在打印的恢复页或足够数量的份额的文本中。',
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
};
