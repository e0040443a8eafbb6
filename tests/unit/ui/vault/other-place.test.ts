import { expect, test } from 'vitest';
import type { VaultFileRelation } from '#lib/service/api/vault.ts';
import { otherPlace } from '#lib/ui/vault/other-place.ts';

// No vault comes into a browser under a second number.

const inFile = 'of the file';
const Here = { VaultId: 'another', Epoch: 1, LogEntries: 1 };

interface Browser {
	/** where the vault of the file is known to be */
	known?: number;
	unknown?: number;
	free?: number;
}
/** @returns where the file belongs, for a tab that is about vault 1 */
function place(
	{ known, unknown, free }: Browser,
	Relation: VaultFileRelation,
	here: typeof Here | null
) {
	const find = (id: string) => (id === inFile ? known : undefined);
	return otherPlace({ number: 1, find, unknown, free }, { VaultId: inFile, Relation, Here: here });
}

test.each([
	['OTHER_VAULT', Here],
	['OTHER_VAULT', null],
	['NO_VAULT_HERE', null]
] as const)('where a vault can’t be told, it is read first: %s, %o', (relation, here) => {
	const unknown = { holds: 'UNKNOWN_VAULT', number: 2 };
	expect(place({ unknown: 2, free: 3 }, relation, here)).toEqual(unknown);
	const known = { holds: 'THE_VAULT', number: 4 };
	expect(place({ known: 4, unknown: 2, free: 3 }, relation, here)).toEqual(known);
});

test.each(['SAME', 'FILE_IS_NEWER', 'FILE_IS_OLDER', 'DIVERGED'] as const)(
	'where the vault itself is, its file opens: %s',
	(relation) => {
		expect(place({ unknown: 2, free: 3 }, relation, Here)).toBeUndefined();
		expect(place({ known: 1, unknown: 2, free: 3 }, relation, Here)).toBeUndefined();
	}
);

test('beside another vault it takes a free number; in an empty place, or that of ruins, it opens there', () => {
	expect(place({ free: 3 }, 'OTHER_VAULT', Here)).toEqual({ holds: 'NO_VAULT', number: 3 });
	expect(place({}, 'OTHER_VAULT', Here)).toEqual({ holds: 'NO_VAULT', number: undefined });
	expect(place({ free: 3 }, 'NO_VAULT_HERE', null)).toBeUndefined();
	expect(place({ free: 3 }, 'OTHER_VAULT', null)).toBeUndefined();
});
