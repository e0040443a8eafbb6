/** GetVaultStatus, CreateVault, UnlockVault, LockVault, DescribeVault, UpdateVault, ChangePassphrase, AcceptClock. */
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { droppedWrappingKeys, withoutImportParameters } from '#lib/domain/import/import-rules.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { LogDetail } from '#lib/domain/vault/log-entry.ts';
import { initialFacts, longestVaultName, type VaultFacts } from '#lib/domain/vault/vault-record.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import type { VaultAnswers, VaultSettings } from '../api/vault.ts';
import { confirmPassphrase, openAgain, passphraseIsNeeded } from './ask-again.ts';
import { commitChange } from '../engine/commit.ts';
import { nothing, type OperationFunction, type VaultContext } from '../engine/context.ts';
import { describeVaultAt } from './describe-vault.ts';
import { newSlot } from './new-slot.ts';
import { loadVault, unreadableVault } from '../engine/load.ts';
import { maySlotsBe, openAnySlot } from '../engine/open-slots.ts';
import { OpenVault } from '../engine/open-vault.ts';
import {
	allSeen,
	copyOf,
	isOlderThan,
	olderCopy,
	positionOf,
	verifiedSeen,
	type Position
} from '../engine/rollback.ts';
import { assertLongEnough } from '../engine/passphrase.ts';
import { emptyDigest } from '../engine/sealing.ts';
import { sweepUnlocked } from '../engine/sweep.ts';

type VaultOperation<Name extends keyof VaultAnswers> = OperationFunction<Name, VaultContext>;

const rootKeyBytes = 32;
const vaultIdBytes = 16;
const longestAutoLockMinutes = 60;

/** Tells whether there is a vault, and whether it is unlocked. */
export const getVaultStatus: VaultOperation<'GetVaultStatus'> = async ({ store, current }) => ({
	Exists: (await store.readEpoch()) !== undefined,
	Unlocked: current() !== undefined
});

/** Makes a vault with its first slot, and unlocks it. */
export const createVault: VaultOperation<'CreateVault'> = async (
	context,
	{ VaultName, Passphrase }
) => {
	const rootKey = randomBytes(rootKeyBytes);
	try {
		const name = asVaultName(VaultName);
		assertLongEnough(Passphrase);
		if ((await context.store.readEpoch()) !== undefined)
			throw new KmsError('AlreadyExists', { resource: 'vault', id: name });
		const vaultId = randomBytes(vaultIdBytes);
		const slot = await newSlot(context, vaultId, Passphrase, rootKey);
		const now = context.clock.now();
		const vault = new OpenVault(vaultId, await deriveVaultKeys(rootKey, vaultId), 0, {
			count: 0,
			setDigest: emptyDigest,
			highestTimeSeen: now,
			logCount: 0,
			logHash: emptyDigest,
			slotsHash: emptyDigest
		});
		await commitChange(
			context.store,
			{ vault, now },
			{
				put: [{ kind: 'vault', vault: { ...initialFacts, name, creationDate: now } }],
				putSlots: [slot],
				log: [{ operation: 'CreateVault', keyId: null }]
			}
		);
		context.open(vault);
		context.emit({ type: 'changed' });
		return await context.read(describeVaultAt(context));
	} finally {
		wipe(Passphrase, rootKey);
	}
};

/** Verifies everything before the vault counts as open; what does not fit makes it read-only. */
export const unlockVault: VaultOperation<'UnlockVault'> = async (context, { Passphrase }) => {
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
			await context.mutate(() => ({
				change: { log: [{ operation: 'UnlockVault', keyId: null, detail }] },
				answer: nothing
			}));
			await context.remember(position);
			await sweepUnlocked(context);
		}
		return await context.read(describeVaultAt(context));
	} catch (error) {
		// What could not be written down has not happened. An unlock that came later stands for itself.
		if (context.current() === opened) context.lock();
		throw error;
	}
};

