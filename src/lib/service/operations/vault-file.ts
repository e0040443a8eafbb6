/** InspectVaultFile, OpenVaultFile, SaveVaultFile, CheckVaultFile, RecordBackup. */
import { equalBytes, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { vaultTime } from '#lib/domain/vault/clock.ts';
import { KmsError, asKmsError, isKmsError } from '#lib/domain/errors.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import { vaultFileName } from '#lib/domain/vault/vault-file.ts';
import { deriveVaultKeys, type VaultKeys } from '#lib/crypto/vault-keys.ts';
import { hasNext, usableEpoch } from '#lib/storage/stored-epoch.ts';
import type { LogRow } from '#lib/storage/entry.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import type {
	UndoneByOpening,
	VaultAnswers,
	VaultFileRelation,
	VaultOutline
} from '../api/vault.ts';
import { commitChange } from '../engine/commit.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import type { Change } from '../engine/change.ts';
import { describeVaultAt } from './describe-vault.ts';
import { newSlot } from './new-slot.ts';
import { loadVault, unreadableVault } from '../engine/load.ts';
import { areTooCheap, assertSlotsOpen, openAnySlot } from '../engine/open-slots.ts';
import { assertLongEnough } from '../engine/passphrase.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import {
	allSeen,
	copyOf,
	isMore,
	isOlderThan,
	olderCopy,
	positionOf,
	verifiedSeen,
	type Copy
} from '../engine/rollback.ts';
import { logOf } from '../engine/log-chain.ts';
import { openHead, openLogEntry } from '../engine/sealing.ts';
import { readVaultFile, writeVaultFile, type VaultFile } from '../engine/vault-file.ts';

type VaultOperation<Name extends keyof VaultAnswers> = OperationFunction<Name, VaultContext>;

/**
 * Entries without an opening that can be read: there is something here, but no vault that could be compared or opened.
 * One that a newer Airlock has written is none: it is whole.
 */
const ruins = Symbol('ruins');

async function vaultHere({
	store
}: VaultContext): Promise<VaultSnapshot | typeof ruins | undefined> {
	try {
		return await store.readSnapshot();
	} catch (error) {
		if (!isKmsError(error, 'VaultDamaged') || isNewer(error)) throw error;
		return ruins;
	}
}

const isNewer = ({ details }: KmsError<'VaultDamaged'>) =>
	details.damage.some(({ problem }) => problem === 'NEWER_FORMAT');

