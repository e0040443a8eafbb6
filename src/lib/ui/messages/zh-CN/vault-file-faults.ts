import type { VaultFileFault } from '#lib/domain/errors.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault/vault-file.ts';
import { formatBytes } from '#lib/ui/words/format.ts';
import { words, type ByReason } from '../errors.ts';

/** Why a vault file is refused. */
export const vaultFileTexts: ByReason<VaultFileFault> = {
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
	OLDER_FORMAT: words(
		'这个保管库文件是旧格式 1。',
		'它由首次发布之前的 Airlock 写入，现在不再读取。',
		'请用保存它的版本打开。'
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
};
