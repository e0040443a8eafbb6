import { forbiddenAliasCharacter, isReservedAlias, longestAlias } from '#lib/domain/key/alias.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';

/** The first eight digits: enough to tell keys apart in a title, and no name gets into the browser's history. */
export function shortKeyId(keyId: string): string {
	return keyId.slice(0, 8);
}

/** What a key is called: its oldest alias, or its id where it has none. */
export function keyName(key: { KeyId: KeyId; Aliases: readonly string[] }): string {
	return key.Aliases[0] ?? key.KeyId;
}

export function keyAddress(key: Pick<KeyMetadata, 'KeyId'>): `#/keys/${string}` {
	return `#/keys/${key.KeyId}`;
}

/** @returns `key-1`, or the first number after it that is free */
export function suggestName(prefix: string, taken: ReadonlySet<string>): string {
	let number = 1;
	while (taken.has(`${prefix}-${number}`)) number++;
	return `${prefix}-${number}`;
}

export type NameProblem =
	| { problem: 'EMPTY' | 'TOO_LONG' | 'RESERVED' }
	| { problem: 'FORBIDDEN'; character: string };

/** What is wrong with a name as typed, apart from being taken. */
export function nameProblem(typed: string): NameProblem | undefined {
	const name = typed.normalize('NFC').trim();
	if (name === '') return { problem: 'EMPTY' };
	const character = forbiddenAliasCharacter(name);
	if (character !== undefined) return { problem: 'FORBIDDEN', character: visible(character) };
	if ([...name].length > longestAlias) return { problem: 'TOO_LONG' };
	if (isReservedAlias(name)) return { problem: 'RESERVED' };
	return undefined;
}

/** @returns the character, or its number where nobody could see it: `U+200B` */
export function visible(character: string): string {
	if (!/[\p{C}\p{Z}]/u.test(character)) return character;
	const codePoint = character.codePointAt(0) ?? 0;
	return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The words for a {@link NameProblem}, out of those of one language. */
export function nameErrorWords(
	problem: NameProblem,
	words: {
		EMPTY: string;
		TOO_LONG: string;
		RESERVED: string;
		forbidden: (character: string) => string;
	}
): string {
	return problem.problem === 'FORBIDDEN'
		? words.forbidden(problem.character)
		: words[problem.problem];
}
