import type { PrivateKeyFault } from '#lib/domain/errors.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import type { Cloud } from '#lib/domain/reading/content.ts';
import { formatBytes, formatDateTimeWithZone, groupsOfFour } from '#lib/ui/words/format.ts';
import {
	words,
	looksBare,
	looksLikeBlocks,
	checksOf,
	containerOf,
	join,
	type FindingTexts
} from '../diagnosis.ts';
import type { diagnosisMessages as English } from '../en/diagnosis.ts';
import type { Translation } from '../messages.ts';
import { keysMessages } from './keys.ts';
import { privateKeyWords } from './use-errors.ts';

export const clouds: Record<Cloud, string> = {
	AWS: 'AWS KMS',
	ALIBABA: '阿里云',
	PING_AN: '平安云',
	TENCENT: '腾讯云',
	OTHER: '其他服务'
};

const zh = (byteCount: number) => formatBytes(byteCount, 'zh-CN');

const zhTime = (at: number) => formatDateTimeWithZone(at, 'zh-CN');

const emptyZh = () => words('这个文件是空的。', '它只有 0 字节。');

const copyZh = () =>
	words(
		'这是一份加密副本（age 文件）。',
		'只有它的口令才能打开。请用“age -d”打开，再用这些导入参数加密密钥材料。'
	);

const secondPartZh = (bytes: number, expectedBytes: number): string => {
	if (bytes === expectedBytes)
		return `第二部分有 ${zh(bytes)}，长度正确：它是用另一个 AES 密钥或另一个初始值包装的，或者被改动了。请重新制作两个部分。`;
	const length = `第二部分有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`;
	if (looksBare(bytes))
		return `${length}密钥包装不会是这个长度；它符合 AES-CTR、无填充的 AES-CBC 或 AES-ECB，或者是根本没有加密的密钥材料。请使用带填充的 AES 密钥包装（RFC 5649）。`;
	return looksLikeBlocks(bytes)
		? `${length}密钥包装不会是这个长度；它符合 AES-CBC、AES-ECB 或 AES-GCM。请使用带填充的 AES 密钥包装（RFC 5649）。`
		: `${length}有内容缺失或多余。请重新制作两个部分。`;
};

const weakZh = () => {
	const { title, cause } = keysMessages.material.weak;
	return `${title}${cause}`;
};

const keyFault = ({ fault }: { fault: PrivateKeyFault }) => {
	const { title, cause, next } = privateKeyWords(fault);
	return words(title, [cause, next].join(''));
};