async function openVault(
	context: VaultContext,
	passphrase: Bytes
): Promise<{ vault: OpenVault; detail: LogDetail; position: Position | undefined }> {
	// Before the vault is read: what another tab writes meanwhile can't make it look old.
	const all = await allSeen(context.seen);
	const snapshot = await context.store.readSnapshot();
	if (!snapshot) throw new KmsError('VaultNotFound', {});
	const { vaultId } = snapshot;
	const { rootKey } = await openAnySlot(context, vaultId, snapshot.slots, passphrase);
	try {
		const keys = await deriveVaultKeys(rootKey, vaultId);
		const copy = copyOf(snapshot);
		const seen = await verifiedSeen(all, vaultId, keys);
		const older = seen && isOlderThan(seen, copy) ? seen : undefined;
		const time = older?.highestTime ?? 0;
		const vault = await loadVault(snapshot, keys, Math.max(context.clock.now(), time));
		vault.seeTime(time);
		const detail = older ? olderCopy(older.logCount) : {};
		return { vault, detail, position: older && positionOf(copy) };
	} finally {
		wipe(rootKey);
	}
}

/** Not in the log: nothing may delay a lock. */
export const lockVault: VaultOperation<'LockVault'> = async (context) => {
	context.lock();
	return {};
};

/** Describes the unlocked vault. */
export const describeVault: VaultOperation<'DescribeVault'> = (context) =>
	context.read(describeVaultAt(context));

function asVaultName(vaultName: string): string {
	const name = vaultName.normalize('NFC').trim();
	if (name === '' || [...name].length > longestVaultName)
		throw new KmsError('InvalidParameter', {
			parameter: 'VaultName',
			rule: 'FROM_1_TO_64_CHARACTERS'
		});
	return name;
}

/** @returns the facts that settings stand for; what was left out is not among them */
function asFacts(settings: Partial<VaultSettings>): Partial<VaultFacts> {
	const { AutoLockMinutes, AirGapGuard, ...unknown } = settings;
	const [parameter] = Object.keys(unknown);
	if (parameter !== undefined)
		throw new KmsError('InvalidParameter', { parameter, rule: 'KNOWN_PARAMETER' });
	return {
		...(AutoLockMinutes !== undefined && { autoLockMinutes: asAutoLockMinutes(AutoLockMinutes) }),
		...(AirGapGuard !== undefined && { airGapGuard: asAirGapGuard(AirGapGuard) })
	};
}

function asAirGapGuard(guard: boolean | null): boolean | null {
	if (guard !== null && typeof guard !== 'boolean')
		throw new KmsError('InvalidParameter', { parameter: 'AirGapGuard', rule: 'BOOLEAN_OR_NULL' });
	return guard;
}

function asAutoLockMinutes(minutes: number | null): number | null {
	const valid =
		minutes === null ||
		(Number.isInteger(minutes) && minutes >= 1 && minutes <= longestAutoLockMinutes);
	if (!valid)
		throw new KmsError('InvalidParameter', {
			parameter: 'AutoLockMinutes',
			rule: 'FROM_1_TO_60_OR_NEVER'
		});
	return minutes;
}

/** Whether the vault would stay open for longer without input. */
const locksLater = (next: VaultFacts, before: VaultFacts) =>
	(next.autoLockMinutes ?? Infinity) > (before.autoLockMinutes ?? Infinity);

/** Changes the name or the settings; to have the vault lock later takes the passphrase again. */
export const updateVault: VaultOperation<'UpdateVault'> = async (
	context,
	{ VaultName, Settings = {}, Passphrase }
) => {
	if (Passphrase) await confirmPassphrase(context, Passphrase);
	return context.mutate(({ vault }) => {
		const facts: VaultFacts = { ...vault.facts, ...asFacts(Settings) };
		if (VaultName !== undefined) facts.name = asVaultName(VaultName);
		if (locksLater(facts, vault.facts) && !Passphrase) throw passphraseIsNeeded();
		return {
			change: {
				put: [{ kind: 'vault', vault: facts }],
				log: [{ operation: 'UpdateVault', keyId: null }]
			},
			answer: describeVaultAt(context)
		};
	});
};

