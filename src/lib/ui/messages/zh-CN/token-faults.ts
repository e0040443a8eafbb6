import { shortSetId } from '#lib/domain/ids.ts';
import { formatBytes, formatDateTimeWithZone } from '#lib/ui/words/format.ts';
import { words, type TokenTexts } from '../errors.ts';

/** Why an import token is refused. */
export const tokenTexts: TokenTexts = {
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
};
