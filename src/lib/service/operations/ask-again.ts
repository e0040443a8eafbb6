import { equalBytes, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import { mac } from '#lib/crypto/mac.ts';
import { deriveVaultKeys, type VaultKeys } from '#lib/crypto/vault-keys.ts';
import type { VaultContext } from '../engine/context.ts';
import { openAnySlot } from '../engine/open-slots.ts';

/** The unlocked vault, opened once more with its passphrase. */
interface OpenedAgain {
	vaultId: Bytes;
	slots: Slot[];
	/** the caller wipes it */
	rootKey: Bytes;
	slotId: string;
}

/**
 * Tries a passphrase on the slots of the unlocked vault.
 *
 * @throws {@link KmsError} `IncorrectPassphrase`, also for one that opens a slot of another root key: slots lie in the
 * clear, and in quarantine a hand can have put one there; `VaultDamaged`
 */
export async function openAgain(context: VaultContext, passphrase: Bytes): Promise<OpenedAgain> {
	const { vaultId, keys, slots } = await context.read(({ vault }) => ({
		vaultId: vault.vaultId,
		keys: vault.keys,
		slots: [...vault.slots.values()]
	}));
	const { rootKey, slotId } = await openAnySlot(context, vaultId, slots, passphrase);
	if (await areSameKeys(keys, await deriveVaultKeys(rootKey, vaultId)))
		return { vaultId, slots, rootKey, slotId };
	wipe(rootKey);
	throw new KmsError('IncorrectPassphrase', {});
}

/** They can't be exported, so what they make of the same message is compared. */
async function areSameKeys(one: VaultKeys, other: VaultKeys): Promise<boolean> {
	const message = utf8('airlock/1/same-root');
	const [tag, otherTag] = await Promise.all([mac(one.set, message), mac(other.set, message)]);
	return equalBytes(tag, otherTag);
}

/**
 * Asks for the passphrase again, for what an unlocked screen alone may not do. It is wiped.
 *
 * @throws {@link KmsError} as {@link openAgain}
 */
export async function confirmPassphrase(context: VaultContext, passphrase: Bytes): Promise<void> {
	try {
		wipe((await openAgain(context, passphrase)).rootKey);
	} finally {
		wipe(passphrase);
	}
}

/** For an operation that needs the passphrase only with some requests, and got none. */
export const passphraseIsNeeded = () =>
	new KmsError('InvalidParameter', { parameter: 'Passphrase', rule: 'REQUIRED' });