/** Compares a vault file with the vault that is here; no passphrase is needed. */
export const inspectVaultFile: VaultOperation<'InspectVaultFile'> = async (context, { File }) => {
	const { snapshot } = await readVaultFile(File);
	const inFile = copyOf(snapshot);
	const found = await vaultHere(context);
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

/** @returns how many entries tell of a change or a use */
const changesIn = (entries: readonly (LogEntry | undefined)[]) =>
	entries.filter((entry) => !entry || isMore(entry)).length;

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

/** The length of the log that both have in common. Each hash stands for all entries up to its own. */
function commonEntries(a: Copy, b: Copy): number {
	if (!equalBytes(a.vaultId, b.vaultId)) return 0;
	const isCommon = (row: LogRow, index: number) => {
		const other = b.log[index];
		return other?.number === row.number && equalBytes(other.hash, row.hash);
	};
	const firstOther = a.log.findIndex((row, index) => !isCommon(row, index));
	return firstOther === -1 ? a.log.length : firstOther;
}

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

/**
 * Opens the file beside the vault that is here, and only when all of it verifies puts it in its place, with the entry
 * that says so, in one step.
 */
export const openVaultFile: VaultOperation<'OpenVaultFile'> = async (
	context,
	{ File, Passphrase, NewPassphrase, Replace = false, LogEntriesHere }
) => {
	const consent = { replace: Replace, logEntries: LogEntriesHere };
	try {
		// Of the vault that goes, whichever it is: its file may come back.
		await context.remember();
		const file = await readVaultFile(File);
		if (NewPassphrase) assertLongEnough(NewPassphrase);
		else if (areTooCheap(file.snapshot.slots, context))
			throw new KmsError('InvalidParameter', { parameter: 'NewPassphrase', rule: 'REQUIRED' });
		await assertMayReplace(context, consent);
		const { vault, slot } = await openFile(context, file, Passphrase, NewPassphrase);
		await context.store.exclusively(() => putInPlace(context, file, vault, consent, slot));
	} finally {
		wipe(Passphrase, ...(NewPassphrase ? [NewPassphrase] : []));
	}
	return context.read(describeVaultAt(context));
};

/** What the user has agreed to: to replace a vault whose log had this many entries. */
interface Consent {
	replace: boolean;
	logEntries: number | undefined;
}

/** @returns what is here */
async function assertMayReplace(context: VaultContext, { replace, logEntries }: Consent) {
	const here = await vaultHere(context);
	if (here === undefined) return here;
	const asAgreed =
		here === ruins || logEntries === undefined || logOf(here.entries).length === logEntries;
	if (replace && !asAgreed) throw new KmsError('Conflict', {});
	if (replace) return here;
	if (here === ruins)
		throw new KmsError('VaultDamaged', { damage: [{ record: 'opening', problem: 'MISSING' }] });
	throw new KmsError('AlreadyExists', {
		resource: 'vault',
		id: uuidFromBytes(here.vaultId)
	});
}

async function openFile(
	context: VaultContext,
	file: VaultFile,
	passphrase: Bytes,
	newPassphrase: Bytes | undefined
): Promise<{ vault: OpenVault; slot: Slot | undefined }> {
	const { vaultId, slots } = file.snapshot;
	const { rootKey } = await openAnySlot(context, vaultId, slots, passphrase);
	try {
		const keys = await deriveVaultKeys(rootKey, vaultId);
		const vault = await verifyFile(file, keys, context.clock.now());
		const slot = newPassphrase && (await newSlot(context, vaultId, newPassphrase, rootKey));
		return { vault, slot };
	} catch (error) {
		// Whoever has the vault's key can have sealed anything.
		throw asKmsError(error) ?? unreadableVault();
	} finally {
		wipe(rootKey);
	}
}

/**
 * The one way from a file to a vault.
 *
 * @throws {@link KmsError} `InvalidVaultFile` with `ALTERED`, or `VaultDamaged` when anything in it does not verify
 */
async function verifyFile(file: VaultFile, keys: VaultKeys, now: EpochMillis): Promise<OpenVault> {
	await file.authenticate(keys);
	const vault = await loadVault(file.snapshot, keys, now);
	if (vault.damage.length > 0) throw new KmsError('VaultDamaged', { damage: vault.damage });
	return vault;
}

/** @returns where a vault stands whose opening can be one that nobody can read */
async function epochIn(store: VaultStore): Promise<number | undefined> {
	try {
		return await store.readEpoch();
	} catch (error) {
		if (isKmsError(error, 'VaultDamaged')) return undefined;
		throw error;
	}
}

async function putInPlace(
	context: VaultContext,
	{ snapshot }: VaultFile,
	vault: OpenVault,
	consent: Consent,
	slot: Slot | undefined
): Promise<void> {
	const found = await assertMayReplace(context, consent);
	const here = found === ruins ? undefined : found;
	// Beyond both: a tab that still has the old one open can't take the new one for it.
	const epochHere = here ? usableEpoch(here.entries.at(-1)?.epoch) : await epochIn(context.store);
	const beyond = epochHere !== undefined && hasNext(epochHere) ? epochHere : 0;
	const { epoch } = vault;
	const inFile = copyOf(snapshot);
	const older = await lackedBy(context, inFile, vault, here && copyOf(here));
	// An older copy of this vault must not bring back a time that has passed here.
	if (here && equalBytes(here.vaultId, vault.vaultId))
		vault.seeTime(await highestTimeHere(vault, here));
	vault.seeTime(older?.highestTime ?? 0);
	const { now } = vaultTime(context.clock.now(), vault.head.highestTimeSeen);

	const staged = createMemoryStore(snapshot);
	const detail = {
		...{ epoch, replaced: found !== undefined },
		...(older && olderCopy(older.logEntries))
	};
	const opening = { operation: 'OpenVaultFile', keyId: null, detail } as const;
	const change: Change = slot
		? {
				putSlots: [slot],
				deleteSlots: [...vault.slots.keys()],
				log: [opening, { operation: 'ChangePassphrase', keyId: null, detail: { step: 'REPLACED' } }]
			}
		: { log: [opening] };
	await commitChange(staged, { vault, now, beyond }, change, context.sizeLimits);
	const complete = await staged.readSnapshot();
	if (!complete) throw new RangeError('nothing was staged');
	await context.store.replace(complete, epochHere);

	if (found !== undefined) context.lockOtherTabs();
	context.open(vault);
	await context.remember(positionOf(inFile));
	context.emit({ type: 'changed' });
}

/** @returns what this browser has seen of the vault and the file lacks, here or before */
async function lackedBy(
	{ seen }: VaultContext,
	inFile: Copy,
	{ vaultId, keys }: OpenVault,
	here: Copy | undefined
): Promise<{ logEntries: number; highestTime: EpochMillis } | undefined> {
	const before = await verifiedSeen(await allSeen(seen), vaultId, keys);
	if (before && isOlderThan(before, inFile))
		return { logEntries: before.logCount, highestTime: before.highestTime };
	if (!here || !equalBytes(here.vaultId, vaultId)) return undefined;
	const common = commonEntries(inFile, here);
	const only = here.log.slice(common).map((row) => openLogEntry(keys, vaultId, row));
	const lacks = changesIn(await Promise.all(only)) > 0;
	return lacks ? { logEntries: here.log.length, highestTime: 0 } : undefined;
}

async function highestTimeHere({ keys, vaultId }: OpenVault, { entries }: VaultSnapshot) {
	const newest = entries.at(-1);
	return (newest && (await openHead(keys, vaultId, newest)))?.highestTimeSeen ?? 0;
}

/**
 * Verifies what is at rest first, then opens the bytes of the file by the way that OpenVaultFile takes, but for the
 * passphrase: a copy that can't be opened is worse than none. What is the same, byte for byte, opens too.
 */
export const saveVaultFile: VaultOperation<'SaveVaultFile'> = (context) =>
	context.read(async ({ vault, now }) => {
		if (vault.damage.length > 0) throw new KmsError('VaultQuarantined', { damage: vault.damage });
		const snapshot = await context.store.readSnapshot();
		if (!snapshot) throw new KmsError('VaultNotFound', {});
		const atRest = await loadVault(snapshot, vault.keys, now);
		if (atRest.damage.length > 0) throw new KmsError('VaultDamaged', { damage: atRest.damage });
		const File = await writeVaultFile(snapshot, vault.keys);
		try {
			await openCopy(vault, File, now);
		} catch (error) {
			// A file of its own making is no wrong file.
			throw isKmsError(error, 'VaultDamaged') ? error : unreadableVault();
		}
		return { FileName: vaultFileName(vault.vaultId), File, Epoch: atRest.epoch };
	});

/**
 * Opens a file of the unlocked vault by the way that OpenVaultFile takes, but for the passphrase.
 *
 * @returns its epoch
 * @throws {@link KmsError} `InvalidVaultFile`, `VaultDamaged`
 */
async function openCopy({ keys, vaultId }: OpenVault, file: Bytes, now: EpochMillis) {
	const copy = await readVaultFile(file);
	const { snapshot } = copy;
	if (!equalBytes(snapshot.vaultId, vaultId))
		throw new KmsError('InvalidVaultFile', { reason: 'OTHER_VAULT' });
	await assertSlotsOpen(snapshot.slots);
	return (await verifyFile(copy, keys, now)).epoch;
}

/** As {@link openCopy}, of a file that may be any: what is damaged in it is not damaged in the vault that is open. */
async function openForeignCopy(vault: OpenVault, file: Bytes, now: EpochMillis) {
	try {
		return await openCopy(vault, file, now);
	} catch (error) {
		if (isKmsError(error, 'VaultDamaged'))
			throw new KmsError('InvalidVaultFile', { reason: 'ALTERED' });
		throw error;
	}
}

/** Opens a vault file with the keys of the unlocked vault, to know that it can be opened. */
export const checkVaultFile: VaultOperation<'CheckVaultFile'> = (context, { File }) =>
	context.read(async ({ vault, now }) => ({ Epoch: await openForeignCopy(vault, File, now) }));

/** As {@link checkVaultFile}, and remembers the file as the last backup. */
export const recordBackup: VaultOperation<'RecordBackup'> = (context, { File }) =>
	context.mutate(async ({ vault, now }) => {
		const epoch = await openForeignCopy(vault, File, now);
		if (epoch > vault.epoch)
			throw new KmsError('InvalidParameter', { parameter: 'File', rule: 'UP_TO_THE_VAULTS_EPOCH' });
		const lastBackup = { at: now, epoch };
		return {
			change: {
				put: [{ kind: 'vault', vault: { ...vault.facts, lastBackup } }],
				log: [{ operation: 'RecordBackup', keyId: null, detail: { epoch } }]
			},
			answer: describeVaultAt(context)
		};
	});
