import type { aboutMessages as English } from '../en/about.ts';
import type { Translation } from '../messages.ts';

export const aboutMessages: Translation<typeof English> = {
	title: '关于',
	heading: '关于 Airlock',
	what: 'Airlock 是完全运行在此浏览器内的密钥管理服务。它创建密钥、导入您自己的密钥材料，并用它们加密。没有服务器，也没有账号。',
	leaves: '哪些内容会离开这台设备',
	nothing:
		'没有。Airlock 不发出任何请求，不做统计，没有网络也能使用。您下载或复制的内容由您自己携带。',
	policy: '生效的网络策略',
	loadedBefore: {
		title: '本页在 Service Worker 就绪之前载入。',
		cause: '它的策略还不涵盖跳转到其他网站和 WebRTC。',
		next: '请完成手头的操作，然后重新载入本页。'
	},
	policySays: '本页无法建立网络连接。浏览器强制执行以下策略：',
	policyMissing: '本页没有自带的策略。',
	policyName: '网络策略',
	limits: '它做不到什么',
	limitList: {
		hsm: '它不是硬件安全模块。保管库解锁期间，密钥位于这台电脑的内存中，控制这台电脑的人可以读取它们。',
		clock: '它没有可信时钟。它能发现时钟被调回，但发现不了一直就不准的时钟。',
		eviction:
			'保管库存放在此浏览器的存储中。清除网站数据、删除浏览器配置文件或磁盘损坏都会毁掉它；没有受保护的存储时，浏览器也可能自行清除它。',
		extension:
			'有权读取本页的恶意浏览器扩展能看到您看到和输入的一切，包括口令。请使用没有扩展的浏览器配置文件。',
		passphrase: '口令一旦遗失，任何人都无法重置。'
	},
	version: '版本',
	buildId: '构建 ID',
	verify: '验证此构建',
	licence: '许可证'
};
