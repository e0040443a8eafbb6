/** What the import doctor says (ux: fact, likely cause; the button comes from the finding's row). */
import { keyMaterialBytes, type KeyCheckValue } from '#lib/domain/cmk.ts';
import {
	importFindings,
	type ImportFinding,
	type ImportFindingFacts,
	type ImportFindingId,
	type ImportFix
} from '#lib/domain/import-finding.ts';
import { shortSetId, type KeyId } from '#lib/domain/ids.ts';
import type { ContainerForm } from '#lib/domain/reading/container-groups.ts';
import type { Cloud } from '#lib/domain/reading/content.ts';
import { formatBytes, formatDateTimeWithZone, groupsOfFour } from '../format.ts';
import { containerWords } from '../reading-words.ts';
import { keysMessages } from './keys.ts';
import { messages, type Language } from './messages.ts';

/** What is so, and why it probably is. */
export interface FindingWords {
	title: string;
	cause: string;
}

type NameOf = (keyId: KeyId) => string;
type FindingTexts = {
	[Id in ImportFindingId]: (facts: ImportFindingFacts[Id], nameOf: NameOf) => FindingWords;
};

const words = (title: string, cause = ''): FindingWords => ({ title, cause });
const kcvOf = (value: KeyCheckValue) => (value.kcv.toUpperCase().match(/../g) ?? []).join(' ');

const clouds: Record<Language, Record<Cloud, string>> = {
	en: {
		AWS: 'AWS KMS',
		ALIBABA: 'Alibaba Cloud',
		PING_AN: 'Ping An Cloud',
		TENCENT: 'Tencent Cloud',
		OTHER: 'another service'
	},
	'zh-CN': {
		AWS: 'AWS KMS',
		ALIBABA: '阿里云',
		PING_AN: '平安云',
		TENCENT: '腾讯云',
		OTHER: '其他服务'
	}
};

const en = (byteCount: number) => formatBytes(byteCount, 'en');
const zh = (byteCount: number) => formatBytes(byteCount, 'zh-CN');
const enTime = (at: number) => formatDateTimeWithZone(at, 'en');
const zhTime = (at: number) => formatDateTimeWithZone(at, 'zh-CN');

const emptyEn = () => words('The file is empty.', 'It has 0 bytes.');
const emptyZh = () => words('这个文件是空的。', '它只有 0 字节。');
const copyEn = () =>
	words(
		'This is an encrypted copy, an age file.',
		'Only its passphrase opens it. Open it with “age -d”, then encrypt the key material for these parameters.'
	);
const copyZh = () =>
	words(
		'这是一份加密副本（age 文件）。',
		'只有它的口令才能打开。请用“age -d”打开，再用这些导入参数加密密钥材料。'
	);

/** Key wrap gives 8 bytes more than whole blocks of 16, AES-CBC and AES-ECB none. */
const looksLikeBlocks = (bytes: number) => bytes > 0 && bytes % 16 === 0;
/** What has no block of its own: AES-CTR, a mode without padding, or the key material itself. */
const looksBare = (bytes: number) => bytes === keyMaterialBytes;
const secondPartEn = (bytes: number, expectedBytes: number): string => {
	if (bytes === expectedBytes)
		return `The second part has ${en(bytes)}, as expected: it was wrapped under another AES key, with another initial value, or changed. Make both parts again.`;
	const length = `The second part has ${en(bytes)}; ${expectedBytes} were expected.`;
	if (looksBare(bytes))
		return `${length} A key wrap never has this length; it fits AES-CTR, AES-CBC or AES-ECB without padding, or key material that was not encrypted at all. Use AES key wrap with padding (RFC 5649).`;
	return looksLikeBlocks(bytes)
		? `${length} A key wrap never has this length; it fits AES-CBC, AES-ECB or AES-GCM. Use AES key wrap with padding (RFC 5649).`
		: `${length} Something is missing or was added. Make both parts again.`;
};
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
const join = 'cat aes.wrapped key.wrapped > EncryptedKeyMaterial.bin';
const weakEn = () => {
	const { title, cause } = keysMessages.en.material.weak;
	return `${title} ${cause}`;
};
const weakZh = () => {
	const { title, cause } = keysMessages['zh-CN'].material.weak;
	return `${title}${cause}`;
};
const containerOf = (form: ContainerForm, language: Language) => {
	const { title, cause } = containerWords(form, language);
	return words(title, cause);
};

