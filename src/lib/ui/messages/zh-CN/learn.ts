import type { learnMessages as English } from '../en/learn.ts';
import type { Translation } from '../messages.ts';

/** The pages of the practice scenarios. */
export const learnMessages: Translation<typeof English> = {
	title: '练习',
	scenarioTitle: (title) => `${title} · 练习`,
	lead: '导入密钥时会遇到的八种情形，可以放心尝试。步骤根据活动记录自动勾选。',
	outside:
		'情形在练习保管库中进行：它是此页面内存中的一次性保管库，时钟可以快进。它不会触及您自己的保管库；后者在此期间保持锁定。',
	all: '所有情形',
	importNow: '导入密钥材料',
	progress: (done, steps) => `${done}/${steps} 步`,
	finished: '已完成',
	goal: '目标：',
	steps: '步骤',
	stepDone: '已完成',
	stepOpen: '待完成',
	complete: '全部完成。您可以重新开始，或继续下一个情形。',
	begin: '开始',
	beginWithFiles: '开始并保存情形文件',
	again: '重新开始',
	filesHint: '文件保存为一个 zip。解压后可逐个选择。',
	saved: (fileName) => `情形文件已保存到 ${fileName}。`,
	places: {
		FILES: '',
		IMPORT: '打开导入',
		KEY: '使用密钥',
		SETTINGS: '打开设置',
		WRAP: '打开“为 AWS 包装”',
		CLOUD: '选择交给 AWS 的文件',
		CLOCK: '快进 24 小时',
		NEW_COMPUTER: '换到新电脑',
		OPEN_FILE: '打开保管库文件'
	},
	cloudRefused: 'AWS 无法打开此文件。请选择 Airlock 保存的加密密钥。',
	scenarios: {
		import: {
			title: '在应用内导入',
			goal: '为密钥 practice-key 导入密钥材料，两个步骤都在 Airlock 中完成。',
			steps1: '创建导入参数：公钥和导入令牌。',
			steps2: '由 Airlock 生成密钥材料并加密。',
			steps3: '确认。密钥已启用。',
			steps4: ''
		},
		openssl: {
			title: '使用 OpenSSL 导入',
			goal: '像在另一台电脑上一样，用命令行加密密钥材料并导入。',
			steps1: '为“在另一台电脑上”创建导入参数。',
			steps2: '下载参数，并运行所示命令。',
			steps3: '选择 EncryptedKeyMaterial.bin 和 ImportToken.bin，然后确认。',
			steps4: ''
		},
		sha1: {
			title: 'SHA-1 错误',
			goal: '有人漏写了哈希算法，OpenSSL 便用了 SHA-1。看看结果如何，并改正它。',
			steps1: '保存情形文件。',
			steps2: '用 ImportToken.bin 导入 EncryptedKeyMaterial-sha1.bin。导入被拒绝：请看原因。',
			steps3: '导入由正确命令生成的 EncryptedKeyMaterial-sha256.bin，或自行加密 KeyMaterial.bin。',
			steps4: '用该密钥加密一些内容。'
		},
		'old-token': {
			title: '较早下载的令牌',
			goal: '导入参数创建了两次，第一个令牌还留着。',
			steps1: '保存情形文件。',
			steps2: '用 ImportToken-old.bin 导入 EncryptedKeyMaterial.bin。导入被拒绝：请看原因。',
			steps3: '换成 ImportToken-new.bin，然后确认。',
			steps4: '用该密钥加密一些内容。'
		},
		expiry: {
			title: '密钥材料过期后再次导入',
			goal: '看密钥到期停用，再用您的副本恢复它。',
			steps1: '保存情形文件：KeyMaterial.bin 是您的副本。',
			steps2: '用该密钥加密一些内容。',
			steps3: '快进 24 小时。密钥材料被清除。',
			steps4: '再次导入 KeyMaterial.bin。密钥恢复使用。'
		},
		'other-material': {
			title: '不同的密钥材料被拒绝',
			goal: '密钥与其首份密钥材料绑定。看看换成另一份会怎样。',
			steps1: '保存情形文件。',
			steps2: '用 ImportToken.bin 导入 EncryptedKeyMaterial-other.bin。导入被拒绝：请看原因。',
			steps3: '改为导入 EncryptedKeyMaterial-same.bin。',
			steps4: '用该密钥加密一些内容。'
		},
		aws: {
			title: '为 AWS 包装',
			goal: '用 AWS 提供的文件为 AWS KMS 加密密钥材料。',
			steps1: '保存情形文件：公钥和令牌，与 AWS 提供的相同。',
			steps2: '用 WrappingPublicKey.bin 为 AWS 包装密钥材料，并保存结果。',
			steps3: '将加密密钥交给由此页面扮演的 AWS。',
			steps4: ''
		},
		'new-computer': {
			title: '在新电脑上恢复',
			goal: '用保管库文件把保管库带到另一台电脑。',
			steps1: '保存保管库文件并核对。',
			steps2: '换到新电脑：上面没有保管库。',
			steps3: '在那里打开保管库文件。练习保管库的口令是：practice makes perfect',
			steps4: ''
		}
	}
};
