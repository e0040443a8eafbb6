import type { settingsMessages as English } from '../en/settings.ts';
import type { Translation } from '../messages.ts';

export const settingsMessages: Translation<typeof English> = {
	title: '设置',
	vault: '保管库',
	security: '安全',
	autoLock: '无人使用多久后锁定',
	autoLockHint: '锁定前三十秒会询问您。',
	minutes: (minutes) => `${minutes} 分钟`,
	never: '从不',
	lockLaterTitle: '让保管库保持打开更久？',
	lockLaterBody:
		'在此期间，任何来到这台电脑前的人都能使用其中的每个密钥。请输入口令以确认是您本人。',
	lockLater: '保持打开更久',
	keepAutoLock: '保持不变',
	appearance: '外观',
	theme: '主题',
	themes: { system: '跟随系统', light: '浅色', dark: '深色' },
	language: '语言',
	changePassphrase: '更改口令',
	changing: '正在更改…',
	currentPassphrase: '当前口令',
	newPassphrase: '新口令',
	newPassphraseAgain: '再次输入新口令',
	enterCurrent: '请输入当前口令。',
	currentWrong: '这个口令打不开此保管库。',
	passphraseChanged: '口令已更改。旧口令不能再打开此保管库。'
};
