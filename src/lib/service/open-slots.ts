import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError, type Damage } from '#lib/domain/errors.ts';
import { isSlot, type Slot } from '#lib/domain/slot.ts';
import { openSlot } from '#lib/crypto/slot.ts';
import type { VaultContext } from './context.ts';

/**
 * Tries a passphrase on each slot.
 *
 * @returns the root key, which the caller wipes, and the id of the slot that holds it
 * @throws {@link KmsError} `IncorrectPassphrase`; `VaultDamaged` when no slot opens and one of them is damaged
 */
export async function openAnySlot(
	{ emit }: Pick<VaultContext, 'emit'>,
	vaultId: Bytes,
	slots: readonly Slot[],
	passphrase: Bytes
): Promise<{ rootKey: Bytes; slotId: string }> {
	if (slots.length === 0) throw damagedSlot('slots', 'MISSING');
	let damaged: KmsError | undefined;
	for (const slot of slots) {
		try {
			if (!isSlot(slot)) throw damagedSlot(`slots/${slot.slotId}`, 'UNREADABLE');
			const rootKey = await openSlot(vaultId, slot, passphrase, (fraction) =>
				emit({ type: 'passphraseProgress', fraction })
			);
			if (rootKey) return { rootKey, slotId: slot.slotId };
		} catch (error) {
			damaged = asKmsError(error);
			if (!damaged) throw error;
		}
	}
	throw damaged ?? new KmsError('IncorrectPassphrase', {});
}

const damagedSlot = (record: string, problem: Damage['problem']) =>
	new KmsError('VaultDamaged', { damage: [{ record, problem }] });
