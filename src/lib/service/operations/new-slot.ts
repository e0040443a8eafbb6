import type { Bytes } from '#lib/domain/bytes.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import { createPassphraseSlot } from '#lib/crypto/slot.ts';
import type { VaultContext } from '../engine/context.ts';

/** @returns a slot for a passphrase, at the cost that new slots have; the caller wipes the passphrase and the root key */
export function newSlot(
	{ passphraseCost, runArgon2id, emit }: VaultContext,
	vaultId: Bytes,
	passphrase: Bytes,
	rootKey: Bytes
): Promise<Slot> {
	return createPassphraseSlot(vaultId, passphrase, rootKey, {
		cost: passphraseCost,
		run: runArgon2id,
		onProgress: (fraction) => emit({ type: 'passphraseProgress', fraction })
	});
}
