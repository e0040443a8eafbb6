import { KmsError } from '../errors.ts';
import type { KeyId } from '../ids.ts';
import type { EpochMillis } from '../time.ts';

/** A name for a CMK; unique in the vault, and it can be moved to another CMK. */
export interface Alias {
	aliasId: string;
	/** without the `alias/` that the API writes before it */
	name: string;
	targetKeyId: KeyId;
	creationDate: EpochMillis;
}

/** What an alias begins with in requests, as in AWS KMS. */
export const aliasPrefix = 'alias/';
/** Names that AWS keeps for its own keys, here too: nobody shall take one of these for such a key. */
const reservedPrefix = 'aws/';
/** In characters, without the prefix. */
export const longestAlias = 128;
const allowedCharacter = /[\p{L}\p{M}\p{N} \-_/.]/u;

/** @returns the first character that a name may not have */
export function forbiddenAliasCharacter(name: string): string | undefined {
	return [...name].find((character) => !allowedCharacter.test(character));
}

/** @param name - without `alias/`, in the form that names are compared in */
export function isReservedAlias(name: string): boolean {
	return name.startsWith(reservedPrefix);
}

/** @returns the name in `aliasName`, which begins with `alias/`, in the form that names are compared in */
export function aliasNameOf(aliasName: string): string {
	return aliasName.slice(aliasPrefix.length).normalize('NFC').trim();
}

const refuse = (rule: string) => new KmsError('InvalidParameter', { parameter: 'AliasName', rule });

/**
 * @param aliasName - as in the API, `alias/payments-master`
 * @returns the name without the prefix, Unicode NFC, trimmed
 * @throws {@link KmsError} `InvalidParameter` with the rule it breaks
 */
export function parseAliasName(aliasName: string): string {
	if (!aliasName.startsWith(aliasPrefix)) throw refuse('STARTS_WITH_ALIAS');
	const name = aliasNameOf(aliasName);
	if (name === '') throw refuse('NOT_EMPTY');
	if ([...name].length > longestAlias) throw refuse('AT_MOST_128_CHARACTERS');
	if (forbiddenAliasCharacter(name) !== undefined) throw refuse('LETTERS_DIGITS_SPACE_AND_-_/.');
	return name;
}

/** As {@link parseAliasName}, for a name that an alias is about to get: `alias/aws/…` is refused too. */
export function parseNewAliasName(aliasName: string): string {
	const name = parseAliasName(aliasName);
	if (isReservedAlias(name)) throw refuse('NOT_RESERVED');
	return name;
}
