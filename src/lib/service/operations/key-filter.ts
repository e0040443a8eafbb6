/** Which CMKs ListKeys is asked for. */
import type { KeyId } from '#lib/domain/ids.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { keyState } from '#lib/domain/key/key-state.ts';
import { algorithmsOf, usageOf } from '#lib/domain/key/kinds.ts';
import { isRetired } from '#lib/domain/key/retirement.ts';
import type { Tag } from '#lib/domain/key/tag.ts';
import type { Request } from '../api.ts';
import type { Moment } from '../engine/context.ts';
import type { OpenVault } from '../engine/open-vault.ts';

type KeyFilter = Pick<
	Request<'ListKeys'>,
	| 'Search'
	| 'KeyState'
	| 'Exportable'
	| 'Tag'
	| 'KeySpec'
	| 'KeyUsage'
	| 'KeyIds'
	| 'Algorithm'
	| 'Retired'
>;

/** @returns what tells the CMKs that are asked for; undefined where all are */
export function matcher(
	{ vault, now }: Moment,
	{
		Search = '',
		KeyState,
		Exportable,
		Tag,
		KeySpec,
		KeyUsage,
		KeyIds,
		Algorithm,
		Retired
	}: KeyFilter
): ((keyId: KeyId) => boolean) | undefined {
	const wanted = Search.trim().toLocaleLowerCase();
	const filters = [KeyState, Exportable, Tag, KeySpec, KeyUsage, KeyIds, Algorithm, Retired];
	if (wanted === '' && filters.every((filter) => filter === undefined)) return undefined;
	const tagKey = Tag?.TagKey.normalize('NFC');
	const tagValue = Tag?.TagValue?.normalize('NFC');
	const has = ({ key, value }: Tag) =>
		key === tagKey && (tagValue === undefined || value === tagValue);
	const wantedIds = KeyIds && new Set(KeyIds);
	return (keyId) => {
		if (wantedIds && !wantedIds.has(keyId)) return false;
		const cmk = vault.cmk(keyId);
		return (
			(KeyState === undefined || keyState(cmk, now) === KeyState) &&
			(Exportable === undefined || (cmk.exportable === true) === Exportable) &&
			(Retired === undefined || isRetired(cmk) === Retired) &&
			(Tag === undefined || (cmk.tags ?? []).some(has)) &&
			(KeySpec === undefined || cmk.keySpec === KeySpec) &&
			(KeyUsage === undefined || usageOf(cmk) === KeyUsage) &&
			(Algorithm === undefined || algorithmsOf(cmk).includes(Algorithm)) &&
			(wanted === '' ||
				textsOf(vault, cmk).some((text) => text.toLocaleLowerCase().includes(wanted)))
		);
	};
}

/** What a CMK is found by. */
const textsOf = (vault: OpenVault, { keyId, description, tags = [] }: Cmk): string[] => [
	keyId,
	description,
	...vault.aliases.of(keyId).map(({ name }) => name),
	...tags.flatMap(({ key, value }) => [key, value])
];
