import type { wrapMessages as English } from '../en/wrap.ts';
import type { Translation } from '../messages.ts';

/** The page that wraps key material for other services. */
export const wrapMessages: Translation<typeof English> = {
	/** where the public key is found */
	sources: {
		AWS: 'KMS > 客户托管密钥 > 您的密钥（来源为外部）> 密钥材料 > 导入密钥材料 > 下载包装公有密钥和导入令牌。把 zip 原样带来即可。',
		ALIBABA:
			'密钥管理服务 > 密钥管理 > 您的密钥（密钥材料来源为外部）> 密钥材料 > 获取导入参数，RSA_2048。或调用 GetParametersForImport，其 PublicKey 为 Base64。',
		PING_AN:
			'密钥 > 用户主密钥 > 密钥详情 > 导入密钥材料 > 获取导入参数。或调用 GetParametersForImport，其公钥为十六进制。',
		GOOGLE:
			'密钥管理 > 您的密钥环 > 导入作业 > 您的作业 > 下载封装密钥。或：gcloud kms import-jobs describe IMPORT_JOB --location LOCATION --keyring KEY_RING --format="value(publicKey.pem)"',
		AZURE:
			'密钥交换密钥（KEK）：同一保管库中的 RSA-HSM 密钥，只允许“import”一种操作。az keyvault key download --vault-name VAULT_NAME --name KEK_NAME --encoding PEM --file kek.pem；其标识符在 az keyvault key show 的 key.kid 中。',
		VAULT: '运行：vault read -field=public_key transit/wrapping_key > wrapping-key.pem',
		TENCENT:
			'密钥管理系统 > 用户密钥 > 您的密钥（外部）> 导入密钥材料 > 下载公钥和令牌，RSA_2048。或调用 GetParametersForImport，其 PublicKey 为 Base64。',
		OTHER: '2048、3072 或 4096 位的 RSA 公钥或证书。',
		AIRLOCK:
			'在那边：密钥 > 导入密钥材料 > 创建参数 > 全部下载。把 airlock-import-….zip 原样带来即可。'
	},
	title: '为云服务包装',
	titleFor: (cloud) => `为 ${cloud} 包装`,
	lead: '用其他服务的公钥加密密钥材料，并给出该服务所接受的文件。一切都不会离开这台电脑。',
	steps: '包装步骤',
	stepTitles: { service: '目标服务', publicKey: '公钥', material: '密钥材料', files: '文件' },
	need: '需要准备',
	needs: {
		publicKey: '该服务的公钥。选择服务后会显示在哪里可以找到。',
		material: '密钥材料。可以由 Airlock 现在生成，也可以自行提供。',
		passphrase: '您所保留的副本的口令：任何服务都不会交还密钥。'
	},
	needsKey: (sizes) => `需要：${sizes} 公钥。`,
	needsToken: '请与同一次下载中的导入令牌一起提供。',
	aboutTo: (type, method, cloud) => `“包装”将用 ${method} 为 ${cloud} 加密一个密钥：${type}。`,
	where: '1 目标服务',
	chooseTarget: '请选择服务。',
	kid: '密钥交换密钥的标识符（kid）',
	kidHint: 'https://VAULT.vault.azure.net/keys/NAME/VERSION。它会写入文件。',
	enterKid: '请输入密钥交换密钥的标识符，与 Azure 显示的一致。',
	forCommand: '命令的内容',
	cloudKeyId: '该服务中密钥的 ID 或名称（可选）',
	cloudKeyIdHint: '不填写时，命令中以大写名称代替。',
	plainIdOnly: '命令中只能使用字母、数字和 . _ : / @ -。',
	expiry: '密钥材料在该服务中的过期时间',
	never: '永不过期',
	afterDays: (days) => (days === 1 ? '24 小时后' : `${days} 天后`),

	publicKey: '2 公钥',
	publicKeyField: '公钥文件',
	publicKeyHint: 'PEM、DER、Base64、十六进制、JSON、证书或 zip，原样即可。',
	whereFrom: '在哪里获取',
	choosePublicKey: '请选择该服务的公钥。',
	pkOk: (bits) => `RSA-${bits} 公钥。`,
	fingerprint: (words) => `指纹（SHA-256）${words}`,
	pkFrom: {
		SPKI: '',
		PKCS_1: '',
		JWK: '',
		CERTIFICATE: '这是证书；已取出其中的公钥。',
		CSR: '这是证书请求；已取出其中的公钥。请确认它属于该服务，而不是您自己的。',
		PKCS_7: '这是证书集（PKCS #7）；已取出第一个证书的公钥。',
		SSH: '这是 SSH 密钥；请确认它是该服务给您的那一个。',
		XML: '公钥取自 .NET 的 XML。',
		PRINTED: '公钥取自 OpenSSL 打印的内容。'
	},
	pkToken: '一同带来的导入令牌会放入结果中。',
	pkPrivate: '这是私钥。切勿将它上传到任何地方。',
	pkPrivateCause: '请使用该服务提供的公钥。没有保留任何内容。',
	pkSize: (cloud, sizes, bits) => `${cloud} 使用 ${sizes}；此密钥为 ${bits} 位。`,
	pkSmall: (bits) => `此密钥为 ${bits} 位。没有服务用这么短的密钥包装。`,
	pkOther: (kind) => `这是公钥，${kind}。各服务用 RSA 密钥包装。`,
	pkMany: (count) =>
		`这个文件里有 ${count} 个公钥，取用了第一个。如果需要另一个，请选择只含该公钥的文件。`,
	pkExpired: (time) => `证书已于 ${time} 到期：请向该服务确认此密钥是否仍然有效。`,
	pkOnlyToken: '这是导入令牌。包装时不需要它。',
	pkOnlyTokenCause: '请保留它用于上传，并选择同一次下载的公钥。',
	pkNone: '其中没有公钥。',
	pkNoneCause: '请选择该服务称为公钥或包装密钥的文件。',

	material: '3 密钥材料',
	keyType: '密钥类型',
	method: '包装方法',
	methodOlder: (name) => `${name}（较旧）`,
	methodOlderHint: (cloud) => `PKCS #1 v1.5 较旧。仅因为 ${cloud} 仍接受它才列在这里。`,
	methodHint: '与您在该服务中获取公钥时选择的方法一致。',
	googleMethod: (method) => `导入作业的方法必须是 ${method}。`,
	tooSmall: (name) => `${name}：放不下此密钥`,
	tooSmallHint: (type, better) => `标为放不下的方法容纳不了它（${type}）。请使用 ${better}。`,
	source: '来源',
	makeNow: '现在生成',
	fromFile: '来自文件',
	fromPaste: '粘贴',
	fromKey: '此保管库中创建时设为可导出的密钥',
	noExportable: (type) => `没有 ${type} 类型的。可导出是在创建密钥时选定的。`,
	file: '密钥材料文件',
	fileHint:
		'原始字节、十六进制或 Base64；私钥可为 PEM 或 DER，或 .p12、.pfx 文件。如有密码会询问。仅在此处读取，不会保存。',
	paste: '十六进制或 Base64 格式的密钥材料，或 PEM 格式的私钥',
	pasteHint: '粘贴的内容不会保存。',
	keyPasswordHint: '用来打开文件。密钥包装之后，Airlock 不再保留此密码。',
	chooseFile: '请选择密钥材料文件。',
	pasteSomething: '请粘贴密钥材料。',
	key: '密钥',
	chooseKey: '请选择密钥。',
	usable: '可以包装。',
	needsBytes: (type, bytes, needed) => `${type}需要 ${needed} 字节；这里有 ${bytes} 字节。`,
	faults: {
		PKCS_12: {
			title: '这个 .p12 或 .pfx 文件使用较旧的加密方式。',
			cause: 'Airlock 无法打开。请先提取密钥：'
		},
		LOCKED: {
			title: '此私钥有自己的密码保护。',
			cause: 'Airlock 不会解开它。请先去掉密码：'
		},
		OPENSSH: {
			title: '这是 OpenSSH 的私钥。',
			cause: 'Airlock 读取 PKCS #8。ssh-keygen 可把 RSA 或 ECDSA 密钥的副本转换成它：'
		},
		PUTTY: {
			title: '这是 PuTTY 的私钥（.ppk）。',
			cause: 'Airlock 读取 PKCS #8。请从 PuTTY 导出密钥，再转换成它：'
		},
		COSIGN: {
			title: '这是 cosign 的私钥，有自己的密码保护。',
			cause:
				'cosign 不以其他形式交出它，因此无法包装。请改用 OpenSSL 生成密钥，再用“cosign import-key-pair”交给 cosign。'
		},
		PRINTED: {
			title: '这是 OpenSSL 打印的私钥。',
			cause: '请让 OpenSSL 写出密钥本身：'
		},
		DAMAGED: {
			title: '这个私钥不完整。',
			cause: '它被截断或改动了。请从生成它的地方重新复制。'
		},
		MANY_KEYS: {
			title: '此文件中有多个密钥。',
			cause: '请提供只含其中一个的文件。'
		}
	},
	otherKey: (kind) => `这是私钥，${kind}。`,
	otherKeyCause:
		'各服务接受 2048、3072 或 4096 位的 RSA 密钥，以及曲线 P-256、P-384 和 P-521 上的密钥。',
	openCommand: '解开密钥的命令',
	noMaterial: '其中没有密钥材料。',
	copyAgeHint: '用您选择的口令保护的文件，按下“包装”时下载。',
	copyShowHint: '按下“包装”后显示，直到您继续下一步。',
	copyNotShown: '不适用于私钥：太长，无法抄写。',
	copyNoneRefused: '不适用于现在生成的密钥：别处没有它，该服务也不会将其交还。',
	wrap: '包装',
	wrapping: '正在包装…',
	working: '正在生成副本并包装。这可能需要几秒钟…',

	done: (cloud) => `已为 ${cloud} 包装。`,
	copySaved: '您的加密副本已下载。请保管好：该服务不会将密钥交还。',
	files: '文件',
	downloadAll: '全部下载（.zip）',
	downloadFile: (name) => `下载 ${name}`,
	downloaded: (name) => `已下载：${name}`,
	inZip: 'zip 中有全部文件、校验和，以及中英文说明。',
	nextCommand: '下一条命令',
	openBao: 'OpenBao 的同一命令',
	placeholders: (names) => `请替换为您自己的值：${names}。`,
	noCommand: '这里没有该服务的已知命令行。',
	inConsole: '或在其控制台中（名称可能会变）',
	deadline: '期限',
	tokenUntil: (time) => `您带来的文件说明其有效期至 ${time}。`,
	toCompare: '用于比对',
	kcv: '校验值（KCV）',
	sha256: 'SHA-256 前 16 字节',
	publicSha256: '其公钥（DER）的 SHA-256',
	compareHint: '会显示校验值的服务，对同一密钥显示相同的值。',
	wrappingKey: '包装密钥',
	again: '再包装一个'
};
