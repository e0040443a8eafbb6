import { shortSetId } from '#lib/domain/ids.ts';
import { formatBytes, formatDateTimeWithZone } from '#lib/ui/words/format.ts';
import { words, type TokenTexts } from '../errors.ts';

/** Why an import token is refused. */
export const tokenTexts: TokenTexts = {
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
};
