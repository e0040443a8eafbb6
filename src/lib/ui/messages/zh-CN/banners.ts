import type { bannerMessages as English } from '../en/banners.ts';
import type { Translation } from '../messages.ts';

/** What stands above every page while something is wrong with the vault or the clock. */
export const bannerMessages: Translation<typeof English> = {
	clockTitle: (span) => `自上次使用以来，这台电脑的时钟被调回了 ${span}。`,
	clockCause: (time) =>
		`此前见过的最晚时间是 ${time}。在时钟恢复正常之前，带有过期时间的密钥和计划中的删除都会被冻结。`,
	clockNext: '请校正时钟。如果错的是之前那次的时间：',
	acceptClock: '接受电脑的时间…',
	acceptClockTitle: '接受电脑的时间？',
	acceptClockBody: (now) =>
		`Airlock 将把 ${now} 当作真实时间，过期和删除日期都以它为准。已经擦除的密钥材料不会恢复。`,
	acceptClockVerb: '接受这个时间',
	keepFrozen: '保持冻结',
	clockAccepted: '已接受电脑的时间。',
	passphrase: '口令',
	quarantineTitle: '保管库已损坏，只能读取，不能更改。',
	quarantineCause: '以下内容与上次保存时不一致：',
	saveReadable: '保存仍可读取的内容…',
	saveReadableTitle: '保存仍可读取的内容',
	saveReadableBody:
		'生成一个文件，包含所有通过校验的密钥及其密钥材料，并用您现在选择的口令加密。请像对待密钥一样保管它。',
	filePassphrase: '文件口令',
	saveFile: '保存文件',
	savedReadable: (count, name) => `已将 ${count} 个密钥保存到 ${name}。`
};
