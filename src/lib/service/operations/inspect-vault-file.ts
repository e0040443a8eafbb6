import { equalBytes } from '#lib/domain/bytes.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { UndoneByOpening, VaultFileRelation, VaultOutline } from '../api/vault.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { areTooCheap } from '../engine/open-slots.ts';
import {
	allSeen,
	changesIn,
	commonEntries,
	copyOf,
	isOlderThan,
	type Copy
} from '../engine/rollback.ts';
import { openLogEntry } from '../engine/sealing.ts';
import { readVaultFile } from '../engine/vault-file.ts';
import { ruins, vaultToReplace } from '../engine/vault-to-replace.ts';

/** Compares a vault file with the vault that is here; no passphrase is needed. */
export const inspectVaultFile: OperationFunction<'InspectVaultFile', VaultContext> = async (
	context,
	{ File }
) => {
	const { snapshot } = await readVaultFile(File);
	const inFile = copyOf(snapshot);
	const found = await vaultToReplace(context);
	const here = found === ruins ? undefined : found && copyOf(found);
	const common = here ? commonEntries(inFile, here) : 0;
	const { VaultId } = outlineOf(inFile);
	const seen = (await allSeen(context.seen)).find(({ vaultId }) => vaultId === VaultId);
	const only = here && (await entriesAfter(context, here, common));
	return {
		...outlineOf(inFile),
		Bytes: File.length,
		Here: here ? outlineOf(here) : null,
		NeedsNewPassphrase: areTooCheap(snapshot.slots, context),
		Relation: found === ruins ? 'OTHER_VAULT' : relationOf(inFile, here, common),
		EntriesOnlyInFile: inFile.log.length - common,
		EntriesOnlyHere: (here?.log.length ?? 0) - common,
		ChangesOnlyHere: only === undefined ? 0 : only && changesIn(only),
		Older: seen && isOlderThan(seen, inFile) ? { LogEntriesSeen: seen.logCount } : null,
		Undone: only && equalBytes(inFile.vaultId, here.vaultId) ? undoneBy(only) : null
	};
};

/** @returns the entries after the first `common`, undefined for one that can't be opened; null while none can */
async function entriesAfter(
	context: VaultContext,
	{ vaultId, log }: Copy,
	common: number
): Promise<(LogEntry | undefined)[] | null> {
	const open = context.current();
	if (!open || !equalBytes(open.vaultId, vaultId)) return null;
	return Promise.all(log.slice(common).map((row) => openLogEntry(open.keys, vaultId, row)));
}

/** @returns what was final, and would not have happened if the vault went back to before these entries */
function undoneBy(entries: readonly (LogEntry | undefined)[]): UndoneByOpening {
	const count = (...operations: string[]) =>
		entries.filter((entry) => entry?.result === 'Success' && operations.includes(entry.operation))
			.length;
	return {
		SpentTokens: count('ImportKeyMaterial'),
		DeletedMaterial: count('DeleteImportedKeyMaterial'),
		DeletedKeys: count('DeleteKey'),
		ScheduledDeletions: count('ScheduleKeyDeletion')
	};
}

const outlineOf = ({ vaultId, epoch, log }: Copy): VaultOutline => ({
	VaultId: uuidFromBytes(vaultId),
	Epoch: epoch,
	LogEntries: log.length
});

function relationOf(inFile: Copy, here: Copy | undefined, common: number): VaultFileRelation {
	if (!here) return 'NO_VAULT_HERE';
	if (!equalBytes(inFile.vaultId, here.vaultId)) return 'OTHER_VAULT';
	const [fileGoesOn, hereGoesOn] = [inFile.log.length > common, here.log.length > common];
	if (fileGoesOn && hereGoesOn) return 'DIVERGED';
	if (fileGoesOn) return 'FILE_IS_NEWER';
	if (hereGoesOn) return 'FILE_IS_OLDER';
	// A form's draft is a change that is not in the log.
	if (inFile.epoch > here.epoch) return 'FILE_IS_NEWER';
	if (inFile.epoch < here.epoch) return 'FILE_IS_OLDER';
	return equalBytes(inFile.head, here.head) ? 'SAME' : 'DIVERGED';
}
