import type { statusMessages as English } from '../en/status.ts';
import type { Translation } from '../messages.ts';

/** The status button and its panel. */
export const statusMessages: Translation<typeof English> = {
	words: {
		NOT_SAVED: '未保存',
		UNSAVED: '有未保存的更改',
		UPDATE_READY: '更新已就绪',
		SINGLE_FILE: '单个文件',
		INSTALLED: '已安装 · 可离线使用',
		WORKS_OFFLINE: '可离线使用',
		LOOKING: '检查中…',
		NOT_AVAILABLE: '无法离线使用'
	},
	preparing: (percent) => `正在准备离线副本… ${percent} %`,
	status: '状态',
	close: '关闭状态面板',
	runningAs: '运行方式',
	asInstalled: '已安装的应用，使用单独的窗口',
	asTab: '浏览器标签页中的网页',
	asFile: '从这台电脑打开的单个文件',
	offlineCopy: '离线副本',
	copyComplete: (files, version) => `完整：${files} 个文件，版本 ${version}`,
	copyPreparing: (done, total) => `已完成 ${done} 个，共 ${total} 个文件`,
	copyNone: {
		EDITION: '不需要：这个文件包含全部内容。',
		LOOKING: 'Airlock 正在查找。',
		NOT_SUPPORTED: '没有。本页不是通过 https:// 或 localhost 打开的，或者这是无痕窗口。',
		FAILED: '没有。文件未能保存。请重新加载本页再试。'
	},
	vaultIn: '保管库存放在',
	inBrowser: '这台电脑上此浏览器的存储',
	inFile: (name) => `文件 ${name}`,
	inMemory: '仅在本页中，直到保存为文件',
	noVault: '还没有保管库。',
	lastSaved: '上次保存',
	notSavedYet: '打开本页后尚未保存',
	lastBackup: '上次备份',
	noBackup: '尚无',
	whenUnlocked: '解锁保管库后显示',
	protectedStorage: '受保护的存储',
	protectedOn: '已开启',
	protectedOff: '未获准',
	unknown: '浏览器不提供这项信息',
	spaceUsed: '已用空间',
	network: '网络',
	blocked: '已被本页自带的策略阻止',
	notBlocked: '未被阻止：本页没有这样的策略',
	version: '版本',
	buildId: '构建 ID',
	verify: '验证此构建',
	worksOfflineNow: '从现在起可离线使用。',
	alarmTitle: '应用的文件未经您同意被更改。保管库已锁定。',
	alarmCause: '本页的来源发送了与您同意的不同的文件，或者有程序在此浏览器中替换了它们。',
	alarmNext:
		'输入口令之前，请用本页之外的工具比对构建 ID。如果与公布的一致，请解锁并保存备份；如果不一致，请不要在这里输入任何内容。',
	dismiss: '我已比对'
};
