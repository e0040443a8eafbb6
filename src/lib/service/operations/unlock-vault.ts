import { equalBytes, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError, isKmsError } from '#lib/domain/errors.ts';
import type { LogDetail } from '#lib/domain/vault/log-entry.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import type { VaultStore } from '#lib/storage/vault-store.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { checkContents } from '../engine/check-entries.ts';
import { loadVault, unreadableVault } from '../engine/load.ts';
import { logUnlock } from '../engine/log-unlock.ts';
import { openAnySlot } from '../engine/open-slots.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import {
	allSeen,
	copyOf,
	isOlderThan,
	olderCopy,
	positionOf,
	verifiedSeen,
	type Position
} from '../engine/rollback.ts';
import { sweepUnlocked } from '../engine/sweep.ts';
import { describeVaultAt } from './describe-vault.ts';

/** No epoch comes after it. */
const afterAllEntries = Number.MAX_SAFE_INTEGER;

/** Verifies everything before the vault counts as open; what does not fit makes it read-only. */
export const unlockVault: OperationFunction<'UnlockVault', VaultContext> = async (
	context,
	{ Passphrase }
) => {
	let opened: OpenVault;
	let detail: LogDetail;
	let position: Position | undefined;
	try {
		({ vault: opened, detail, position } = await openVault(context, Passphrase));
		context.open(opened);
	} catch (error) {
		// Rows that a hand has put into another shape than any version of Airlock writes.
		throw asKmsError(error) ?? unreadableVault();
	} finally {
		wipe(Passphrase);
	}
	try {
		if (opened.damage.length === 0) {
			opened.unlogged = { operation: 'UnlockVault', keyId: null, detail };
			try {
				await logUnlock(context);
				await context.remember(position);
				// Of records that are still sealed, nothing is due.
				if (!opened.hasSealedRecords) await sweepUnlocked(context);
			} catch (error) {
				// A full disk shuts nobody out: to look, and to save a vault file elsewhere, nothing is written. No key is used.
				if (!isKmsError(error, 'QuotaExceeded')) throw error;
			}
		}
		return await context.read(describeVaultAt(context));
	} catch (error) {
		// What could not be written down has not happened. An unlock that came later stands for itself.
		if (context.current() === opened) context.lock();
		throw error;
	}
};

interface Opened {
	vault: OpenVault;
	detail: LogDetail;
	position: Position | undefined;
}

/** Opens what the database has. What isn't whole there is put back from the mirror, if it is whole there and no older. */
async function openVault(context: VaultContext, passphrase: Bytes): Promise<Opened> {
	const { store } = context;
	const found = openVaultIn(context, store, passphrase);
	const isToBeKept = await found.then(({ vault }) => vault.damage.length === 0, saysNothing);
	if (!store.mirror || isToBeKept) return found;
	const inMirror = await store.mirror.read().catch(() => undefined);
	const source = { readSnapshot: () => Promise.resolve(inMirror) };
	const mirrored = await openVaultIn(context, source, passphrase).catch(() => undefined);
	const here = await found.catch(() => undefined);
	if (!mirrored || mirrored.vault.damage.length > 0) return found;
	const { vault } = mirrored;
	const isSame = !here || equalBytes(here.vault.vaultId, vault.vaultId);
	if (!isSame || (here && vault.epoch < here.vault.epoch)) return found;
	await store.mirror.putBack();
	vault.recovered = 'DATABASE';
	return { ...mirrored, detail: { ...mirrored.detail, recovered: vault.recovered } };
}

/** Whether an error says nothing of what lies in the database, or that it is a newer Airlock's. */
const saysNothing = (error: unknown) =>
	isKmsError(error, 'VaultDamaged')
		? error.details.damage.some(({ problem }) => problem === 'NEWER_FORMAT')
		: asKmsError(error) !== undefined && !isKmsError(error, 'StorageFailed');

async function openVaultIn(
	context: VaultContext,
	source: Pick<VaultStore, 'readSnapshot'>,
	passphrase: Bytes
): Promise<Opened> {
	// Before the vault is read: what another tab writes meanwhile can't make it look old.
	const all = await allSeen(context.seen);
	const opening = await source.readSnapshot(afterAllEntries);
	if (!opening) throw new KmsError('VaultNotFound', {});
	const { vaultId, slots } = opening;
	// While another thread is busy with the passphrase.
	const reading = source.readSnapshot();
	const contents = reading.then((snapshot) => checkContents(snapshot?.entries ?? []));
	// Nobody wants them after a wrong passphrase.
	contents.catch(() => undefined);
	const { rootKey } = await openAnySlot(context, vaultId, slots, passphrase);
	try {
		const keys = await deriveVaultKeys(rootKey, vaultId);
		const snapshot = await reading;
		if (!snapshot) throw new KmsError('VaultNotFound', {});
		// Another tab has put another vault in its place meanwhile.
		if (!equalBytes(snapshot.vaultId, vaultId)) throw new KmsError('Conflict', {});
		const seen = await verifiedSeen(all, vaultId, keys);
		const older = seen && isOlderThan(seen, snapshot) ? seen : undefined;
		const time = older?.highestTime ?? 0;
		const vault = await loadVault(snapshot, keys, Math.max(context.clock.now(), time), {
			contents,
			mayStaySealed: true
		});
		vault.seeTime(time);
		if (vault.damage.length === 0) vault.recovered = snapshot.recovered;
		const detail = {
			...(older && olderCopy(older.logCount)),
			...(vault.recovered && { recovered: vault.recovered })
		};
		return { vault, detail, position: older && positionOf(copyOf(snapshot)) };
	} finally {
		wipe(rootKey);
	}
}