export const findingTexts: FindingTexts = {
	'EK-OK': ({ setId, keyCheckValue }) =>
		words(
			'就绪。',
			`可用导入参数 ${shortSetId(setId)} 打开。${keyCheckValue ? `${checksOf(keyCheckValue, 'zh-CN')}。` : weakZh()}`
		),
	'EK-EMPTY': emptyZh,
	'EK-BIG': ({ bytes }) =>
		words(`这个文件有 ${zh(bytes)}。`, '加密的密钥文件不超过 10 KB。没有读取它。'),
	'EK-PLAIN': ({ bytes, expectedBytes }) =>
		words(
			'这看起来是尚未加密的密钥材料。',
			`它有 ${zh(bytes)}，而加密的密钥文件有 ${expectedBytes} 字节。没有保存。`
		),
	'EK-PEMPRIV': () => words('这是私钥，不是加密的密钥文件。', '私钥在导入前需要加密。没有保存。'),
	'EK-PUB': () => words('这是公钥。', '您可能选了包装密钥，而不是加密的密钥文件。'),
	'EK-TOKEN': () => words('这是导入令牌。', '它应放在另一个位置。'),
	'EK-CLOUD': ({ cloud }) =>
		words(
			`这是${clouds[cloud]}的令牌。`,
			'它不是密钥文件。要把密钥材料送到那里，请使用“为云服务包装”。'
		),
	'EK-CONTAINER': ({ container }) => containerOf(container, 'zh-CN'),
	'EK-COPY': copyZh,
	'EK-ARCHIVE': () => words('这个 zip 中没有加密的密钥。', '它可能是包含公钥和令牌的下载文件。'),
	'EK-UTF16': () =>
		words(
			'有程序把这个文件改写成了 UTF-16 文本。',
			'PowerShell 的 > 会这样做。Airlock 已转换回来，请核对结果。'
		),
	'EK-TWICE': ({ bytes }) => words('编码了两次。', `两层都已解码：${zh(bytes)}。`),
	'EK-BREAK': ({ bytes, expectedBytes }) =>
		words(
			`加密的密钥有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`,
			'末尾多了一个换行。去掉后就能打开。'
		),
	'EK-EXTRA': ({ bytes, expectedBytes }) =>
		words(
			`加密的密钥有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`,
			'文件里添加了别的内容。去掉后就能打开。'
		),
	'EK-CRLF': ({ bytes, expectedBytes }) =>
		words(
			'文件的换行符被改动了。',
			`它有 ${zh(bytes)}，应为 ${expectedBytes} 字节。按文本方式传输或 git 会这样改动二进制文件。恢复原来的换行符后就能打开。`
		),
	'EK-RETYPED': ({ bytes, expectedBytes }) =>
		words(
			'有程序把这个二进制文件当作文本读取后重新写入。',
			`它有 ${zh(bytes)}，应为 ${expectedBytes} 字节。还原成字节后就能打开。`
		),
	'EK-SWAPPED': () =>
		words(
			'这个文件的两个部分顺序颠倒了。',
			'包装后的密钥材料在前，包装后的 AES 密钥在后。公钥是对的。调换顺序后文件可以打开。'
		),
	'EK-REVERSED': () =>
		words(
			'RSA 块的字节顺序颠倒了。',
			'Windows 的 CryptEncrypt 会这样写，最后一个字节在前。公钥是对的。颠倒回来后文件可以打开。'
		),
	'EK-ZEROS': ({ bytes, expectedBytes }) =>
		words(
			`加密的密钥有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`,
			'开头的零被去掉了。把 RSA 块当作数字的程序会这样做，例如 Java 的 BigInteger。补上零后文件可以打开。'
		),
	'EK-LOST': () =>
		words(
			'有程序把这个二进制文件当作文本读取，部分字节已丢失。',
			'PowerShell 的 > 和 Set-Content 会这样做。请让 openssl 用 -out 自己写文件，并按二进制方式复制。'
		),
	'EK-RSA': ({ bytes, expectedBytes, found, expected }) =>
		words(
			`加密的密钥有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`,
			`${zh(bytes)}符合 ${found}，而这些导入参数使用 ${expected}：请用较新的公钥重新加密。`
		),
	'EK-CUT': ({ bytes, expectedBytes }) =>
		words(
			`加密的密钥有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`,
			'文件被截断，或者是另一个文件。'
		),
	'EK-LEN': ({ bytes, expectedBytes }) =>
		words(
			`加密的密钥有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`,
			'这是另一个文件，或者中间添加了内容。'
		),
	'EK-OLDSET': ({ setId, issued, currentSetId }) =>
		words(
			`用较早的公钥加密（${shortSetId(setId)}，${zhTime(issued)}）。`,
			`请用当前公钥（${shortSetId(currentSetId)}）重新加密。`
		),
	'EK-OTHERKEY': ({ keyId, setId }, nameOf) =>
		words(
			`是为另一个密钥加密的：${nameOf(keyId)}。`,
			`它可用该密钥的导入参数 ${shortSetId(setId)} 打开。请在那里导入，或用此密钥的公钥重新加密。`
		),
	'EK-SHA1': () =>
		words(
			'使用了 OAEP SHA-1 加密，而这些导入参数需要 SHA-256。',
			'如果不指定，OpenSSL 使用 SHA-1。Node.js 和 Java 的 OAEPPadding 也是如此。'
		),
	'EK-SHA256': () =>
		words(
			'使用了 OAEP SHA-256 加密，而这些导入参数需要 SHA-1。',
			'这些参数是为匹配某个云平台而创建的。请使用对应的命令，或创建 SHA-256 的导入参数。'
		),
	'EK-MGF1': ({ expected }) =>
		words(
			'散列算法是 SHA-256，但掩码函数（MGF1）用了 SHA-1。',
			`Java 的 OAEPWithSHA-256AndMGF1Padding 会这样，除非用 OAEPParameterSpec 指定两者。请把两者都设为 ${expected}。`
		),
	'EK-HASH': ({ found, mask, expected }) =>
		words(
			`加密用的是 OAEP ${found}${found === mask ? '' : ` 和 MGF1 ${mask}`}，而这些参数需要 ${expected}。`,
			`请把哈希和掩码函数（MGF1）的哈希都设为 ${expected}：OpenSSL 用 rsa_oaep_md 和 rsa_mgf1_md，Java 用 OAEPParameterSpec；Node.js 用 oaepHash，Go 用 EncryptOAEP 的哈希。`
		),
	'EK-LABEL': ({ found, mask }) =>
		words(
			'加密时用了 OAEP 标签，而这些参数不需要标签。',
			`公钥是对的。哈希是 ${found}${found === mask ? '' : `，MGF1 的哈希是 ${mask}`}。请用空标签重新加密：Go 用 nil，Node 不设 oaepLabel，Java 用 PSpecified.DEFAULT。`
		),
	'EK-RAW': ({ expected }) =>
		words(
			`加密时没有任何填充，而这些参数需要 OAEP ${expected}。`,
			'公钥是对的。Bouncy Castle 的算法只写“RSA”、Java 用 NoPadding、Node.js 用 RSA_NO_PADDING 时就会这样。这样不安全，请重新加密。'
		),
	'EK-PKCS1': ({ expected }) =>
		words(
			`使用了 PKCS#1 v1.5 填充，而这些导入参数需要 OAEP ${expected}。`,
			'如果不指定，OpenSSL 使用这种填充。Java 的算法只写“RSA”时也是如此；在 pkcs11-tool 中它叫 RSA-PKCS。'
		),
	'EK-OTHERALG': ({ found, expected }) =>
		words(
			`这个文件使用 ${found}，而这些导入参数用于 ${expected}。`,
			'请按您的加密方式创建导入参数，或改用另一种方式加密。'
		),
	'EK-HALF': ({ holds }) =>
		words(
			holds === 'OTHER'
				? '这是一个 RSA 块，而这些参数需要两个部分。缺少第二部分。'
				: '这是两部分文件的第一部分：包装后的 AES 密钥。缺少第二部分。',
			holds === 'UNOPENED'
				? `也可能这个文件不是为这些参数制作的。如果您有第二部分，请用“${join}”合并。`
				: `公钥是对的。请用“${join}”合并两个部分。`
		),
	'EK-SECONDHALF': () =>
		words(
			'这看起来是两部分文件的第二部分：包装后的密钥材料。缺少第一部分。',
			`它的长度与 AES 密钥包装的结果相符。包装后的 AES 密钥应在它前面：请用“${join}”合并两个部分。`
		),
	'EK-MAYBEHALF': () =>
		words(
			'它可能是两部分文件的第一部分。',
			'这个密钥之前有 RSA_AES_KEY_WRAP 的参数或文件。如果您制作了两个部分，这一部分里是一次性的 AES 密钥，而不是您的密钥材料：导入前请核对校验值。'
		),
	'EK-AESTEXT': ({ form }) =>
		form === 'LINE_BREAK'
			? words(
					'它的第一部分里，AES 密钥后面带有换行。',
					'公钥是对的。请只加密 AES 密钥的字节：用 openssl rand -out 写入，不要用 echo。'
				)
			: words(
					`它的第一部分里，AES 密钥是${form === 'HEX' ? '十六进制' : ' Base64 '}文本。`,
					'公钥是对的。请加密 AES 密钥的字节，而不是它的文本。'
				),
	'EK-AESBYTES': ({ bytes }) =>
		words(
			`它的第一部分里有 ${zh(bytes)}，那不是 AES 密钥。`,
			'公钥是对的。请在第一部分里加密一个 32 字节的 AES 密钥，并用它包装第二部分的密钥材料。'
		),
	'EK-SECONDTEXT': ({ form }) =>
		words(
			`它的第二部分是${form === 'HEX' ? '十六进制' : ' Base64 '}文本。`,
			'公钥是对的。请合并两个部分的字节，或把整个文件写成文本。'
		),
	'EK-KWPKCS7': () =>
		words(
			'它的第二部分用了另一种填充：先 PKCS #7，再 AES 密钥包装（RFC 3394）。',
			'公钥是对的。较旧的 PKCS #11 设备（CKM_AES_KEY_WRAP_PAD）和 Java 的 AES/KW/PKCS5Padding 会这样。请使用 RFC 5649：CKM_AES_KEY_WRAP_KWP、AES/KWP/NoPadding，或 OpenSSL 的 id-aes256-wrap-pad。'
		),
	'EK-WRAPIV': () =>
		words(
			'它的第二部分用了另一个初始值来包装。',
			'公钥是对的。带填充的 AES 密钥包装（RFC 5649）使用 A65959A6：OpenSSL 用 -id-aes256-wrap-pad -iv A65959A6。'
		),
	'EK-AESMODE': ({ mode }) =>
		words(
			mode === 'PASSWORD'
				? '它的第二部分是用“openssl enc”和口令加密的，那不是密钥包装。'
				: `它的第二部分是用 AES-${mode} 加密的，那不是密钥包装。`,
			'公钥是对的。这些参数需要带填充的 AES 密钥包装（RFC 5649）：OpenSSL 用 -id-aes256-wrap-pad -iv A65959A6。'
		),
	'EK-SECOND': ({ bytes, expectedBytes }) =>
		words(
			'它的第一部分能打开，第二部分打不开。',
			`公钥是对的。${secondPartZh(bytes, expectedBytes)}`
		),
	'EK-KW': () =>
		words(
			'它的第二部分是不带填充的包装（RFC 3394）。',
			'这些导入参数需要带填充的 AES 密钥包装（RFC 5649）。在 OpenSSL 和 Node.js 中应使用 id-aes256-wrap-pad，而不是 id-aes256-wrap；Java 用 AES/KWP/NoPadding，Python 用 aes_key_wrap_with_padding。'
		),
	'EK-NOPE': ({ fingerprint }) =>
		words(
			'用这个密钥的导入参数打不开这个文件。',
			`已尝试 OAEP（SHA-1、SHA-256、SHA-384、SHA-512 的每一种组合，有标签和无标签）、PKCS#1 v1.5 和无填充。剩下的可能：另一个公钥、字节被改动，或 OAEP 用了 SHA-224、SHA-3 之类的哈希。请先核对指纹。您的指纹是 ${groupsOfFour(fingerprint).join(' ')}。`
		),
	'EK-NOSET': () => words('没有可用的导入参数。', '参数已过期或已放弃。'),
	'EK-MATTEXT': ({ bytes, form }) =>
		words(
			`可以打开，但密钥材料是 ${zh(bytes)}的文本。`,
			`您加密的是${form === 'HEX' ? '十六进制' : ' Base64 '}文本，而不是字节。`
		),
	'EK-MATBREAK': ({ bytes }) =>
		words(`可以打开，但密钥材料有 ${zh(bytes)}。`, '末尾的换行也被一起加密了。'),
	'EK-MATLEN': ({ bytes, expectedBytes, mostBytes }) =>
		words(
			`可以打开，但密钥材料有 ${zh(bytes)}，此密钥需要 ${
				mostBytes === expectedBytes ? expectedBytes : `${expectedBytes} 到 ${mostBytes}`
			} 字节。`,
			'请加密长度正确的密钥材料。'
		),
	'EK-KEYKIND': keyFault,
	'EK-KEYFORM': keyFault,
	'EK-KEYHALF': keyFault,
	'EK-NOKEY': keyFault,
	'EK-KEYBAD': keyFault,
	'EK-DIFF': ({ bound, found }) =>
		words(
			'这不是该密钥所绑定的密钥材料。',
			`${bound && found ? `绑定的是${checksOf(bound, 'zh-CN')}，这个文件是${checksOf(found, 'zh-CN')}。` : ''}只能再次导入同一份密钥材料。要使用其他密钥材料，请创建新密钥。`
		),
	'EK-OTHERCMK': ({ keyId }, nameOf) =>
		words(`这是 ${nameOf(keyId)} 的密钥材料。`, '那个密钥已经绑定了它。'),
	'TK-OK': ({ setId, validTo }) =>
		words('就绪。', `属于导入参数 ${shortSetId(setId)}，有效期至 ${zhTime(validTo)}。`),
	'TK-EMPTY': emptyZh,
	'TK-BIG': ({ bytes }) => words(`这个文件有 ${zh(bytes)}。`, '导入令牌不超过 1 KB。没有读取它。'),
	'TK-PLAIN': () => words('这看起来是明文密钥材料，不是导入令牌。', '没有保存。'),
	'TK-PEMPRIV': () => words('这是私钥，不是导入令牌。', '没有保存。'),
	'TK-PUB': () => words('这是公钥。', '您可能选了包装密钥，而不是导入令牌。'),
	'TK-EK': () => words('这是加密的密钥文件。', '它应放在另一个位置。'),
	'TK-CLOUD': ({ cloud }) =>
		words(
			`这个令牌来自${clouds[cloud]}，不是 Airlock 的。`,
			'要把密钥材料送到那里，请使用“为云服务包装”。'
		),
	'TK-CONTAINER': ({ container }) => containerOf(container, 'zh-CN'),
	'TK-COPY': copyZh,
	'TK-ARCHIVE': () => words('这个 zip 中没有导入令牌。', '请选择这些导入参数的下载文件。'),
	'TK-NOT': ({ bytes }) => words('这不是导入令牌。', `它有 ${zh(bytes)}，开头不符。`),
	'TK-EXTRA': ({ bytes, expectedBytes }) =>
		words(
			`令牌有 ${zh(bytes)}，应为 ${expectedBytes} 字节。`,
			'添加了换行或别的内容。去掉后令牌是完整的。'
		),
	'TK-CUT': ({ bytes, expectedBytes }) =>
		words('令牌不完整。', `${zh(expectedBytes)}中只有 ${bytes} 字节。`),
	'TK-CHANGED': () => words('令牌被改动过。', '它的封印不符。'),
	'TK-OTHERKEY': ({ keyId }, nameOf) =>
		words(
			`这个令牌属于另一个密钥（${nameOf(keyId)}）。`,
			'请使用此密钥下载文件中的令牌，或在那个密钥中导入。'
		),
	'TK-OLDSET': ({ setId, issued, encryptedKeySetId }) =>
		words(
			'这个令牌来自较早的下载。',
			`它属于 ${shortSetId(setId)}（${zhTime(issued)}）。${encryptedKeySetId ? `您的加密密钥文件使用 ${shortSetId(encryptedKeySetId)}。` : ''}请使用同一次下载中的两个文件。`
		),
	'TK-SPENT': ({ setId, at }) =>
		words(
			`这个令牌已于 ${zhTime(at)} 用过。`,
			`每个令牌只能用一次。它属于 ${shortSetId(setId)}。请创建新的导入参数并重新加密。`
		),
	'TK-EXP': ({ setId, validTo }) =>
		words(
			`这个令牌已于 ${zhTime(validTo)} 过期。`,
			`令牌有效期为 24 小时。它属于 ${shortSetId(setId)}。请创建新的导入参数并重新加密。`
		),
	'TK-VAULT': () => words('这个令牌由另一个保管库生成。', '请使用此密钥下载文件中的令牌。')
};

