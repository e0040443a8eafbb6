import {
	KmsError,
	type Damage,
	type ImportTokenFault,
	type KmsErrorCode,
	type KmsErrorDetails,
	type PrivateKeyFault,
	type PublicKeyFault,
	type VaultFileFault
} from '#lib/domain/errors.ts';
import { shortSetId, type KeyId } from '#lib/domain/ids.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault-file.ts';
import { formatBytes, formatDateTimeWithZone } from '../format.ts';
import { keySpecNames } from './key-spec.ts';
import { keyStateMessages } from './key-state.ts';
import type { Language } from './messages.ts';
import { recoveryFaultWords } from './recovery-faults.ts';

/** An error in three parts; a part that has nothing to say is empty, the title never is. */
export interface ErrorWords {
	title: string;
	cause: string;
	next: string;
}

/** The words of each code. `nameOf` gives the name of a key where it is known, else a short id. */
type ErrorTexts = {
	[Code in KmsErrorCode]: (
		details: KmsErrorDetails[Code],
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
};

type TokenTexts = {
	[Reason in ImportTokenFault['reason']]: (
		fault: Extract<ImportTokenFault, { reason: Reason }>,
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
};

type ByReason<Reason extends string> = Record<Reason, ErrorWords>;
type Weakness = KmsErrorDetails['WeakKeyMaterial']['reason'];
type PlaintextForm = KmsErrorDetails['PlaintextKeyMaterial']['form'];
type ValidToFault = KmsErrorDetails['InvalidValidTo']['reason'];
type Resource = KmsErrorDetails['NotFound']['resource'];

const words = (title: string, cause = '', next = ''): ErrorWords => ({ title, cause, next });

/** The command that opens a private key which is locked with a password of its own. */
const openPrivateKeyCommand =
	'openssl pkcs8 -topk8 -nocrypt -in private-key.pem -outform DER -out private-key.der';

const publicKeyTexts: Record<Language, Record<PublicKeyFault, ErrorWords>> = {
	en: {
		NOT_A_PUBLIC_KEY: words(
			'There is no public key in it.',
			'A public key is taken as SubjectPublicKeyInfo.',
			'Choose the file that the service calls public key or wrapping key.'
		),
		NOT_RSA: words(
			'This is not an RSA key.',
			'Services wrap with RSA keys.',
			'Get the wrapping key from the service again.'
		),
		PSS_ONLY: words(
			'This RSA key is for PSS signatures only.',
			'Its identifier says id-RSASSA-PSS: nothing may be encrypted with it.',
			'Get the wrapping key from the service again.'
		),
		OAEP_ONLY: words(
			'This RSA key names OAEP as its only use.',
			'Its identifier says id-RSAES-OAEP, with a hash of its own; services use rsaEncryption.',
			'Get the key again as SubjectPublicKeyInfo with rsaEncryption.'
		),
		PARAMETERS: words(
			'This RSA key has parameters that no RSA key has.',
			'It was made by a faulty program, or altered.',
			'Get the wrapping key from the service again.'
		),
		MODULUS_SIZE: words(
			'This RSA key is too small or too large.',
			'Its modulus must have 2048 to 8192 bits.',
			'Get the wrapping key from the service again.'
		),
		MODULUS_EVEN: words(
			'This is not a working RSA key: its modulus is even.',
			'What is wrapped with it could never be opened. The key was altered or damaged.',
			'Get the wrapping key from the service again.'
		),
		EXPONENT: words(
			'This is not a working RSA key: its exponent is wrong.',
			'The exponent must be odd, from 3 to 2^64; usually it is 65537. The key was altered or damaged.',
			'Get the wrapping key from the service again.'
		)
	},
	'zh-CN': {
		NOT_A_PUBLIC_KEY: words(
			'其中没有公钥。',
			'公钥应为 SubjectPublicKeyInfo 格式。',
			'请选择该服务称为公钥或包装密钥的文件。'
		),
		NOT_RSA: words('这不是 RSA 密钥。', '各服务用 RSA 密钥包装。', '请从该服务重新获取包装密钥。'),
		PSS_ONLY: words(
			'这个 RSA 密钥只能用于 PSS 签名。',
			'其标识为 id-RSASSA-PSS，不能用来加密。',
			'请从该服务重新获取包装密钥。'
		),
		OAEP_ONLY: words(
			'这个 RSA 密钥声明只用于 OAEP。',
			'其标识为 id-RSAES-OAEP，自带散列算法；各服务使用 rsaEncryption。',
			'请重新获取采用 rsaEncryption 的 SubjectPublicKeyInfo 密钥。'
		),
		PARAMETERS: words(
			'这个 RSA 密钥带有 RSA 密钥不应有的参数。',
			'可能由有缺陷的程序生成，或被改动过。',
			'请从该服务重新获取包装密钥。'
		),
		MODULUS_SIZE: words(
			'这个 RSA 密钥太小或太大。',
			'模数必须为 2048 到 8192 位。',
			'请从该服务重新获取包装密钥。'
		),
		MODULUS_EVEN: words(
			'这不是可用的 RSA 密钥：模数是偶数。',
			'用它包装的内容永远无法打开。密钥被改动或损坏。',
			'请从该服务重新获取包装密钥。'
		),
		EXPONENT: words(
			'这不是可用的 RSA 密钥：指数不正确。',
			'指数必须是 3 到 2^64 之间的奇数，通常为 65537。密钥被改动或损坏。',
			'请从该服务重新获取包装密钥。'
		)
	}
};

const privateKeyWords: Record<Language, (fault: PrivateKeyFault) => ErrorWords> = {
	en(fault) {
		switch (fault.reason) {
			case 'NOT_A_PRIVATE_KEY':
				return words(
					'This is not a private key.',
					'A private key is taken in PKCS #8, PKCS #1 or SEC 1, as PEM or DER.'
				);
			case 'ENCRYPTED':
				return words(
					'This private key is locked with its own password.',
					'Airlock does not open it; OpenSSL does.',
					`Run: ${openPrivateKeyCommand}`
				);
			case 'OTHER_KIND':
				return words(
					'This kind of private key is not wrapped here.',
					'RSA of 2048, 3072 and 4096 bits and the curves P-256, P-384 and P-521 are.'
				);
			case 'OTHER_SPEC':
				return words(
					`This is ${keySpecNames.en[fault.actual]}; ${keySpecNames.en[fault.expected]} was chosen.`,
					'The service is told the type of the key, and takes no other.',
					'Choose the type of this key, or another file.'
				);
		}
	},
	'zh-CN'(fault) {
		switch (fault.reason) {
			case 'NOT_A_PRIVATE_KEY':
				return words('这不是私钥。', '私钥可以是 PKCS #8、PKCS #1 或 SEC 1，PEM 或 DER 形式。');
			case 'ENCRYPTED':
				return words(
					'此私钥有自己的密码保护。',
					'Airlock 不会解开它，OpenSSL 可以。',
					`运行：${openPrivateKeyCommand}`
				);
			case 'OTHER_KIND':
				return words(
					'这里不包装此类私钥。',
					'可以包装 2048、3072、4096 位的 RSA，以及曲线 P-256、P-384、P-521。'
				);
			case 'OTHER_SPEC':
				return words(
					`这是${keySpecNames['zh-CN'][fault.actual]}；选择的是${keySpecNames['zh-CN'][fault.expected]}。`,
					'密钥类型会告知该服务，它不接受其他类型。',
					'请选择此密钥的类型，或另选文件。'
				);
		}
	}
};

/** What is wrong with a record, as an end of “records/8c1e…: …”. */
export const damageTexts = {
	en: {
		MISSING: 'is missing',
		ALTERED: 'was changed outside Airlock',
		UNREADABLE: 'can’t be read',
		UNEXPECTED: 'does not belong to this vault',
		CHAIN_BROKEN: 'does not follow from the entry before it',
		SET_CHANGED: 'the set of records is not the one that was saved last',
		SLOTS_CHANGED: 'the passphrase slots are not the ones that were saved last',
		NEWER_FORMAT: 'was written by a newer version of Airlock'
	},
	'zh-CN': {
		MISSING: '缺失',
		ALTERED: '在 Airlock 之外被修改过',
		UNREADABLE: '无法读取',
		UNEXPECTED: '不属于此保管库',
		CHAIN_BROKEN: '与前一条记录不衔接',
		SET_CHANGED: '记录集合与上次保存时不一致',
		SLOTS_CHANGED: '口令槽与上次保存时不一致',
		NEWER_FORMAT: '由更高版本的 Airlock 写入'
	}
} as const satisfies Record<Language, Record<Damage['problem'], string>>;

/** @returns the damage as one sentence per record */
export function describeDamage(damage: readonly Damage[], language: Language): string[] {
	const texts = damageTexts[language];
	const separator = language === 'zh-CN' ? '：' : ': ';
	return damage.map(({ record, problem }) => `${record}${separator}${texts[problem]}`);
}

const tokenTexts = {
	en: {
		NOT_A_TOKEN: () =>
			words(
				'This is not an import token of Airlock.',
				'Another file may have been chosen, or the token comes from a cloud’s console.',
				'Choose the import token that was downloaded with these parameters.'
			),
		CUT_OFF: ({ actualBytes, expectedBytes }) =>
			words(
				'The token was changed or is incomplete.',
				`${actualBytes} of ${formatBytes(expectedBytes, 'en')}.`,
				'Choose another file, or download the token again.'
			),
		ALTERED: () =>
			words(
				'The token was changed or is incomplete.',
				'The seal doesn’t match.',
				'Choose another file, or download the token again.'
			),
		OTHER_VAULT: () =>
			words(
				'This token was made in another vault.',
				'A token only works in the vault that made it.',
				'Choose the token that was downloaded from this vault.'
			),
		OTHER_KEY: ({ keyId }, nameOf) =>
			words(
				`This token is for another key (${nameOf(keyId)}).`,
				'A token only works for the key it was made for.',
				'Choose another file, or go to that key.'
			),
		SPENT: ({ setId, at }) =>
			words(
				'This token has been used.',
				`Parameters ${shortSetId(setId)} were used up by the import of ${formatDateTimeWithZone(at, 'en')}.`,
				'Create new parameters and encrypt the key material again.'
			),
		REPLACED: ({ setId, at }) =>
			words(
				'This token is from an older download.',
				`It belongs to parameters ${shortSetId(setId)}, which were replaced or discarded on ${formatDateTimeWithZone(at, 'en')}.`,
				'Use two files from the same, latest download.'
			),
		UNKNOWN_SET: ({ setId }) =>
			words(
				'This token belongs to parameters that this key no longer has.',
				`Parameters ${shortSetId(setId)} are not known here.`,
				'Create new parameters and encrypt the key material again.'
			)
	},
	'zh-CN': {
		NOT_A_TOKEN: () =>
			words(
				'这不是 Airlock 的导入令牌。',
				'可能选错了文件，或者该令牌来自云厂商的控制台。',
				'请选择与当前导入参数一起下载的导入令牌。'
			),
		CUT_OFF: ({ actualBytes, expectedBytes }) =>
			words(
				'令牌被改动过或不完整。',
				`共 ${formatBytes(expectedBytes, 'zh-CN')}，只有 ${formatBytes(actualBytes, 'zh-CN')}。`,
				'请选择其他文件，或重新下载令牌。'
			),
		ALTERED: () =>
			words('令牌被改动过或不完整。', '封印校验不通过。', '请选择其他文件，或重新下载令牌。'),
		OTHER_VAULT: () =>
			words(
				'这个令牌是在另一个保管库中生成的。',
				'令牌只在生成它的保管库中有效。',
				'请选择从当前保管库下载的令牌。'
			),
		OTHER_KEY: ({ keyId }, nameOf) =>
			words(
				`这个令牌属于另一个密钥（${nameOf(keyId)}）。`,
				'令牌只对生成时指定的密钥有效。',
				'请选择其他文件，或前往那个密钥。'
			),
		SPENT: ({ setId, at }) =>
			words(
				'这个令牌已经使用过。',
				`导入参数 ${shortSetId(setId)} 已在 ${formatDateTimeWithZone(at, 'zh-CN')} 的导入中用掉。`,
				'请创建新的导入参数，并重新加密密钥材料。'
			),
		REPLACED: ({ setId, at }) =>
			words(
				'这个令牌来自较早的一次下载。',
				`它属于导入参数 ${shortSetId(setId)}，该参数已在 ${formatDateTimeWithZone(at, 'zh-CN')} 被替换或放弃。`,
				'请使用最近一次下载得到的两个文件。'
			),
		UNKNOWN_SET: ({ setId }) =>
			words(
				'这个令牌对应的导入参数已不属于此密钥。',
				`这里没有导入参数 ${shortSetId(setId)} 的记录。`,
				'请创建新的导入参数，并重新加密密钥材料。'
			)
	}
} as const satisfies Record<Language, TokenTexts>;

type LengthCause = 'LINE_BREAK' | 'TEXT' | 'OTHER';

/** The likely cause of a wrong length, as far as the length tells. */
export function lengthCause(actual: number, expected: number): LengthCause {
	const lineBreak = [1, 2];
	if (lineBreak.includes(actual - expected)) return 'LINE_BREAK';
	const hex = expected * 2;
	const base64 = Math.ceil(expected / 3) * 4;
	const unpadded = Math.ceil((expected * 4) / 3);
	const isText = [hex, base64, unpadded].some((text) => [0, ...lineBreak].includes(actual - text));
	return isText ? 'TEXT' : 'OTHER';
}

export const lengthTexts: Readonly<Record<Language, Readonly<Record<LengthCause, string>>>> = {
	en: {
		LINE_BREAK: 'The likely cause is a line break at the end.',
		TEXT: 'Often the hex or Base64 text was taken instead of the bytes.',
		OTHER: 'It may be another file, or a part of one.'
	},
	'zh-CN': {
		LINE_BREAK: '很可能是末尾多了一个换行符。',
		TEXT: '常见原因是把十六进制或 Base64 文本当成了原始字节。',
		OTHER: '它可能是另一个文件，或只是文件的一部分。'
	}
};

export const weakTexts = {
	en: {
		REPEATED_BYTE: words(
			'All bytes are the same.',
			'Key material must be random; anyone could guess this.',
			'Choose random key material.'
		),
		REPEATED_PATTERN: words(
			'A few bytes come again and again.',
			'Key material must be random; anyone could guess this.',
			'Choose random key material.'
		),
		PRINTABLE_TEXT: words(
			'This looks like typed text, not random bytes.',
			'Anyone could guess it.',
			'Choose random key material.'
		)
	},
	'zh-CN': {
		REPEATED_BYTE: words(
			'所有字节都相同。',
			'密钥材料必须是随机的，而这份任何人都能猜到。',
			'请选择随机生成的密钥材料。'
		),
		REPEATED_PATTERN: words(
			'几个字节一再重复。',
			'密钥材料必须是随机的，而这份任何人都能猜到。',
			'请选择随机生成的密钥材料。'
		),
		PRINTABLE_TEXT: words(
			'这看起来是键入的文字，而不是随机字节。',
			'任何人都可能猜到它。',
			'请选择随机生成的密钥材料。'
		)
	}
} as const satisfies Record<Language, ByReason<Weakness>>;

const plaintextTitles = {
	en: {
		BYTES: 'This looks like key material that isn’t encrypted yet.',
		HEX: 'This looks like key material in hex that isn’t encrypted yet.',
		BASE64: 'This looks like key material in Base64 that isn’t encrypted yet.',
		PRIVATE_KEY: 'This is a private key, not an encrypted key file.'
	},
	'zh-CN': {
		BYTES: '这看起来是尚未加密的密钥材料。',
		HEX: '这看起来是尚未加密的密钥材料（十六进制）。',
		BASE64: '这看起来是尚未加密的密钥材料（Base64）。',
		PRIVATE_KEY: '这是私钥，不是加密后的密钥文件。'
	}
} as const satisfies Record<Language, Record<PlaintextForm, string>>;

export const validToTexts = {
	en: {
		MISSING: words('Choose when the key material expires, or choose Never expire.'),
		NOT_A_TIME: words('This is not a date and time.', '', 'Choose a date and a time.'),
		PAST: words('That time has passed.', '', 'Choose a later one.'),
		TOO_SOON: words('Choose a time at least 5 minutes from now.')
	},
	'zh-CN': {
		MISSING: words('请选择密钥材料的过期时间，或选择“永不过期”。'),
		NOT_A_TIME: words('这不是有效的日期和时间。', '', '请选择日期和时间。'),
		PAST: words('这个时间已经过去。', '', '请选择更晚的时间。'),
		TOO_SOON: words('请选择至少 5 分钟之后的时间。')
	}
} as const satisfies Record<Language, ByReason<ValidToFault>>;

const vaultFileTexts = {
	en: {
		EMPTY: words('This file is empty.', 'It has 0 bytes.', 'Choose another copy.'),
		TOO_LARGE: words(
			'This file is too large for a vault file.',
			`At most ${formatBytes(vaultFileLimitBytes, 'en')} are read.`,
			'Choose a file whose name ends in .airlock-vault.'
		),
		NOT_A_VAULT_FILE: words(
			'This is not a vault file of Airlock.',
			'It does not begin as one.',
			'Choose a file whose name ends in .airlock-vault.'
		),
		NEWER_FORMAT: words(
			'This vault file was written by a newer version of Airlock.',
			'This version can’t read it. Nothing is wrong with the file.',
			'Open it with the version that saved it, or a later one.'
		),
		CUT_OFF: words(
			'The end of this vault file is missing.',
			'It was not written or copied completely.',
			'Copy it again, or choose an earlier copy.'
		),
		EXTENDED: words(
			'There is something after the end of this vault file.',
			'Another program added to it, or two files were joined.',
			'Choose another copy.'
		),
		ALTERED: words(
			'This vault file was changed since it was saved.',
			'Its checksum doesn’t match: a failing disk, a faulty copy, or another program.',
			'Choose another copy, and keep this one.'
		),
		OTHER_VAULT: words(
			'This is a file of another vault.',
			'It holds another vault than the one that is open, perhaps one of the same name.',
			'Choose a file of this vault.'
		)
	},
	'zh-CN': {
		EMPTY: words('这个文件是空的。', '它只有 0 字节。', '请选择另一份副本。'),
		TOO_LARGE: words(
			'这个文件过大，不会是保管库文件。',
			`最多读取 ${formatBytes(vaultFileLimitBytes, 'zh-CN')}。`,
			'请选择名称以 .airlock-vault 结尾的文件。'
		),
		NOT_A_VAULT_FILE: words(
			'这不是 Airlock 的保管库文件。',
			'文件的开头不符。',
			'请选择名称以 .airlock-vault 结尾的文件。'
		),
		NEWER_FORMAT: words(
			'这个保管库文件由更高版本的 Airlock 写入。',
			'当前版本无法读取它。文件本身没有问题。',
			'请用保存它的版本或更高版本打开。'
		),
		CUT_OFF: words(
			'这个保管库文件缺少结尾。',
			'它没有完整写入或复制。',
			'请重新复制，或选择较早的副本。'
		),
		EXTENDED: words(
			'这个保管库文件的结尾之后还有内容。',
			'其他程序在后面添加了内容，或两个文件被接在了一起。',
			'请选择另一份副本。'
		),
		ALTERED: words(
			'这个保管库文件在保存之后被改动过。',
			'校验和不一致：可能是磁盘故障、复制出错或被其他程序改动。',
			'请选择另一份副本，并保留这个文件。'
		),
		OTHER_VAULT: words(
			'这是另一个保管库的文件。',
			'文件中的保管库不是当前打开的这个，可能只是名称相同。',
			'请选择这个保管库的文件。'
		)
	}
} as const satisfies Record<Language, ByReason<VaultFileFault>>;

const notFoundTexts = {
	en: {
		key: words(
			'There is no such key.',
			'It may have been deleted.',
			'Look for it under Customer managed keys.'
		),
		alias: words('There is no key of that name.', 'It may have been renamed or deleted.'),
		importParameters: words(
			'This key has no import parameters.',
			'They ran out, were used up, or were discarded.',
			'Create new parameters.'
		),
		operation: words(
			'Airlock has no such operation.',
			'The page and its worker don’t fit.',
			'Reload the page.'
		)
	},
	'zh-CN': {
		key: words('没有这个密钥。', '它可能已被删除。', '请在“用户主密钥”中查找。'),
		alias: words('没有这个名称的密钥。', '它可能已被改名或删除。'),
		importParameters: words(
			'这个密钥没有导入参数。',
			'参数已过期、已用掉或已放弃。',
			'请创建新的导入参数。'
		),
		operation: words('Airlock 没有这个操作。', '页面与其工作线程不匹配。', '请重新加载页面。')
	}
} as const satisfies Record<Language, Record<Resource, ErrorWords>>;

const errorTexts = {
	en: {
		NotFound: ({ resource }) => notFoundTexts.en[resource],
		AlreadyExists: ({ resource, id }) =>
			resource === 'alias'
				? words(`A key called ${id} already exists.`, '', 'Choose another name.')
				: words('There is a vault in this browser already.', '', 'Unlock it.'),
		InvalidState: ({ keyId, keyState }, nameOf) =>
			words(
				`${nameOf(keyId)} is ${keyStateMessages.en[keyState]}.`,
				'A key in this state does not allow that. Nothing was changed.'
			),
		UnsupportedOperation: ({ keyId, rule }, nameOf) =>
			rule === 'EXPORTABLE_ONLY'
				? words(
						`${nameOf(keyId)} was not made exportable.`,
						'That is chosen when a key is created, and stays so: its key material never leaves this vault but in a backup.',
						'Create a key that is exportable, or bring key material of your own.'
					)
				: words(
						`${nameOf(keyId)} was made by Airlock.`,
						'Key material is imported only into keys with origin External.',
						'Create a key with origin External.'
					),
		InvalidParameter: ({ parameter, rule }) =>
			words(
				'Something that was entered can’t be used.',
				`${parameter}: ${rule}`,
				'Change it and try again.'
			),
		InvalidImportToken: (fault, nameOf) => tokenWords('en', fault, nameOf),
		ExpiredImportToken: ({ setId, validTo }) =>
			words(
				`This token ran out on ${formatDateTimeWithZone(validTo, 'en')}.`,
				`Tokens work for 24 hours. It belongs to parameters ${shortSetId(setId)}.`,
				'Create new parameters and encrypt again.'
			),
		InvalidCiphertext: () =>
			words(
				'This can’t be decrypted.',
				'It was changed or cut off, was encrypted with another key, or the encryption context differs.',
				'Check the file and the context. Nothing was changed.'
			),
		IncorrectKey: ({ keyId }, nameOf) =>
			words(
				'This was encrypted with another key than the one that was named.',
				`The ciphertext names the key ${nameOf(keyId)}.`,
				'Name that key, or none. Nothing was changed.'
			),
		IncorrectKeyMaterial: ({ keyId }, nameOf) =>
			words(
				'This is not the key material this key was bound to.',
				`Only the same key material can be imported into ${nameOf(keyId)} again.`,
				'To use other key material, create a new key.'
			),
		InvalidKeyMaterialLength: ({ actualBytes, expectedBytes }) =>
			words(
				`AES-256 needs ${formatBytes(expectedBytes, 'en')}; this has ${formatBytes(actualBytes, 'en')}.`,
				lengthTexts.en[lengthCause(actualBytes, expectedBytes)],
				'Choose key material of the right length.'
			),
		WeakKeyMaterial: ({ reason }) => weakTexts.en[reason],
		InvalidPrivateKey: (fault) => privateKeyWords.en(fault),
		InvalidPublicKey: ({ reason }) => publicKeyTexts.en[reason],
		PlaintextKeyMaterial: ({ form, actualBytes }) =>
			words(
				plaintextTitles.en[form],
				`It has ${formatBytes(actualBytes, 'en')}. It was not stored.`,
				'Encrypt it first.'
			),
		InvalidValidTo: ({ reason }) => validToTexts.en[reason],
		InvalidRecoveryCopy: (fault) => words(...recoveryFaultWords('en', fault)),
		InvalidVaultFile: ({ reason }) => vaultFileTexts.en[reason],
		EmptyInput: () =>
			words('It is empty.', 'There is nothing in it.', 'Choose or enter something else.'),
		UnreadableFile: () =>
			words(
				'The file can’t be read.',
				'It may be a folder, or it was moved or changed since it was chosen.',
				'Choose the file again.'
			),
		InputTooLarge: ({ actualBytes, limitBytes }) =>
			words(
				`It has ${formatBytes(actualBytes, 'en')}; at most ${formatBytes(limitBytes, 'en')} are taken.`,
				'It is probably not what is asked for here.',
				'Choose something smaller.'
			),
		VaultFull: ({ limitBytes }) =>
			words(
				'The vault is full.',
				`Its vault file would grow past ${formatBytes(limitBytes, 'en')}. Most of that is the log, which only grows.`,
				'Save a vault file, create a new vault and import your key material there. Here you can still save, export and delete.'
			),
		IncorrectPassphrase: () =>
			words(
				'That passphrase doesn’t open this vault.',
				'',
				'Check upper and lower case, and try again.'
			),
		PassphraseTooShort: ({ minimumCharacters }) =>
			words(`Use at least ${minimumCharacters} characters.`, '', 'A few random words work well.'),
		VaultNotFound: () =>
			words(
				'There is no vault in this browser.',
				'It was erased, or the browser removed it.',
				'Create a vault.'
			),
		VaultLocked: () =>
			words('The vault is locked.', '', 'Unlock it and try again. Nothing was changed.'),
		VaultDamaged: ({ damage }) =>
			words(
				'The vault is damaged.',
				`The passphrase may be right, but part of the stored data can’t be read (${describeDamage(damage, 'en').join('; ')}).`,
				'Keep this computer as it is until you have looked for a copy.'
			),
		VaultQuarantined: ({ damage }) =>
			words(
				'The vault is damaged and can only be read.',
				`${describeDamage(damage, 'en').join('; ')}.`,
				'Save what can be read.'
			),
		ClockTurnedBack: ({ highestTimeSeen }) =>
			words(
				'This computer’s clock went back.',
				`It was ${formatDateTimeWithZone(highestTimeSeen, 'en')} before. Keys with a date are frozen until the time is right.`,
				'Set the clock, or accept the computer’s time.'
			),
		Conflict: () =>
			words(
				'Another window changed the vault at the same moment.',
				'Nothing was changed here.',
				'Try again.'
			),
		QuotaExceeded: () =>
			words(
				'Not saved: the disk or this browser’s storage is full.',
				'Nothing was changed.',
				'Free some space and try again.'
			),
		StorageFailed: ({ reason }) =>
			words(
				'This browser’s storage can’t be used.',
				`It answered: ${reason}. A private window or a full disk can be the reason.`,
				'Close other windows of Airlock and reload the page.'
			),
		InternalError: () =>
			words(
				'Airlock made a mistake.',
				'This should not happen. Nothing was changed.',
				'Reload the page and try again.'
			)
	},
	'zh-CN': {
		NotFound: ({ resource }) => notFoundTexts['zh-CN'][resource],
		AlreadyExists: ({ resource, id }) =>
			resource === 'alias'
				? words(`已有名为 ${id} 的密钥。`, '', '请换一个名称。')
				: words('此浏览器中已有保管库。', '', '请解锁它。'),
		InvalidState: ({ keyId, keyState }, nameOf) =>
			words(
				`${nameOf(keyId)} 当前为“${keyStateMessages['zh-CN'][keyState]}”。`,
				'处于该状态的密钥不允许此操作。没有任何更改。'
			),
		UnsupportedOperation: ({ keyId, rule }, nameOf) =>
			rule === 'EXPORTABLE_ONLY'
				? words(
						`${nameOf(keyId)} 创建时未设为可导出。`,
						'这在创建密钥时选定，之后不变：除备份外，它的密钥材料不会离开此保管库。',
						'请创建可导出的密钥，或使用您自己的密钥材料。'
					)
				: words(
						`${nameOf(keyId)} 由 Airlock 生成。`,
						'只有来源为“外部”的密钥才能导入密钥材料。',
						'请创建来源为“外部”的密钥。'
					),
		InvalidParameter: ({ parameter, rule }) =>
			words('有一项输入无法使用。', `参数 ${parameter}：${rule}`, '请修改后重试。'),
		InvalidImportToken: (fault, nameOf) => tokenWords('zh-CN', fault, nameOf),
		ExpiredImportToken: ({ setId, validTo }) =>
			words(
				`这个令牌已于 ${formatDateTimeWithZone(validTo, 'zh-CN')} 过期。`,
				`令牌有效期为 24 小时。它属于导入参数 ${shortSetId(setId)}。`,
				'请创建新的导入参数并重新加密。'
			),
		InvalidCiphertext: () =>
			words(
				'无法解密。',
				'内容被改动或截断、用另一个密钥加密，或者加密上下文不一致。',
				'请检查文件和上下文。没有任何更改。'
			),
		IncorrectKey: ({ keyId }, nameOf) =>
			words(
				'此内容是用另一个密钥加密的，而非指定的密钥。',
				`密文所写的密钥是 ${nameOf(keyId)}。`,
				'请指定该密钥，或不指定密钥。没有任何更改。'
			),
		IncorrectKeyMaterial: ({ keyId }, nameOf) =>
			words(
				'这不是该密钥所绑定的密钥材料。',
				`${nameOf(keyId)} 只能再次导入同一份密钥材料。`,
				'要使用其他密钥材料，请创建新密钥。'
			),
		InvalidKeyMaterialLength: ({ actualBytes, expectedBytes }) =>
			words(
				`AES-256 需要 ${formatBytes(expectedBytes, 'zh-CN')}，这份有 ${formatBytes(actualBytes, 'zh-CN')}。`,
				lengthTexts['zh-CN'][lengthCause(actualBytes, expectedBytes)],
				'请选择长度正确的密钥材料。'
			),
		WeakKeyMaterial: ({ reason }) => weakTexts['zh-CN'][reason],
		InvalidPrivateKey: (fault) => privateKeyWords['zh-CN'](fault),
		InvalidPublicKey: ({ reason }) => publicKeyTexts['zh-CN'][reason],
		PlaintextKeyMaterial: ({ form, actualBytes }) =>
			words(
				plaintextTitles['zh-CN'][form],
				`它有 ${formatBytes(actualBytes, 'zh-CN')}。没有保存。`,
				'请先加密。'
			),
		InvalidValidTo: ({ reason }) => validToTexts['zh-CN'][reason],
		InvalidRecoveryCopy: (fault) => words(...recoveryFaultWords('zh-CN', fault)),
		InvalidVaultFile: ({ reason }) => vaultFileTexts['zh-CN'][reason],
		EmptyInput: () => words('内容为空。', '里面什么也没有。', '请选择或输入其他内容。'),
		UnreadableFile: () =>
			words(
				'无法读取该文件。',
				'它可能是文件夹，或者在选择之后被移动或修改过。',
				'请重新选择文件。'
			),
		InputTooLarge: ({ actualBytes, limitBytes }) =>
			words(
				`它有 ${formatBytes(actualBytes, 'zh-CN')}，最多接受 ${formatBytes(limitBytes, 'zh-CN')}。`,
				'它很可能不是这里需要的内容。',
				'请选择更小的内容。'
			),
		VaultFull: ({ limitBytes }) =>
			words(
				'保管库已满。',
				`它的保管库文件会超过 ${formatBytes(limitBytes, 'zh-CN')}。其中大部分是日志，日志只增不减。`,
				'请保存保管库文件，新建一个保管库，并在那里重新导入密钥材料。此处仍可保存、导出和删除。'
			),
		IncorrectPassphrase: () => words('这个口令打不开此保管库。', '', '请检查大小写后重试。'),
		PassphraseTooShort: ({ minimumCharacters }) =>
			words(`请至少使用 ${minimumCharacters} 个字符。`, '', '几个随机单词就很好。'),
		VaultNotFound: () =>
			words('此浏览器中没有保管库。', '它已被清除，或被浏览器移除。', '请创建保管库。'),
		VaultLocked: () => words('保管库已锁定。', '', '请解锁后重试。没有任何更改。'),
		VaultDamaged: ({ damage }) =>
			words(
				'保管库已损坏。',
				`口令可能是对的，但部分存储的数据无法读取（${describeDamage(damage, 'zh-CN').join('；')}）。`,
				'在找到副本之前，请保持这台电脑原样。'
			),
		VaultQuarantined: ({ damage }) =>
			words(
				'保管库已损坏，只能读取。',
				`${describeDamage(damage, 'zh-CN').join('；')}。`,
				'请保存仍可读取的内容。'
			),
		ClockTurnedBack: ({ highestTimeSeen }) =>
			words(
				'这台电脑的时钟被调回了。',
				`此前的时间是 ${formatDateTimeWithZone(highestTimeSeen, 'zh-CN')}。在时间恢复正常之前，带有日期的密钥会被冻结。`,
				'请校正时钟，或接受电脑的时间。'
			),
		Conflict: () => words('另一个窗口同时更改了保管库。', '这里没有任何更改。', '请重试。'),
		QuotaExceeded: () =>
			words('未保存：磁盘或浏览器的存储空间已满。', '没有任何更改。', '请腾出空间后重试。'),
		StorageFailed: ({ reason }) =>
			words(
				'无法使用此浏览器的存储。',
				`浏览器返回：${reason}。可能是无痕窗口或磁盘已满。`,
				'请关闭其他 Airlock 窗口，然后重新加载页面。'
			),
		InternalError: () =>
			words('Airlock 出错了。', '这不应该发生。没有任何更改。', '请重新加载页面后重试。')
	}
} satisfies Record<Language, ErrorTexts>;

function tokenWords(
	language: Language,
	fault: ImportTokenFault,
	nameOf: (keyId: KeyId) => string
): ErrorWords {
	const texts: TokenTexts = tokenTexts[language];
	const text = texts[fault.reason] as (
		fault: ImportTokenFault,
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
	return text(fault, nameOf);
}

function isAnyKmsError(error: unknown): error is KmsError {
	return error instanceof KmsError;
}

/**
 * The words for anything that was thrown; what is not a {@link KmsError} is a mistake of ours.
 *
 * @param nameOf - the name of a key, where the caller knows it
 */
export function describeError(
	error: unknown,
	language: Language,
	nameOf: (keyId: KeyId) => string | undefined = () => undefined
): ErrorWords {
	const known = isAnyKmsError(error) ? error : new KmsError('InternalError', {});
	const texts: ErrorTexts = errorTexts[language];
	const text = texts[known.code] as (
		details: KmsErrorDetails[KmsErrorCode],
		nameOf: (keyId: KeyId) => string
	) => ErrorWords;
	return text(known.details, (keyId) => nameOf(keyId) ?? `${keyId.slice(0, 8)}…`);
}
