import { wipe } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { nothing, type OperationFunction, type VaultContext } from '../engine/context.ts';
import { maySlotsBe } from '../engine/open-slots.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { assertHardToGuess } from '../engine/passphrase.ts';
import { openAgain } from './ask-again.ts';
import { newSlot } from './new-slot.ts';

/**
 * Adds a slot for the new passphrase, and only then deletes the others: cut off in between, both passphrases open the
 * vault, never none. Where many changes were cut off, there is no room for one more: then it is one step.
 */
export const changePassphrase: OperationFunction<'ChangePassphrase', VaultContext> = async (
	context,
	{ CurrentPassphrase, NewPassphrase }
) => {
	try {
		assertHardToGuess(NewPassphrase);
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
