import type { Response } from '#lib/service/api.ts';
import type { VaultChoice } from '../engine/vault-choice.svelte.ts';

/** Where else in this browser the vault of a file belongs, and what is there. */
export type OtherPlace =
	| { holds: 'THE_VAULT'; number: number }
	/** It may be the vault of the file: opened beside it, that vault would be here twice, and each go on by itself. */
	| { holds: 'UNKNOWN_VAULT'; number: number }
	/** without a number where there is no room, or the browser doesn't tell whether there is */
	| { holds: 'NO_VAULT'; number: number | undefined };

/** @returns undefined where the file can be opened in the place of this tab's vault */
export function otherPlace(
	choice: Pick<VaultChoice, 'find' | 'number' | 'unknown' | 'free'>,
	inspection: Pick<Response<'InspectVaultFile'>, 'VaultId' | 'Relation' | 'Here'>
): OtherPlace | undefined {
	const { VaultId, Relation, Here } = inspection;
	const known = choice.find(VaultId);
	if (known !== undefined)
		return known === choice.number ? undefined : { holds: 'THE_VAULT', number: known };
	// What is here is another copy of the same vault: that vault is in no other place.
	if (Relation !== 'OTHER_VAULT' && Relation !== 'NO_VAULT_HERE') return undefined;
	if (choice.unknown !== undefined) return { holds: 'UNKNOWN_VAULT', number: choice.unknown };
	return Relation === 'OTHER_VAULT' && Here
		? { holds: 'NO_VAULT', number: choice.free }
		: undefined;
}