export const diagnosisMessages: Translation<typeof English> = {
	checkFiles: '检查这两个文件',
	checking: '正在检查文件…',
	findingOut: '正在查找原因…',
	ready: '两个文件都可以导入。',
	also: '另外：',
	title: '检查结果',
	fixes: {
		NOTHING_TO_FIX: '无需操作',
		CHOOSE_FILE: '选择另一个文件',
		ENCRYPT_IT_NOW: '现在加密',
		MOVE_TO_OTHER_FIELD: '移到另一个位置',
		USE_REPAIRED: '修复后再检查',
		COPY_COMMAND: '复制正确的命令',
		CREATE_PARAMETERS: '创建新的导入参数',
		CREATE_PARAMETERS_FOR_IT: '为它创建导入参数',
		DOWNLOAD_PUBLIC_KEY: '下载公钥',
		SHOW_STEPS: '再次显示步骤',
		ENCRYPT_DECODED: '加密解码后的字节',
		GO_TO_KEY: '前往那个密钥',
		CREATE_KEY: '创建新密钥',
		USE_OWN_TOKEN: '使用此密钥的令牌',
		WRAP_FOR_CLOUD: '打开“为云服务包装”'
	},
	swap: '交换两个文件',
	inReach: '如果您的程序只能这样做，请为它支持的算法创建导入参数：',
	commandCopied: '已复制命令。请运行它，然后在上方选择新文件。',
	command: '用这些导入参数加密的命令',
	encryptedDecoded: '已加密解码后的字节。请确认导入。',
	repaired: '文件已修复。',
	tokenUsed: '已放入这些导入参数的令牌。',
	nothingChanged: '没有任何更改。'
};
