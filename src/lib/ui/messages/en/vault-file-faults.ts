import type { VaultFileFault } from '#lib/domain/errors.ts';
import { vaultFileLimitBytes } from '#lib/domain/vault/vault-file.ts';
import { formatBytes } from '#lib/ui/words/format.ts';
import { words, type ByReason } from '../errors.ts';

/** Why a vault file is refused. */
export const vaultFileTexts: ByReason<VaultFileFault> = {
	EMPTY: words('This file is empty.', 'It has 0 bytes.', 'Choose another vault file.'),
	TOO_LARGE: words(
		'This file is too large for a vault file.',
		`Airlock reads at most ${formatBytes(vaultFileLimitBytes, 'en')}.`,
		'Choose a file whose name ends in .airlock-vault.'
	),
	NOT_A_VAULT_FILE: words(
		'This is not a vault file of Airlock.',
		'It doesn’t begin like one.',
		'Choose a file whose name ends in .airlock-vault.'
	),
	OLDER_FORMAT: words(
		'This vault file is of an old format, 1.',
		'Airlock wrote it before its first release, and no longer reads it.',
		'Open it with the version that saved it.'
	),
	NEWER_FORMAT: words(
		'This vault file was written by a newer version of Airlock.',
		'This version can’t read it. Nothing is wrong with the file.',
		'Open it with the version that saved it, or a later one.'
	),
	CUT_OFF: words(
		'The end of this vault file is missing.',
		'It was not written or copied completely.',
		'Copy it again, or choose an earlier vault file.'
	),
	EXTENDED: words(
		'There is something after the end of this vault file.',
		'Another program added to it, or two files were joined.',
		'Choose another vault file.'
	),
	ALTERED: words(
		'This vault file was changed since it was saved.',
		'Its checksum doesn’t match. A failing disk, a faulty copy or another program may be the cause.',
		'Choose another vault file, and keep this one.'
	),
	OTHER_VAULT: words(
		'This is a file of another vault.',
		'The vault in it is not the one that is open, even if it has the same name.',
		'Choose a file of this vault.'
	)
};
