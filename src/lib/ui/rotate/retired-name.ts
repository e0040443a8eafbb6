import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { keyName } from '../keys/key-name.ts';

type Named = Pick<KeyMetadata, 'KeyId' | 'Aliases'>;

const nameUntil = (name: string, day: string) => `${name}-until-${day}`;

/** @returns the name that Airlock suggests for a key that has lost its own to its replacement */
export const retiredName = (replacement: Named, day: string): string =>
	nameUntil(keyName(replacement), day);

/** @returns the names that a replacement takes over: those that were suggested for the retired key itself stay with it */
export function namesToMove(
	{ Aliases }: Pick<KeyMetadata, 'Aliases'>,
	replacement: Named
): string[] {
	const lengthOfDay = '2026-11-30'.length;
	return Aliases.filter((alias) => {
		const day = alias.slice(-lengthOfDay);
		const wasSuggested = [replacement.KeyId, ...replacement.Aliases].some(
			(name) => alias === nameUntil(name, day)
		);
		return !wasSuggested || !/^\d{4}-\d\d-\d\d$/.test(day);
	});
}
