import type { VaultState } from '../engine/vault.svelte.ts';
import { chosenIn, hasFolder } from './chosen-folder.ts';
import { fileJobsOf } from './file-jobs.svelte.ts';

type Goto = (address: string) => Promise<void>;

/** Brings what was dropped on a field for one file to Files, if that is more. @returns whether it is */
export function carryFromField(vault: VaultState, data: DataTransfer, goto: Goto): boolean {
	const isMore = hasFolder(data) || data.files.length > 1;
	const dropped = isMore ? chosenIn(data) : undefined;
	if (!dropped) return false;
	fileJobsOf(vault).carry(dropped);
	void goto('#/crypto/files');
	return true;
}
