import type { shellMessages as English } from '../en/shell.ts';
import type { Translation } from '../messages.ts';

/** The frame around every page. */
export const shellMessages: Translation<typeof English> = {
	missing: {
		title: 'Airlock 的一部分无法加载。',
		cause: '主机上已有较新的版本，或者无法连接主机。',
		next: '请在方便时加载新版本。这会锁定保管库，此页上已输入但未保存的内容会丢失；已填入导入流程的内容会保留。',
		load: '加载新版本'
	},
	skip: '跳到正文',
	menu: '菜单',
	mainNavigation: '主导航',
	overview: '概览',
	keys: '用户主密钥',
	crypto: '使用密钥',
	wrap: '为云服务包装',
	activity: '活动记录',
	learn: '练习',
	settings: '设置',
	about: '关于',
	lock: '锁定',
	vault: (name) => `保管库 ${name}`,
	notifications: '通知',
	closeToast: '关闭这条消息',
	starting: '正在打开…',
	framed: 'Airlock 不在其他网页的框架内运行。',
	framedNext: '请在单独的窗口中打开。',
	bypassed: '此页面绕过了您正在使用的 Airlock 副本。',
	bypassedCause:
		'它直接来自服务器：可能是强制刷新，也可能是该副本被停用；它可能是另一个版本。没有打开任何内容。',
	bypassedNext: {
		COPY_IN_USE: '请重新加载，以继续使用原来的版本。新版本须经您同意后在“设置”中安装。',
		COPY_LOST:
			'该副本已无法使用：部分文件丢失，而服务器上已不是同一版本。您的保管库仍在这里。使用服务器上的版本之前，请将其构建 ID 与公布的进行比对。'
	},
	reload: '重新加载',
	useThisVersion: (version) => `使用服务器上的版本 ${version}`,
	updated: (version) => `现在是版本 ${version}，由您同意更新。`,
	notLoaded: '无法显示此页面',
	notLoadedNext: '此页面未能加载，其他功能仍可使用。',
	noPage: '这里没有页面。',
	noPageCause: '链接可能来自更新的版本，或者密钥已被删除。',
	goToOverview: '前往概览',
	lockingIn: (seconds) => `${seconds} 秒后锁定`,
	lockingBody: (minutes) => `已有 ${minutes} 分钟没有人使用 Airlock。按任意键即可保持解锁。`,
	stayUnlocked: '保持解锁',
	lockNow: '立即锁定'
};
