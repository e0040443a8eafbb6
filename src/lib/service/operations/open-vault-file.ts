import { equalBytes, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { vaultTime } from '#lib/domain/vault/clock.ts';
import { KmsError, asKmsError, isKmsError } from '#lib/domain/errors.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import { hasNext, usableEpoch } from '#lib/storage/stored-epoch.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot, VaultStore } from '#lib/storage/vault-store.ts';
import { commitChange } from '../engine/commit.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import type { Change } from '../engine/change.ts';
import { unreadableVault } from '../engine/load.ts';
import { logOf } from '../engine/log-chain.ts';
import { areTooCheap, openAnySlot } from '../engine/open-slots.ts';
import { assertHardToGuess } from '../engine/passphrase.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import {
	allSeen,
	changesIn,
	commonEntries,
	copyOf,
	isOlderThan,
	olderCopy,
	positionOf,
	verifiedSeen,
	type Copy
} from '../engine/rollback.ts';
import { openHead, openLogEntry } from '../engine/sealing.ts';
import { loadVaultFile, readVaultFile, type VaultFile } from '../engine/vault-file.ts';
import { ruins, vaultToReplace } from '../engine/vault-to-replace.ts';
import { describeVaultAt } from './describe-vault.ts';
import { newSlot } from './new-slot.ts';

/**
 * Opens the file beside the vault that is here, and only when all of it verifies puts it in its place, with the entry
 * that says so, in one step.
 */
export const openVaultFile: OperationFunction<'OpenVaultFile', VaultContext> = async (
	context,
	{ File, Passphrase, NewPassphrase, Replace = false, LogEntriesHere }
) => {
	const consent = { replace: Replace, logEntries: LogEntriesHere };
	try {
		// Of the vault that goes, whichever it is: its file may come back.
		await context.remember();
		const file = await readVaultFile(File);
		if (NewPassphrase) assertHardToGuess(NewPassphrase);
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
	const here = await vaultToReplace(context);
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
		const vault = await loadVaultFile(file, keys, context.clock.now());
		const slot = newPassphrase && (await newSlot(context, vaultId, newPassphrase, rootKey));
		return { vault, slot };
	} catch (error) {
		// Anyone who has the vault's key can have sealed anything.
		throw asKmsError(error) ?? unreadableVault();
	} finally {
		wipe(rootKey);
	}
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
