import type { recoveryMessages as English } from '../en/recovery.ts';
import type { Translation } from '../messages.ts';

/** A person's own copy of key material: printing it, and testing it. */
export const recoveryMessages: Translation<typeof English> = {
	sheetsTitle: '打印您的副本',
	sheetsLead: (sheets) =>
		`${sheets === 1 ? '这张恢复表' : `这 ${sheets} 张恢复表`}仅在此导入打开期间显示：离开导入、锁定保管库或重新加载页面后就不再显示。请用您信任的打印机，不要打印到他人可读的文件。`,
	print: '打印',
	testNow: '已打印，现在测试',
	goOn: '已打印，不测试，继续',
	printFirst: '请先打印或测试副本：目前没有任何人持有副本。',
	startOver: '加密其他密钥材料',
	giveUp: {
		ask: '不留副本，继续',
		title: '将没有任何人持有副本',
		body: '此密钥材料在这里被删除或过期后，没有人能再恢复它，用它加密的内容将永远无法打开。',
		confirm: '没有人会有副本：继续',
		cancel: '返回副本'
	},
	lost: {
		title: '此密钥材料已不再显示，也没有人确认持有副本。',
		cause: '它本应打印或抄写，但在此之前页面已离开、锁定或重新加载。',
		next: '请重新加密，或测试您已有的副本，或确认不留副本。',
		back: '返回副本'
	},
	givenUp: '没有任何人持有此密钥材料的副本：它在这里消失后将永远消失。',
	sheet: '恢复表',
	whole: '完整的密钥材料',
	wholeMeaning: '谁拿到这张表，谁就拥有密钥。请锁好。',
	share: (number, count) => `第 ${number} 份，共 ${count} 份`,
	shareMeaning: (threshold) =>
		`同一套中任意 ${threshold} 份即可还原密钥材料；少于此数则毫无用处。请交给不同的人，存放在不同的地方。`,
	key: '密钥',
	keyId: '密钥 ID',
	set: '套号',
	checkValue: '校验值（KCV）',
	madeOn: '制作时间',
	text: '文本',
	code: (sheet) => `同一文本的二维码，${sheet}`,
	howTo:
		'测试或还原：在 Airlock 中打开该密钥，选择“测试我的副本”；键入各行，或扫描二维码。每行最后两个字符是校验码。I 和 L 视为 1，O 视为 0。',
	longHowTo: '第 9 行之后依次是 A、B 等。',
	withoutAirlock: (parts) =>
		`没有 Airlock 时：每行去掉开头的行号和末尾两个校验字符，中间 20 个字符是 Crockford Base32，每个 5 位，高位在前（0 至 9，A 至 Z，不含 I、L、O、U）。所有行合起来，去掉最后一行末尾补的零，是这些字节：${parts}，最后是前面所有字节的 SHA-256 的前 6 字节。`,
	partsOfSecret:
		'格式 1、门限、总份数、本份编号、套号（4 字节）、校验值（3 字节）、x、y（32 字节）',
	partsOfOther:
		'格式 2、门限、总份数、本份编号、y 的长度、套号（4 字节）、完整密钥材料的 SHA-256 前 3 字节、x、y',
	wholeIsY: 'y 就是密钥材料。',
	shareIsY:
		'合并时，对 y 的每个字节，取通过门限数量的各份 (x, y) 点的多项式，在 AES 的域（GF(2⁸)，0x11B）中求其在 0 处的值，即密钥材料的该字节（Shamir）。',
	program: '程序 join-shares.py 可完成这一切，见 Airlock 源代码中的 docs/formats.md 第 6 节。',
	howToPair: '私钥是 DER 形式的 PKCS #8。用 OpenSSL（ML-DSA 需 3.5 或更高版本）转换为 PEM：',
	keySpec: '密钥规格',
	publicKey: '公钥指纹（SHA-256 前 16 字节）',

	windowTitle: (id) => `测试副本 · 密钥 ${id}`,
	title: '测试我的副本',
	lead: '就在此时此地用您的副本还原密钥材料，并与此密钥比较。不会导入，也不会存储任何内容。',
	back: '返回密钥',
	never: '从未测试过任何副本。',
	testedOn: '副本测试于',
	neverTested: '从未测试',
	nothingYet: '还没有可与副本比较的内容。',
	nothingYetCause: '此密钥目前没有密钥材料。',
	goToImport: '前往导入',
	madeByAirlock: '此密钥由 Airlock 生成：没有密钥材料的副本可测试。',
	madeByAirlockCause:
		'它的密钥材料留在此保管库中，因此保管库文件就是它的副本。请保存一份并妥善保管。',
	goToVaultFile: '前往保管库文件',
	kind: '您的副本是什么？',
	file: '文件',
	typed: '纸质：份额、恢复表，或您抄写的内容',
	chooseFile: '选择文件',
	chooseOther: '选择其他文件',
	isPicture: '这是图片。如果它是恢复表上的二维码，请选择“纸质”，再点击“选择图片”。',
	fileHint:
		'加密的副本（.age），或密钥材料本身：二进制、十六进制或 Base64；私钥可用 PEM、DER、.p12 或 .pfx。份额请一次选择所有文件。',
	keyPassword: '私钥的密码（如有）',
	passwordFirst: '请以文件的形式选择它，并在那里输入密码。Airlock 打不开的，可用 OpenSSL 打开。',
	keyPasswordHint: '.p12、.pfx 或 PEM 文件的密码。用后 Airlock 不再保留。',
	passphrase: '副本的口令',
	textLabel: '纸上的内容',
	textHint:
		'每份的所有行，一份接一份；或十六进制、Base64。也可以扫描每份的二维码。请不要用手机扫描：手机上的应用会留下其中的文本。',
	startCamera: '用摄像头扫描',
	stopCamera: '关闭摄像头',
	cameraStarts: '浏览器会询问是否允许 Airlock 使用摄像头。',
	cameraPicture: '摄像头画面',
	choosePicture: '选择图片',
	codes: {
		ADDED: '已读取，文本已填入下面的字段。',
		AGAIN: '此二维码已在字段中。请出示下一个。',
		OTHER: '此二维码不是份额、恢复表，也不是密钥材料。'
	},
	cameraFaults: {
		REFUSED: {
			title: '浏览器不允许 Airlock 使用摄像头。',
			cause: '您或这台计算机的规则拒绝了使用。',
			next: '请在浏览器的此页面设置中允许，或选择二维码的图片，或键入各行。'
		},
		NONE: {
			title: '浏览器找不到摄像头。',
			cause: '没有摄像头，或没有连接。',
			next: '请选择二维码的图片，或键入各行。'
		},
		BUSY: {
			title: '摄像头没有画面。',
			cause: '可能有其他程序正在使用它，或它已断开。',
			next: '请关闭其他程序后重试，或选择二维码的图片，或键入各行。'
		}
	},
	pictureFaults: {
		NO_PICTURE: {
			title: '浏览器打不开此图片。',
			cause: '有些手机使用浏览器不认识的格式，例如 HEIC。',
			next: '请选择 JPEG 或 PNG 文件。'
		},
		NO_CODE: {
			title: '图片中没有可读取的二维码。',
			cause: '二维码太小、模糊，或被裁掉了一部分。',
			next: '请从正上方重新拍摄，让二维码占满画面，或键入各行。'
		}
	},
	wrongLine: (share, line) => `第 ${share} 份第 ${line} 行：`,
	wholeShare: (number, count, set) =>
		count === 1
			? `套号 ${set} 的恢复表完整。`
			: `套号 ${set} 的第 ${number} 份（共 ${count} 份）完整。`,
	linesMissing: (count) => `还缺 ${count} 行。`,
	enough: '份数已够。',
	test: '测试副本',
	testing: '正在测试…',
	chooseFirst: '请选择副本文件。',
	enterFirst: '请输入纸上的内容。',
	passphraseFirst: '请输入副本的口令。',
	notOpenedTitle: '此口令打不开该文件。',
	notOpenedCause: '口令不对，或文件不完整、被改动过。',
	notOpenedNext: '请再试一次口令，或换一个副本。',
	otherTitle: '这是其他密钥材料的副本。',
	otherCause: '它可以还原，但不是此密钥所绑定的密钥材料。',
	otherNext: '请找到为此密钥制作的副本。',
	good: '此副本有效。',
	goodCause: (checks) =>
		`它能还原此密钥的密钥材料${checks === '' ? '' : `，${checks}`}。没有导入任何内容。`,
	continueImport: '继续导入',
	goToKey: '前往该密钥',
	testMyCopy: '测试我的副本',
	copyOf: '您的副本',
	copyShares: '打印份额，分给几个人',
	copySharesHint: '其中几份合在一起可还原密钥材料；单独一份毫无用处。',
	copySheet: '打印一张完整的恢复表',
	copySheetHint: '可键入的文本，以及二维码。',
	noPaper: '不适用于 RSA 密钥：太长，一张表会有一百多行需要键入。',
	noShow: '不适用于私钥：请打印恢复表（带校验码），不要手抄。',
	noShowRsa: '不适用于 RSA 密钥：太长，无法抄写。',
	threshold: '还原所需的份数',
	count: '总份数',
	countsWrong: '请用 2 至 16 份，所需份数不超过总份数。'
};
