import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError, type Damage } from '#lib/domain/errors.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import { mostSlots } from '#lib/domain/vault/vault-file.ts';
import {
	argon2idCaps,
	argon2idFloor,
	argon2idWork,
	isBelow,
	isWithinCaps
} from '#lib/crypto/argon2id.ts';
import { isWhole, openSlot } from '#lib/crypto/slot.ts';
import type { VaultContext } from './context.ts';

/** @returns the slots that are tried: cheapest first, as many as a vault may have and as their work is bounded */
function affordable(slots: readonly Slot[]): Slot[] {
	let work = 0;
	return slots
		.filter(({ kdf }) => isWithinCaps(kdf))
		.sort((a, b) => argon2idWork(a.kdf) - argon2idWork(b.kdf))
		.slice(0, mostSlots)
		.filter(({ kdf }) => (work += argon2idWork(kdf)) <= argon2idCaps.mostWorkInAll);
}

/** @returns whether a vault may have these slots: what is written is held to what {@link openAnySlot} tries */
export function maySlotsBe(slots: readonly Slot[]): boolean {
	return slots.length > 0 && affordable(slots).length === slots.length;
}

/**
 * Whether a vault with these slots may be opened only with a new passphrase: one of them is cheaper to guess than a real
 * vault's may be. An engine whose own slots are cheaper still, in practice and in tests, takes its own cost as the floor.
 */
export function areTooCheap(
	slots: readonly Slot[],
	{ passphraseCost }: Pick<VaultContext, 'passphraseCost'>
): boolean {
	const floor = isBelow(passphraseCost, argon2idFloor) ? passphraseCost : argon2idFloor;
	return slots.some(({ kdf }) => isBelow(kdf, floor));
}

/**
 * Looks at the slots as {@link openAnySlot} would, without a passphrase.
 *
 * @throws {@link KmsError} `VaultDamaged` where one of them would not be tried
 */
export async function assertSlotsOpen(slots: readonly Slot[]): Promise<void> {
	if (!maySlotsBe(slots)) throw damagedSlot('slots', 'UNREADABLE');
	for (const slot of slots)
		if (!(await isWhole(slot))) throw damagedSlot(`slots/${slot.slotId}`, 'ALTERED');
}

/**
 * Tries a passphrase on each slot, cheapest first. Whoever puts slots beside the right one can't make it take longer
 * than `mostWorkInAll`.
 *
 * @returns the root key, which the caller wipes, and the id of the slot that holds it
 * @throws {@link KmsError} `IncorrectPassphrase`; `VaultDamaged` when no slot opens and one of them is damaged
 */
export async function openAnySlot(
	{ emit, runArgon2id }: Pick<VaultContext, 'emit' | 'runArgon2id'>,
	vaultId: Bytes,
	slots: readonly Slot[],
	passphrase: Bytes
): Promise<{ rootKey: Bytes; slotId: string }> {
	if (slots.length === 0) throw damagedSlot('slots', 'MISSING');
	const tried = affordable(slots);
	const untried = slots.find((slot) => !tried.includes(slot));
	let damaged = untried && damagedSlot(`slots/${untried.slotId}`, 'ALTERED');
	for (const slot of tried) {
		try {
			const rootKey = await openSlot(vaultId, slot, passphrase, {
				run: runArgon2id,
				onProgress: (fraction) => emit({ type: 'passphraseProgress', fraction })
			});
			if (rootKey) return { rootKey, slotId: slot.slotId };
		} catch (error) {
			const refusal = asKmsError(error);
			if (!refusal) throw error;
			damaged ??= refusal;
		}
	}
	throw damaged ?? new KmsError('IncorrectPassphrase', {});
}

const damagedSlot = (record: string, problem: Damage['problem']): KmsError =>
	new KmsError('VaultDamaged', { damage: [{ record, problem }] });
