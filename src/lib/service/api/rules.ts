/** The rules that requests are held to. The type of a request is derived from its rules, so the two can't differ. */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { EncryptionContext } from '#lib/domain/key/encryption-context.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { aliasPrefix, longestAlias } from '#lib/domain/key/alias.ts';
import { longestDescription } from '#lib/domain/key/cmk.ts';
import { isUuid } from '#lib/domain/ids.ts';
import { mostKeyIds } from '#lib/domain/key/search.ts';
import { isSshNamespace } from '#lib/domain/key/ssh-signature.ts';
import { mostTags } from '#lib/domain/key/tag.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { latestInstant } from '#lib/domain/time.ts';
import { longestPassphrase } from '#lib/domain/vault/slot.ts';

/** A rule that the value of a field is held to. */
export interface Rule<Value> {
	/** goes into the error */
	name: string;
	holds: (value: unknown) => value is Value;
	/** of bytes: more are `InputTooLarge` */
	mostBytes?: number;
}

/** The rule of a field that may be left out. */
export interface OptionalRule<Value> extends Rule<Value> {
	optional: true;
}

/** The rules of a request, by field. */
export type RequestRules = Readonly<Record<string, Rule<unknown> | OptionalRule<unknown>>>;

type ValueOf<One> = One extends Rule<infer Value> ? Value : never;
type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** The request that rules describe. */
export type RequestOf<Rules> = keyof Rules extends never
	? Record<string, never>
	: Flat<
			{
				[Name in keyof Rules as Rules[Name] extends OptionalRule<unknown> ? never : Name]: ValueOf<
					Rules[Name]
				>;
			} & {
				[Name in keyof Rules as Rules[Name] extends OptionalRule<unknown> ? Name : never]?: ValueOf<
					Rules[Name]
				>;
			}
		>;

/** Makes the rule of a field that may be left out. */
export function optional<Value>(rule: Rule<Value>): OptionalRule<Value> {
	return { ...rule, optional: true };
}

/** One of a closed list of texts. */
export function oneOf<const Value extends string>(...values: readonly Value[]): Rule<Value> {
	return {
		name: `ONE_OF_${values.join('_')}`,
		holds: (value): value is Value =>
			typeof value === 'string' && (values as readonly string[]).includes(value)
	};
}

/** @param longest - in units of UTF-16 */
export const isText = (value: unknown, longest: number): value is string =>
	typeof value === 'string' && value.length <= longest;

/** @param longest - in units of UTF-16 */
export function text(longest: number): Rule<string> {
	return {
		name: `TEXT_OF_AT_MOST_${longest}_CHARACTERS`,
		holds: (value) => isText(value, longest)
	};
}

/** An alias of characters beyond the BMP has two UTF-16 units for each. */
const longestKeyIdOrAlias = aliasPrefix.length + 2 * longestAlias;
/** Of a name before it is trimmed and composed; the operation holds what is left to the bound of names. */
export const longestRawName = 1024;
/** Longer than the name of any operation. */
export const longestOperation = 64;
/** Of the URL or the name of a key at another service. */
export const longestForeignId = 1024;
/** A name as it was typed. */
export const name = text(longestRawName);
/** Counted in characters by the operation; one beyond the BMP has two units. */
export const description = text(2 * longestDescription);
/** Where a list goes on. */
export const marker = text(longestKeyIdOrAlias);

/** A key id, or an alias that stands for it. */
export const keyId: Rule<string> = {
	name: 'KEY_ID_OR_ALIAS',
	holds: (value): value is string => isText(value, longestKeyIdOrAlias) && value !== ''
};
/** Where an alias, which may have moved, must not decide which key it is. */
export const keyIdOnly: Rule<string> = {
	name: 'KEY_ID',
	holds: (value): value is string => keyId.holds(value) && !value.startsWith(aliasPrefix)
};

export const vaultId: Rule<string> = {
	name: 'VAULT_ID',
	holds: (value): value is string => typeof value === 'string' && isUuid(value)
};

/** WebCrypto takes none whose buffer is shared with another thread, or can grow. */
export const isBytes = (value: unknown): value is Bytes =>
	value instanceof Uint8Array &&
	value.buffer instanceof ArrayBuffer &&
	!(value.buffer as { resizable?: boolean }).resizable;
