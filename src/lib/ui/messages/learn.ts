import type { ScenarioId } from '../learn/scenarios.ts';
import { scenarios } from '../learn/scenarios.ts';
import { messages, type Language } from './messages.ts';

/** The pages of the practice scenarios. */
export const learnMessages = messages({
	en: {
		title: 'Learn',
		scenarioTitle: (title: string) => `${title} · Learn`,
		lead: 'Eight things that happen to people who import keys, to try out where nothing can break. Steps are ticked by what the log says you did.',
		outside:
			'The scenarios run in a practice vault: a throw-away one in this page’s memory, with a clock that can skip ahead. It never touches your own vault, which stays locked meanwhile.',
		all: 'All scenarios',
		importNow: 'Import key material',
		progress: (done: number, steps: number) => `${done} of ${steps} steps`,
		finished: 'Done',
		goal: 'Goal',
		steps: 'Steps',
		stepDone: 'done',
		stepOpen: 'still to do',
		complete: 'That was all of it. You can begin it again, or go on with another.',
		begin: 'Begin',
		beginWithFiles: 'Begin and save the scenario files',
		again: 'Begin again',
		filesHint: 'Files are saved as one zip. Unpack it to choose them one by one.',
		saved: (fileName: string) => `Scenario files saved to ${fileName}.`,
		places: {
			FILES: '',
			IMPORT: 'Open the import',
			KEY: 'Use the key',
			SETTINGS: 'Open Settings',
			WRAP: 'Open Wrap for AWS',
			CLOUD: 'Choose the file for AWS',
			CLOCK: 'Skip ahead 24 hours',
			NEW_COMPUTER: 'Go to a new computer',
			OPEN_FILE: 'Open a vault file'
		},
		cloudOpened: 'AWS could open it.',
		cloudRefused: 'AWS could not open this file. Choose the encrypted key that Airlock saved.',
		scenarios: {
			import: {
				title: 'Import in the app',
				goal: 'Give the key practice-key its key material, with both halves of the import in Airlock.',
				steps1: 'Create parameters: a public key and an import token.',
				steps2: 'Let Airlock make key material and encrypt it.',
				steps3: 'Confirm. The key is enabled.',
				steps4: ''
			},
			openssl: {
				title: 'Import with OpenSSL',
				goal: 'Encrypt key material on the command line, as on another computer, and import it.',
				steps1: 'Create parameters for “On another computer”.',
				steps2: 'Download them, and run the commands that are shown.',
				steps3: 'Choose EncryptedKeyMaterial.bin and ImportToken.bin, and confirm.',
				steps4: ''
			},
			sha1: {
				title: 'The SHA-1 mistake',
				goal: 'Someone left out the hash, and OpenSSL took SHA-1. See how that looks, and put it right.',
				steps1: 'Save the scenario files.',
				steps2:
					'Import EncryptedKeyMaterial-sha1.bin with ImportToken.bin. It is refused: read why.',
				steps3:
					'Import EncryptedKeyMaterial-sha256.bin, which the right command makes, or encrypt KeyMaterial.bin yourself.',
				steps4: 'Encrypt something with the key.'
			},
			'old-token': {
				title: 'Token from an older download',
				goal: 'Parameters were created twice, and the first token is still lying around.',
				steps1: 'Save the scenario files.',
				steps2:
					'Import EncryptedKeyMaterial.bin with ImportToken-old.bin. It is refused: read why.',
				steps3: 'Put ImportToken-new.bin in its place, and confirm.',
				steps4: 'Encrypt something with the key.'
			},
			expiry: {
				title: 'Key material expires, import again',
				goal: 'See a key stop working at its time, and bring it back with your copy.',
				steps1: 'Save the scenario files: KeyMaterial.bin is your copy.',
				steps2: 'Encrypt something with the key.',
				steps3: 'Skip ahead 24 hours. The key material is erased.',
				steps4: 'Import KeyMaterial.bin again. The key works as before.'
			},
			'other-material': {
				title: 'Other key material is refused',
				goal: 'A key is bound to its first key material. See what happens with another.',
				steps1: 'Save the scenario files.',
				steps2:
					'Import EncryptedKeyMaterial-other.bin with ImportToken.bin. It is refused: read why.',
				steps3: 'Import EncryptedKeyMaterial-same.bin instead.',
				steps4: 'Encrypt something with the key.'
			},
			aws: {
				title: 'Wrap for AWS',
				goal: 'Encrypt key material for AWS KMS with the files that AWS hands out.',
				steps1: 'Save the scenario files: the public key and the token, as AWS has them.',
				steps2: 'Wrap key material for AWS with WrappingPublicKey.bin, and save the result.',
				steps3: 'Hand the encrypted key to AWS, which this page plays.',
				steps4: ''
			},
			'new-computer': {
				title: 'Restore on a new computer',
				goal: 'Take a vault to another computer in a vault file.',
				steps1: 'Save a vault file, and check it.',
				steps2: 'Go to a new computer: there is no vault on it.',
				steps3:
					'Open the vault file there. The passphrase of the practice vault is: practice vault',
				steps4: ''
			}
		}
	},
	'zh-CN': {
		title: '练习',
		scenarioTitle: (title) => `${title} · 练习`,
		lead: '导入密钥时会遇到的八种情形，可以放心尝试。步骤根据活动记录自动勾选。',
		outside:
			'情形在练习保管库中进行：它是此页面内存中的一次性保管库，时钟可以快进。它不会触及您自己的保管库；后者在此期间保持锁定。',
		all: '所有情形',
		importNow: '导入密钥材料',
		progress: (done, steps) => `${done}/${steps} 步`,
		finished: '已完成',
		goal: '目标',
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
		cloudOpened: 'AWS 已能打开该文件。',
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
				steps3:
					'导入由正确命令生成的 EncryptedKeyMaterial-sha256.bin，或自行加密 KeyMaterial.bin。',
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
				steps3: '在那里打开保管库文件。练习保管库的口令是：practice vault',
				steps4: ''
			}
		}
	}
});

/** @returns the words of each step of a scenario, in their order */
export function stepWords(scenario: ScenarioId, language: Language): string[] {
	const { steps1, steps2, steps3, steps4 } = learnMessages[language].scenarios[scenario];
	return [steps1, steps2, steps3, steps4].slice(0, scenarios[scenario].steps.length);
}
