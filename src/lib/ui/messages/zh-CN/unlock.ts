import type { unlockMessages as English } from '../en/unlock.ts';
import type { Translation } from '../messages.ts';

export const unlockMessages: Translation<typeof English> = {
	title: '已锁定',
	heading: '解锁保管库',
	passphrase: '口令',
	passphraseAgain: '此保管库的口令',
	enterPassphrase: '请输入口令。',
	unlock: '解锁',
	unlocking: '正在解锁…',
	working: '正在派生密钥，大约一秒…',
	idle: '因一段时间无人使用 Airlock，已锁定。',
	otherTab: '已在另一个窗口中锁定。同一保管库的所有窗口会一起锁定。',
	person: '保管库已锁定。',
	workerFailed:
		'已锁定：Airlock 中持有保管库的部分意外停止，可能是内存不足所致。已确认的更改均已保存。请解锁后继续；如果再次发生，请关闭其他标签页。',
	dropped: (name) => `解锁保管库后，Airlock 会说明 ${name} 是什么。`,
	changedTitle: '已锁定：存储的保管库在打开期间被损坏或更改。',
	changedCause: '可能是其他程序、磁盘故障或本页中的脚本所致。',
	changedNext:
		'请解锁以查看问题所在。如果校验不通过，保管库只能读取、不能更改：请保存仍可读取的内容，或打开您最近的保管库文件。',
	damaged: '保管库已损坏。',
	damagedCause: '口令可能是对的，但部分存储的数据无法读取：',
	forgot: '忘记口令？',
	forgotAnswer: '无法重置。没有口令，任何人都打不开这个保管库，包括我们。',
	remove: '删除此保管库…',
	openFile: '打开保管库文件',
	openFileHint: '您有一个名称以 .airlock-vault 结尾的文件。',
	unsaved: '有更改尚未写入文件。',
	unsavedNext: '请解锁保管库以保存更改。关闭本页后这些更改就会丢失。',
	unavailable: '无法访问保管库',
	vaultHere: '此浏览器中的保管库',
	perhapsOther: '这也可能是另一个保管库的口令，请在上方选择。',
	numbered: (number) => `保管库 ${number}`,
	lost: '未找到',
	back: '返回此浏览器中的保管库',
	createAnother: '另建一个保管库',
	noMore: (most, isOneLost) =>
		isOneLost
			? `此浏览器最多保存 ${most} 个保管库，未找到的也计算在内。请选择一个未找到的保管库，并确认它已不在了。`
			: `此浏览器中已有 ${most} 个保管库，无法再增加。`
};