/**
 * Adds a slot for the new passphrase, and only then deletes the others: cut off in between, both passphrases open the
 * vault, never none. Where many changes were cut off, there is no room for one more: then it is one step.
 */
export const changePassphrase: VaultOperation<'ChangePassphrase'> = async (
	context,
	{ CurrentPassphrase, NewPassphrase }
) => {
	try {
		assertLongEnough(NewPassphrase);
		const { vaultId, slots, rootKey, slotId } = await openAgain(context, CurrentPassphrase);
		try {
			const slot = await newSlot(context, vaultId, NewPassphrase, rootKey);
			await context.mutate(({ vault }) => {
				assertSlotIsThere(vault, slotId);
				const hasRoom = maySlotsBe([...vault.slots.values(), slot]);
				return {
					change: {
						putSlots: [slot],
						deleteSlots: hasRoom ? [] : [...vault.slots.keys()],
						log: [{ operation: 'ChangePassphrase', keyId: null, detail: { step: 'ADDED' } }]
					},
					answer: nothing
				};
			});
			return await context.mutate(({ vault }) => {
				assertSlotIsThere(vault, slot.slotId);
				return {
					change: {
						// Only those it replaces: another change of passphrase can have added one meanwhile.
						deleteSlots: slots.map((old) => old.slotId).filter((id) => vault.slots.has(id)),
						log: [{ operation: 'ChangePassphrase', keyId: null, detail: { step: 'REPLACED' } }]
					},
					answer: nothing
				};
			});
		} finally {
			wipe(rootKey);
		}
	} finally {
		wipe(CurrentPassphrase, NewPassphrase);
	}
};

/** @throws {@link KmsError} `Conflict` when another tab has changed the passphrase meanwhile */
function assertSlotIsThere(vault: OpenVault, slotId: string): void {
	if (!vault.slots.has(slotId)) throw new KmsError('Conflict', {});
}

/**
 * Goes on from the machine's time although a later one has been seen. What had ended by then stays ended: it is swept
 * first. Import parameters issued in that future end too, since they would work for longer than 24 hours, and
 * a deletion date that came in it has not been seen.
 */
export const acceptClock: VaultOperation<'AcceptClock'> = async (context, { Passphrase }) => {
	await confirmPassphrase(context, Passphrase);
	await sweepUnlocked(context);
	return context.mutate(({ vault }) => {
		const machineTime = context.clock.now();
		const set = [...vault.cmks.values()].map((cmk) => ({ cmk, next: setBack(cmk, machineTime) }));
		const changed = set.filter(({ cmk, next }) => next !== cmk);
		return {
			change: {
				put: changed.map(({ next }) => ({ kind: 'cmk', cmk: next })),
				deleteErasables: changed.flatMap(({ cmk, next }) => droppedWrappingKeys(cmk, next)),
				log: [
					{
						operation: 'AcceptClock',
						keyId: null,
						detail: { from: vault.head.highestTimeSeen, to: machineTime }
					}
				],
				resetTime: machineTime
			},
			answer: describeVaultAt(context)
		};
	});
};

function setBack(cmk: Cmk, now: EpochMillis): Cmk {
	const { importParameters, replacedWrappingKeys, deletionDate, deletionSighting } = cmk;
	const ended =
		importParameters && importParameters.issued > now
			? withoutImportParameters(cmk, 'EXPIRED', now)
			: cmk;
	const kept = replacedWrappingKeys.filter(({ issued }) => issued <= now);
	const next =
		kept.length < replacedWrappingKeys.length ? { ...ended, replacedWrappingKeys: kept } : ended;
	return deletionSighting && deletionDate !== null && deletionDate > now
		? { ...next, deletionSighting: null }
		: next;
}