/** Bytes of anything but a vault file. */
export const bytes: Rule<Bytes> = { name: 'BYTES', holds: isBytes, mostBytes: largestFileBytes };
/** Bytes whose size the operation itself judges. */
export const bytesOfAnySize: Rule<Bytes> = { name: 'BYTES', holds: isBytes };
/** UTF-8: of the NFKC form for a vault, as typed for an age file. Wiped. */
export const passphrase: Rule<Bytes> = {
	name: 'BYTES',
	holds: isBytes,
	mostBytes: longestPassphrase
};

/** True or false. */
export const boolean: Rule<boolean> = {
	name: 'BOOLEAN',
	holds: (value) => typeof value === 'boolean'
};
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value);
/** Any whole number. */
export const integer: Rule<number> = { name: 'INTEGER', holds: isInteger };
/** A whole number from 1 on. */
export const positive: Rule<number> = {
	name: 'POSITIVE_INTEGER',
	holds: (value): value is number => isInteger(value) && value > 0
};
/** How many there are of something. */
export const count: Rule<number> = {
	name: 'INTEGER_NOT_NEGATIVE',
	holds: (value): value is number => isInteger(value) && value >= 0
};
/** Milliseconds that a `Date` can hold. */
export const isInstant = (value: unknown): value is EpochMillis =>
	isInteger(value) && Math.abs(value) <= latestInstant;
/** A time. */
export const instant: Rule<EpochMillis> = { name: 'TIME', holds: isInstant };
/** Which times can be an expiry, the operation says: `InvalidValidTo`. */
export const validTo: Rule<EpochMillis> = {
	name: 'TIME',
	holds: (value) => typeof value === 'number'
};

/** Plain objects only: of a `Map`, say, `Object.values` sees nothing, and it would pass as empty. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' &&
	value !== null &&
	[Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
/** Whether an object has no other fields. */
export const hasOnly = (value: object, ...names: readonly string[]): boolean =>
	Object.keys(value).every((one) => names.includes(one));
/** What is checked field by field by the operation itself. */
export function object<Value extends object>(): Rule<Value> {
	return { name: 'OBJECT', holds: (value): value is Value => isRecord(value) };
}
/** @returns whether a value is an array with something in it, nothing else, and no more than `most` */
export const isList = <Item>(
	value: unknown,
	most: number,
	is: (item: unknown) => item is Item
): value is Item[] =>
	Array.isArray(value) && value.length > 0 && value.length <= most && Array.from(value).every(is);
/** The key or the value of a tag, before it is composed; the operation holds what is left to its bound. */
const tagText = text(longestRawName);
const isTag = (value: unknown): value is { TagKey: string; TagValue: string } =>
	isRecord(value) &&
	hasOnly(value, 'TagKey', 'TagValue') &&
	tagText.holds(value['TagKey']) &&
	tagText.holds(value['TagValue']);
/** As many tags as a CMK can have. */
export const tags: Rule<{ TagKey: string; TagValue: string }[]> = {
	name: `FROM_1_TO_${mostTags}_TAGS`,
	holds: (value) => isList(value, mostTags, isTag)
};
/** The keys of as many. */
export const tagKeys: Rule<string[]> = {
	name: `FROM_1_TO_${mostTags}_TAG_KEYS`,
	holds: (value) => isList(value, mostTags, tagText.holds)
};
/** Several key ids. */
export const keyIds: Rule<string[]> = {
	name: `FROM_1_TO_${mostKeyIds}_KEY_IDS`,
	holds: (value) => isList(value, mostKeyIds, keyIdOnly.holds)
};
/** One tag, or all with its key. */
export const tagFilter: Rule<{ TagKey: string; TagValue?: string }> = {
	name: 'TAG',
	holds: (value): value is { TagKey: string; TagValue?: string } =>
		isRecord(value) &&
		hasOnly(value, 'TagKey', 'TagValue') &&
		tagText.holds(value['TagKey']) &&
		(value['TagValue'] === undefined || tagText.holds(value['TagValue']))
};
export const sshNamespace: Rule<string> = { name: 'SSH_NAMESPACE', holds: isSshNamespace };

/** Additional data that encryption is bound to. */
export const encryptionContext: Rule<EncryptionContext> = {
	name: 'MAP_OF_TEXT',
	holds: (value): value is EncryptionContext =>
		isRecord(value) && Object.values(value).every((entry) => typeof entry === 'string')
};
