import type { updateMessages as English } from '../en/update.ts';
import type { Translation } from '../messages.ts';

/** Newer versions, and installing. */
export const updateMessages: Translation<typeof English> = {
	neverByItself: 'Airlock 从不自行更新。',
	check: '检查新版本',
	preparing: '正在制作离线副本',
	checking: '正在检查新版本…',
	current: (time) => `这是最新版本（检查于 ${time}）。`,
	daily: '每天检查一次新版本',
	dailyHint: '只是检查。在您同意之前，不会下载或更改任何内容。',
	ready: (version) => `版本 ${version} 已就绪。`,
	older: (offered, own) => `版本 ${offered} 比您正在使用的 ${own} 更旧，可能缺少之后的修复。`,
	whatChanged: '更改内容',
	nothingSaid: '该版本没有说明。',
	buildId: '构建 ID',
	consequence:
		'首先逐一核对该版本的每个文件，然后锁定保管库并重新加载本页。导入会停留在原来的步骤；在其他地方输入而未保存的内容会丢失。',
	update: '更新并锁定',
	later: '以后再说',
	fetching: (version, done, total) =>
		`正在获取并核对版本 ${version}：已完成 ${done} 个，共 ${total} 个文件`,
	failures: {
		UNREACHABLE: {
			title: '无法连接到此副本的来源。',
			cause: '这台电脑可能处于离线状态，或者服务器已不存在。Airlock 照常运行。'
		},
		INCOMPLETE: {
			title: '新版本不完整。',
			cause: '服务器上缺少该版本的某个文件，可能正在上传。没有任何更改。'
		},
		DIFFERS: {
			title: '有一个文件与该版本列出的不符。',
			cause: '它在服务器上或传输途中被改动过。这里没有任何更改。'
		},
		NOT_KEPT: {
			title: '浏览器没有保存新版本。',
			cause: '很可能是存储空间已满。请释放空间后重试。没有任何更改。'
		},
		NOT_OFFERED: {
			title: '服务器现在提供的是另一个版本。',
			cause:
				'您查看之后它有了变化，或者另一个标签页已经开始此更新。请重新检查以了解情况。没有任何更改。'
		}
	},
	noUpdates: {
		EDITION:
			'单个文件不会检查新版本。要使用新版本，请取得新文件，比对其哈希值，然后用它打开您的保管库文件。',
		LOOKING: 'Airlock 仍在查找离线副本。',
		NOT_SUPPORTED: '没有离线副本时，浏览器每次访问都会重新获取文件。',
		FAILED: '没有离线副本时，浏览器每次访问都会重新获取文件。'
	},
	installAirlock: '安装 Airlock',
	installHint: '拥有单独的窗口，并出现在您的程序列表中。保管库保持不变。',
	installed: 'Airlock 已安装，这就是它的窗口。',
	installedNow: 'Airlock 已安装，可以在您的程序列表中找到。',
	steps: {
		BROWSER_MENU: '要安装 Airlock，请打开浏览器菜单，选择“安装”或“添加到主屏幕”。',
		ADD_TO_DOCK: '要安装 Airlock，请在 Safari 中选择“文件 > 添加到程序坞”。',
		ADD_TO_HOME_SCREEN: '要安装 Airlock，请选择“共享 > 添加到主屏幕”。',
		IMPOSSIBLE: '此浏览器不能安装网页。Airlock 在标签页中同样可以离线使用。'
	},
	cantInstall: {
		EDITION: '单个文件不能安装，双击即可打开。',
		LOOKING: 'Airlock 仍在查找离线副本。',
		NOT_SUPPORTED:
			'只有具备离线副本的网页才能安装：通过 https:// 或 localhost 打开，并且不在无痕窗口中。',
		FAILED: '只有具备离线副本的网页才能安装。请重新加载本页再试。'
	}
};
