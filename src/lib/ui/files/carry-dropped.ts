import type { VaultState } from '../engine/vault.svelte.ts';
import { chosenIn, hasFolder } from './chosen-folder.ts';
import { fileJobsOf } from './file-jobs.svelte.ts';

type Goto = (address: string) => Promise<void>;

/** Brings what was dropped on a screen to Files. @returns whether there was anything */
export function carryDropped(vault: VaultState, data: DataTransfer | null, goto: Goto): boolean {
	const dropped = data && chosenIn(data);
	if (!dropped) return false;
	fileJobsOf(vault).carry(dropped);
	void goto('#/crypto/files');
	return true;
}

/** The same of what is more than a field for one file takes. */
export const carryFromField = (vault: VaultState, data: DataTransfer, goto: Goto): boolean =>
	(hasFolder(data) || data.files.length > 1) && carryDropped(vault, data, goto);