const texts: Record<Language, FindingTexts> = {
	en: {
		'EK-OK': ({ setId, keyCheckValue }) =>
			words(
				'Ready.',
				`Opens with parameters ${shortSetId(setId)}. ${keyCheckValue ? `Check value ${kcvOf(keyCheckValue)}.` : weakEn()}`
			),
		'EK-EMPTY': emptyEn,
		'EK-BIG': ({ bytes }) =>
			words(`The file is ${en(bytes)}.`, 'An encrypted key file is under 10 KB. It was not read.'),
		'EK-PLAIN': ({ bytes, expectedBytes }) =>
			words(
				'This looks like key material that isn’t encrypted yet.',
				`It has ${en(bytes)}; an encrypted key file has ${expectedBytes}. It was not stored.`
			),
		'EK-PEMPRIV': () =>
			words(
				'This is a private key, not an encrypted key file.',
				'This key is AES-256 and takes 32 plain bytes. It was not stored.'
			),
		'EK-PUB': () =>
			words(
				'This is a public key.',
				'You may have chosen the wrapping key instead of the encrypted key file.'
			),
		'EK-TOKEN': () => words('This is an import token.', 'It belongs into the other field.'),
		'EK-CLOUD': ({ cloud }) =>
			words(
				`This is a token of ${clouds.en[cloud]}.`,
				'It is no key file. To send key material there, use Wrap for a cloud.'
			),
		'EK-CONTAINER': ({ container }) => containerOf(container, 'en'),
		'EK-COPY': copyEn,
		'EK-ARCHIVE': () =>
			words(
				'There is no encrypted key in this zip.',
				'It may be the download with the public key and the token.'
			),
		'EK-UTF16': () =>
			words(
				'A program rewrote this file as UTF-16 text.',
				'PowerShell’s > does that. Airlock converted it back; check the result.'
			),
		'EK-TWICE': ({ bytes }) => words('Encoded twice.', `Decoded both layers: ${en(bytes)}.`),
		'EK-BREAK': ({ bytes, expectedBytes }) =>
			words(
				`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
				'A line break was added at the end. Without it the file opens.'
			),
		'EK-EXTRA': ({ bytes, expectedBytes }) =>
			words(
				`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
				'Something was added to it. Without that the file opens.'
			),
		'EK-CRLF': ({ bytes, expectedBytes }) =>
			words(
				'Its line endings were changed.',
				`It has ${en(bytes)}; ${expectedBytes} were expected. A transfer as text, or git, does that to a binary file. With the old ones the file opens.`
			),
		'EK-RETYPED': ({ bytes, expectedBytes }) =>
			words(
				'A program read this binary file as text and wrote it again.',
				`It has ${en(bytes)}; ${expectedBytes} were expected. Turned back into bytes the file opens.`
			),
		'EK-SWAPPED': () =>
			words(
				'The two parts of this file are in the wrong order.',
				'The wrapped key material comes first, the wrapped AES key behind it. The public key is the right one. Turned round the file opens.'
			),
		'EK-REVERSED': () =>
			words(
				'The bytes of the RSA block are in reverse order.',
				'CryptEncrypt of Windows writes them so, the last byte first. The public key is the right one. Turned round the file opens.'
			),
		'EK-ZEROS': ({ bytes, expectedBytes }) =>
			words(
				`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
				'A zero at its start was dropped. Programs do that which take the RSA block for a number, as BigInteger of Java. With the zero the file opens.'
			),
		'EK-LOST': () =>
			words(
				'A program read this binary file as text, and some of its bytes are lost.',
				'In PowerShell, > and Set-Content do that. Let openssl write the file itself, with -out, and copy it as a binary file.'
			),
		'EK-RSA': ({ bytes, expectedBytes, found, expected }) =>
			words(
				`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
				`${en(bytes)} fit ${found}. These parameters use ${expected}: encrypt again with the newer public key.`
			),
		'EK-CUT': ({ bytes, expectedBytes }) =>
			words(
				`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
				'It was cut off, or it is another file.'
			),
		'EK-LEN': ({ bytes, expectedBytes }) =>
			words(
				`The encrypted key has ${en(bytes)}; ${expectedBytes} were expected.`,
				'It is another file, or something was added in the middle of it.'
			),
		'EK-OLDSET': ({ setId, issued, currentSetId }) =>
			words(
				`Encrypted with an older public key (${shortSetId(setId)}, ${enTime(issued)}).`,
				`Encrypt again with the current one (${shortSetId(currentSetId)}).`
			),
		'EK-OTHERKEY': ({ keyId, setId }, nameOf) =>
			words(
				`Encrypted for another key: ${nameOf(keyId)}.`,
				`It opens with parameters ${shortSetId(setId)} of that key. Import it there, or encrypt again with this key’s public key.`
			),
		'EK-SHA1': () =>
			words(
				'Encrypted with OAEP SHA-1; these parameters need SHA-256.',
				'OpenSSL uses SHA-1 unless told otherwise. So do Node.js, and OAEPPadding in Java.'
			),
		'EK-SHA256': () =>
			words(
				'Encrypted with OAEP SHA-256; these parameters need SHA-1.',
				'They were created to match a cloud. Use the command for them, or create parameters for SHA-256.'
			),
		'EK-MGF1': ({ expected }) =>
			words(
				'The hash is SHA-256, but the mask function (MGF1) used SHA-1.',
				`OAEPWithSHA-256AndMGF1Padding does that in Java, unless an OAEPParameterSpec names both. Set both to ${expected}.`
			),
		'EK-HASH': ({ found, mask, expected }) =>
			words(
				`Encrypted with OAEP ${found}${found === mask ? '' : ` and MGF1 ${mask}`}; these parameters need ${expected}.`,
				`Set the hash and the hash of the mask function (MGF1) both to ${expected}: in OpenSSL with rsa_oaep_md and rsa_mgf1_md, in Java with an OAEPParameterSpec; in Node.js with oaepHash, in Go with the hash of EncryptOAEP.`
			),
		'EK-LABEL': ({ found, mask }) =>
			words(
				'Encrypted with an OAEP label; these parameters need none.',
				`The public key is the right one. The hash is ${found}${found === mask ? '' : `, that of MGF1 ${mask}`}. Encrypt again with an empty label: nil in Go, no oaepLabel in Node, PSpecified.DEFAULT in Java.`
			),
		'EK-RAW': ({ expected }) =>
			words(
				`Encrypted without any padding; these parameters need OAEP ${expected}.`,
				'The public key is the right one. Bouncy Castle does that when the algorithm is just “RSA”, Java with NoPadding, Node.js with RSA_NO_PADDING. It is not safe: encrypt again.'
			),
		'EK-PKCS1': ({ expected }) =>
			words(
				`Encrypted with PKCS#1 v1.5 padding; these parameters need OAEP ${expected}.`,
				'OpenSSL uses it unless told otherwise. So does Java when the algorithm is just “RSA”; in pkcs11-tool it is RSA-PKCS.'
			),
		'EK-OTHERALG': ({ found, expected }) =>
			words(
				`This file uses ${found}; these parameters were made for ${expected}.`,
				'Create parameters for the way you encrypt, or encrypt in the other way.'
			),
		'EK-HALF': ({ holds }) =>
			words(
				holds === 'OTHER'
					? 'This is one RSA block; these parameters need two parts. The second part is missing.'
					: 'This is the first part of a two-part file: the wrapped AES key. The second part is missing.',
				holds === 'UNOPENED'
					? `Or the file was not made for these parameters. If you have a second part, join them with “${join}”.`
					: `The public key is the right one. Join the two parts with “${join}”.`
			),
		'EK-SECONDHALF': () =>
			words(
				'This looks like the second part of a two-part file: the wrapped key material. The first part is missing.',
				`It has the length that AES key wrap gives. The wrapped AES key belongs before it: join the two parts with “${join}”.`
			),
		'EK-MAYBEHALF': () =>
			words(
				'It may be the first part of a two-part file.',
				'This key had parameters or a file for RSA_AES_KEY_WRAP before. If you made two parts, this one holds a throw-away AES key and not your key material: compare the check value with that of your key before you import.'
			),
		'EK-AESTEXT': ({ form }) =>
			form === 'LINE_BREAK'
				? words(
						'Its first part holds the AES key and a line break.',
						'The public key is the right one. Encrypt the bytes of the AES key alone: write them with openssl rand -out, not with echo.'
					)
				: words(
						`Its first part holds the AES key as ${form === 'HEX' ? 'hex' : 'Base64'} text.`,
						'The public key is the right one. Encrypt the bytes of the AES key, not their text.'
					),
		'EK-AESBYTES': ({ bytes }) =>
			words(
				`Its first part holds ${en(bytes)}, which is no AES key.`,
				'The public key is the right one. Encrypt an AES key of 32 bytes in the first part, and wrap the key material with it in the second.'
			),
		'EK-SECONDTEXT': ({ form }) =>
			words(
				`Its second part is ${form === 'HEX' ? 'hex' : 'Base64'} text.`,
				'The public key is the right one. Join the bytes of both parts, or write the whole file as text.'
			),
		'EK-KWPKCS7': () =>
			words(
				'Its second part was padded in another way: PKCS #7, then AES key wrap (RFC 3394).',
				'The public key is the right one. Older PKCS #11 tokens (CKM_AES_KEY_WRAP_PAD) and Java’s AES/KW/PKCS5Padding do that. Use RFC 5649: CKM_AES_KEY_WRAP_KWP, AES/KWP/NoPadding, or id-aes256-wrap-pad in OpenSSL.'
			),
		'EK-WRAPIV': () =>
			words(
				'Its second part was wrapped with another initial value.',
				'The public key is the right one. AES key wrap with padding (RFC 5649) takes A65959A6: in OpenSSL -id-aes256-wrap-pad -iv A65959A6.'
			),
		'EK-AESMODE': ({ mode }) =>
			words(
				mode === 'PASSWORD'
					? 'Its second part was encrypted by “openssl enc” with a password. That is not a key wrap.'
					: `Its second part was encrypted with AES-${mode}. That is not a key wrap.`,
				'The public key is the right one. These parameters need AES key wrap with padding (RFC 5649): in OpenSSL -id-aes256-wrap-pad -iv A65959A6.'
			),
		'EK-SECOND': ({ bytes, expectedBytes }) =>
			words(
				'Its first part opens, its second part does not.',
				`The public key is the right one. ${secondPartEn(bytes, expectedBytes)}`
			),
		'EK-KW': () =>
			words(
				'Its second part was wrapped without padding (RFC 3394).',
				'These parameters need AES key wrap with padding (RFC 5649). In OpenSSL and Node.js that is id-aes256-wrap-pad, not id-aes256-wrap; in Java AES/KWP/NoPadding, in Python aes_key_wrap_with_padding.'
			),
		'EK-NOPE': ({ fingerprint }) =>
			words(
				'This file can’t be opened with this key’s parameters.',
				`OAEP with every pair of SHA-1, SHA-256, SHA-384 and SHA-512, with and without a label, PKCS#1 v1.5 and no padding were tried. What is left: another public key, bytes that were changed, or OAEP with a hash such as SHA-224 or SHA-3. Compare fingerprints first. Yours is ${groupsOfFour(fingerprint).join(' ')}.`
			),
		'EK-NOSET': () =>
			words('There are no import parameters that work.', 'They ran out, or were discarded.'),
		'EK-MATTEXT': ({ bytes, form }) =>
			words(
				`It opens, but the key material has ${en(bytes)}; AES-256 needs 32.`,
				`You encrypted the ${form === 'HEX' ? 'hex' : 'Base64'} text instead of the bytes.`
			),
		'EK-MATBREAK': ({ bytes }) =>
			words(
				`It opens, but the key material has ${en(bytes)}; AES-256 needs 32.`,
				'A line break at the end was encrypted too.'
			),
		'EK-MATLEN': ({ bytes, expectedBytes }) =>
			words(
				`It opens, but the key material has ${en(bytes)}; AES-256 needs ${expectedBytes}.`,
				'Encrypt key material of the right length.'
			),
		'EK-DIFF': ({ bound, found }) =>
			words(
				'This is not the key material this key was bound to.',
				`${bound && found ? `Bound to check value ${kcvOf(bound)}; this file has ${kcvOf(found)}. ` : ''}Only the same material can be imported again. To use other material, create a new key.`
			),
		'EK-OTHERCMK': ({ keyId }, nameOf) =>
			words(`This is the key material of ${nameOf(keyId)}.`, 'That key is bound to it already.'),
		'TK-OK': ({ setId, validTo }) =>
			words('Ready.', `For parameters ${shortSetId(setId)}, valid until ${enTime(validTo)}.`),
		'TK-EMPTY': emptyEn,
		'TK-BIG': ({ bytes }) =>
			words(`The file is ${en(bytes)}.`, 'An import token is under 1 KB. It was not read.'),
		'TK-PLAIN': () =>
			words('This looks like plain key material, not an import token.', 'It was not stored.'),
		'TK-PEMPRIV': () => words('This is a private key, not an import token.', 'It was not stored.'),
		'TK-PUB': () =>
			words(
				'This is a public key.',
				'You may have chosen the wrapping key instead of the import token.'
			),
		'TK-EK': () => words('This is the encrypted key file.', 'It belongs into the other field.'),
		'TK-CLOUD': ({ cloud }) =>
			words(
				`This token is from ${clouds.en[cloud]}, not from Airlock.`,
				'To send key material there, use Wrap for a cloud.'
			),
		'TK-CONTAINER': ({ container }) => containerOf(container, 'en'),
		'TK-COPY': copyEn,
		'TK-ARCHIVE': () =>
			words('There is no import token in this zip.', 'Choose the download of these parameters.'),
		'TK-NOT': ({ bytes }) =>
			words('This is no import token.', `It has ${en(bytes)} and does not begin as one.`),
		'TK-EXTRA': ({ bytes, expectedBytes }) =>
			words(
				`The token has ${en(bytes)}; ${expectedBytes} were expected.`,
				'A line break or something else was added to it. Without that it is whole.'
			),
		'TK-CUT': ({ bytes, expectedBytes }) =>
			words('The token is incomplete.', `${bytes} of ${en(expectedBytes)}.`),
		'TK-CHANGED': () => words('The token was changed.', 'Its seal doesn’t match.'),
		'TK-OTHERKEY': ({ keyId }, nameOf) =>
			words(
				`This token is for another key (${nameOf(keyId)}).`,
				'Take the token from this key’s download, or import there.'
			),
		'TK-OLDSET': ({ setId, issued, encryptedKeySetId }) =>
			words(
				'This token is from an older download.',
				`It belongs to ${shortSetId(setId)} (${enTime(issued)}).${encryptedKeySetId ? ` Your encrypted key file uses ${shortSetId(encryptedKeySetId)}.` : ''} Use two files from the same download.`
			),
		'TK-SPENT': ({ setId, at }) =>
			words(
				`This token was used on ${enTime(at)}.`,
				`Each works once. It belongs to ${shortSetId(setId)}. Create new parameters and encrypt again.`
			),
		'TK-EXP': ({ setId, validTo }) =>
			words(
				`This token ran out on ${enTime(validTo)}.`,
				`Tokens work for 24 hours. It belongs to ${shortSetId(setId)}. Create new parameters and encrypt again.`
			),
		'TK-VAULT': () =>
			words('This token was made in another vault.', 'Take the token from this key’s download.')
	},
	'zh-CN': {
		'EK-OK': ({ setId, keyCheckValue }) =>
			words(
				'就绪。',
				`可用导入参数 ${shortSetId(setId)} 打开。${keyCheckValue ? `校验值 ${kcvOf(keyCheckValue)}。` : weakZh()}`
			),
		'EK-EMPTY': emptyZh,
		'EK-BIG': ({ bytes }) =>
			words(`这个文件有 ${zh(bytes)}。`, '加密的密钥文件不超过 10 KB。没有读取它。'),
		'EK-PLAIN': ({ bytes, expectedBytes }) =>
			words(
				'这看起来是尚未加密的密钥材料。',
				`它有 ${zh(bytes)}，而加密的密钥文件有 ${expectedBytes} 字节。没有保存。`
			),
		'EK-PEMPRIV': () =>
			words('这是私钥，不是加密的密钥文件。', '此密钥是 AES-256，需要 32 个原始字节。没有保存。'),
		'EK-PUB': () => words('这是公钥。', '您可能选了包装密钥，而不是加密的密钥文件。'),
		'EK-TOKEN': () => words('这是导入令牌。', '它应放在另一个位置。'),
		'EK-CLOUD': ({ cloud }) =>
			words(
				`这是${clouds['zh-CN'][cloud]}的令牌。`,
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
				`可以打开，但密钥材料有 ${zh(bytes)}，AES-256 需要 32 字节。`,
				`您加密的是${form === 'HEX' ? '十六进制' : ' Base64 '}文本，而不是字节。`
			),
		'EK-MATBREAK': ({ bytes }) =>
			words(
				`可以打开，但密钥材料有 ${zh(bytes)}，AES-256 需要 32 字节。`,
				'末尾的换行也被一起加密了。'
			),
		'EK-MATLEN': ({ bytes, expectedBytes }) =>
			words(
				`可以打开，但密钥材料有 ${zh(bytes)}，AES-256 需要 ${expectedBytes} 字节。`,
				'请加密长度正确的密钥材料。'
			),
		'EK-DIFF': ({ bound, found }) =>
			words(
				'这不是该密钥所绑定的密钥材料。',
				`${bound && found ? `绑定的校验值为 ${kcvOf(bound)}，这个文件为 ${kcvOf(found)}。` : ''}只能再次导入同一份密钥材料。要使用其他密钥材料，请创建新密钥。`
			),
		'EK-OTHERCMK': ({ keyId }, nameOf) =>
			words(`这是 ${nameOf(keyId)} 的密钥材料。`, '那个密钥已经绑定了它。'),
		'TK-OK': ({ setId, validTo }) =>
			words('就绪。', `属于导入参数 ${shortSetId(setId)}，有效期至 ${zhTime(validTo)}。`),
		'TK-EMPTY': emptyZh,
		'TK-BIG': ({ bytes }) =>
			words(`这个文件有 ${zh(bytes)}。`, '导入令牌不超过 1 KB。没有读取它。'),
		'TK-PLAIN': () => words('这看起来是明文密钥材料，不是导入令牌。', '没有保存。'),
		'TK-PEMPRIV': () => words('这是私钥，不是导入令牌。', '没有保存。'),
		'TK-PUB': () => words('这是公钥。', '您可能选了包装密钥，而不是导入令牌。'),
		'TK-EK': () => words('这是加密的密钥文件。', '它应放在另一个位置。'),
		'TK-CLOUD': ({ cloud }) =>
			words(
				`这个令牌来自${clouds['zh-CN'][cloud]}，不是 Airlock 的。`,
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
	}
};

/** @param nameOf - the name of a key, where the caller knows it */
export function describeFinding(
	finding: ImportFinding,
	language: Language,
	nameOf: (keyId: KeyId) => string | undefined = () => undefined
): FindingWords {
	const text = texts[language][finding.id] as (facts: ImportFinding, name: NameOf) => FindingWords;
	return text(finding, (keyId) => nameOf(keyId) ?? `${keyId.slice(0, 8)}…`);
}

/** @returns what the message's button does */
export const fixOf = ({ id }: Pick<ImportFinding, 'id'>): ImportFix => importFindings[id].fix;

export const diagnosisMessages = messages({
	en: {
		checkFiles: 'Check these files',
		checking: 'Looking into the files…',
		findingOut: 'Finding out why…',
		ready: 'Both files are ready to be imported.',
		also: 'Besides:',
		title: 'What was found',
		fixes: {
			NOTHING_TO_FIX: 'Nothing to do',
			CHOOSE_FILE: 'Choose another file',
			ENCRYPT_IT_NOW: 'Encrypt it now',
			MOVE_TO_OTHER_SLOT: 'Move it to the other field',
			USE_REPAIRED: 'Put it right and check again',
			COPY_COMMAND: 'Copy the right command',
			CREATE_PARAMETERS: 'Create new parameters',
			CREATE_PARAMETERS_FOR_IT: 'Create parameters for it',
			DOWNLOAD_PUBLIC_KEY: 'Download the public key',
			SHOW_STEPS: 'Show the steps again',
			ENCRYPT_DECODED: 'Encrypt the decoded bytes',
			GO_TO_KEY: 'Go to that key',
			CREATE_KEY: 'Create a new key',
			USE_OWN_TOKEN: 'Use this key’s token',
			WRAP_FOR_CLOUD: 'Open Wrap for a cloud'
		},
		swap: 'Swap the two files',
		inReach: 'If your program can do nothing else, create parameters for what it can do:',
		commandCopied: 'The command is copied. Run it, then choose the new file above.',
		command: 'the command that encrypts for these parameters',
		encryptedDecoded: 'The decoded bytes are encrypted. Confirm to import them.',
		repaired: 'The file was put right.',
		tokenUsed: 'The token of these parameters was put in.',
		nothingChanged: 'Nothing was changed.'
	},
	'zh-CN': {
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
			MOVE_TO_OTHER_SLOT: '移到另一个位置',
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
	}
});
