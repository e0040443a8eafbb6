import type { Alias } from '../key/alias.ts';
import type { Cmk } from '../key/cmk.ts';
import { mayHaveMaterials } from '../key/rotation.ts';
import type { ImportDraft } from '../import/import-draft.ts';
import type { EpochMillis } from '../time.ts';

/** The vault's own facts. */
export interface VaultFacts {
	name: string;
	creationDate: EpochMillis;
	/** null for never */
	autoLockMinutes: number | null;
	/** null when it was never asked */
	airGapGuard: boolean | null;
	/** the last vault file that was written and read back, and the epoch in it */
	lastBackup: { at: EpochMillis; epoch: number } | null;
}

/** What a vault's facts are as long as nobody has said otherwise, and what older records leave out. */
export const initialFacts: Omit<VaultFacts, 'name' | 'creationDate'> = {
	autoLockMinutes: 10,
	airGapGuard: null,
	lastBackup: null
};

/** What older records of a CMK leave out. */
const laterFacts: Pick<Cmk, 'replacedWrappingKeys'> = { replacedWrappingKeys: [] };

/** Everything that is kept as a sealed record. */
export type VaultRecord =
	| { kind: 'cmk'; cmk: Cmk }
	| { kind: 'alias'; alias: Alias }
	| { kind: 'draft'; draft: ImportDraft }
	| { kind: 'vault'; vault: VaultFacts };

/** In characters, composed and trimmed. */
export const longestVaultName = 64;
/** The id of the one record that holds the vault's own facts. */
export const vaultFactsId = 'vault';
const kinds: ReadonlySet<string> = new Set(['cmk', 'alias', 'draft', 'vault']);

/** A record's id: random, but for the vault's own. */
export function recordId(record: VaultRecord): string {
	switch (record.kind) {
		case 'cmk':
			return record.cmk.keyId;
		case 'alias':
			return record.alias.aliasId;
		case 'draft':
			return draftId(record.draft.keyId);
		case 'vault':
			return vaultFactsId;
	}
}

/** @returns the id of the record that holds a CMK's draft */
export function draftId(keyId: string): string {
	return `draft/${keyId}`;
}

/** @returns a record from the JSON of any version of Airlock, or undefined when this one can't read it */
export function asRecord(record: VaultRecord): VaultRecord | undefined {
	if (record.kind === 'vault')
		return { kind: 'vault', vault: { ...initialFacts, ...record.vault } };
	if (record.kind === 'cmk' && !mayHaveMaterials(record.cmk)) return undefined;
	if (record.kind === 'cmk' && !Object.hasOwn(record.cmk, 'replacedWrappingKeys'))
		return { kind: 'cmk', cmk: { ...laterFacts, ...record.cmk } };
	return kinds.has(record.kind) ? record : undefined;
}
