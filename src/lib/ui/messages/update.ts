import { messages } from './messages.ts';

/** Newer versions, and installing. */
export const updateMessages = messages({
	en: {
		updates: 'Updates',
		neverByItself: 'Airlock never updates by itself.',
		check: 'Check for a newer version',
		preparing: 'Making the offline copy',
		checking: 'Looking for a newer version…',
		current: (time: string) => `This is the newest version (checked ${time}).`,
		daily: 'Look for a newer version once a day',
		dailyHint: 'It only looks. Nothing is fetched or changed before you agree.',
		ready: (version: string) => `Version ${version} is ready.`,
		older: (offered: string, own: string) =>
			`Version ${offered} is older than the one you use, ${own}. It may lack what has been mended since.`,
		whatChanged: 'What changed',
		nothingSaid: 'The release doesn’t say.',
		buildId: 'Build ID',
		consequence:
			'Every file is checked against the release first. Then the vault locks and the page reloads. An import stays at its step; what is typed elsewhere and not saved is lost.',
		update: 'Update and lock',
		later: 'Later',
		fetching: (version: string, done: number, total: number) =>
			`Fetching and checking version ${version}: ${done} of ${total} files`,
		failures: {
			UNREACHABLE: {
				title: 'The place this copy came from can’t be reached.',
				cause: 'This computer may be offline, or the server is gone. Airlock goes on as it is.'
			},
			INCOMPLETE: {
				title: 'The newer version is not complete.',
				cause:
					'A file of the release is missing on the server: it may be in the middle of an upload. Nothing was changed.'
			},
			DIFFERS: {
				title: 'A file is not the one that the release names.',
				cause: 'It was changed on the server or on the way. Nothing was changed here.'
			},
			NOT_KEPT: {
				title: 'The browser did not keep the newer version.',
				cause: 'Its storage is full, most likely. Free space and try again. Nothing was changed.'
			},
			NOT_OFFERED: {
				title: 'The server offers another version by now.',
				cause:
					'It has changed since you looked, or another tab has begun this update. Check again to see what it is. Nothing was changed.'
			}
		},
		noUpdates: {
			EDITION:
				'A single file doesn’t look for newer versions. To use one, get it, compare its hash, and open your vault file with it.',
			NOT_SUPPORTED: 'Without an offline copy the browser fetches the files anew at every visit.',
			FAILED: 'Without an offline copy the browser fetches the files anew at every visit.'
		},
		install: 'Install',
		installAirlock: 'Install Airlock',
		installHint: 'A window of its own and a place among your programs. The vault stays the same.',
		installed: 'Airlock is installed, and this is its window.',
		installedNow: 'Airlock is installed. You find it among your programs.',
		steps: {
			BROWSER_MENU:
				'To install Airlock, open the browser’s menu and choose “Install” or “Add to Home screen”.',
			ADD_TO_DOCK: 'To install Airlock, choose “File > Add to Dock” in Safari.',
			ADD_TO_HOME_SCREEN: 'To install Airlock, choose “Share > Add to Home Screen”.',
			IMPOSSIBLE: 'This browser can’t install pages. Airlock works offline in a tab all the same.'
		},
		cantInstall: {
			EDITION: 'A single file can’t be installed. It opens by a double click.',
			NOT_SUPPORTED:
				'Only a page with an offline copy can be installed: opened over https:// or at localhost, and not in a private window.',
			FAILED: 'Only a page with an offline copy can be installed. Reload the page to try again.'
		}
	},
	'zh-CN': {
		updates: '更新',
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
			NOT_SUPPORTED: '没有离线副本时，浏览器每次访问都会重新获取文件。',
			FAILED: '没有离线副本时，浏览器每次访问都会重新获取文件。'
		},
		install: '安装',
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
			NOT_SUPPORTED:
				'只有具备离线副本的网页才能安装：通过 https:// 或 localhost 打开，并且不在无痕窗口中。',
			FAILED: '只有具备离线副本的网页才能安装。请重新加载本页再试。'
		}
	}
});
