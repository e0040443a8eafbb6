import type { Bytes } from '#lib/domain/bytes.ts';
import { assertClockRuns } from '#lib/domain/vault/clock.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { assertAllowed } from '#lib/domain/key/allowed.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import { openKeyMaterial } from '#lib/crypto/key-material.ts';
import { materialId, purposeKey } from '#lib/crypto/purpose-key.ts';
import { open } from '#lib/crypto/seal.ts';
import type { Moment } from '../engine/context.ts';
import { damagedErasable, openErasable } from '../engine/erasables.ts';

/** What encrypts under a CMK: its derived key and the id of the key material behind it. */
export interface UsableKey {
	cmk: Cmk;
	/** non-extractable HMAC-SHA-512 key for HKDF-Expand */
	encryptKey: CryptoKey;
	/** 8 bytes */
	materialId: Bytes;
}

/**
 * The one way to a CMK's key material: asks the state table, the expiry and the clock first.
 *
 * @throws {@link KmsError} `NotFound`, `InvalidState`, `ClockTurnedBack`, or `VaultDamaged` when the sealed key
 * material is missing or does not open
 */
export async function useKey(
	moment: Moment,
	operation: KeyOperation,
	keyId: string
): Promise<UsableKey> {
	const { cmk, opened } = await openMaterial(moment, operation, keyId, openKeyMaterial);
	return {
		cmk,
		encryptKey: await purposeKey(opened, 'encrypt', cmk.keyId),
		materialId: await materialId(opened, cmk.keyId)
	};
}

/**
 * The key material itself, of a CMK that was made exportable.
 *
 * @returns 32 bytes, which the caller wipes
 * @throws {@link KmsError} as {@link useKey}, and `UnsupportedOperation`
 */
export async function exportableMaterial(
	moment: Moment,
	keyId: string
): Promise<{ cmk: Cmk; material: Bytes }> {
	const { cmk, opened } = await openMaterial(moment, 'WrapKeyMaterial', keyId, open);
	return { cmk, material: opened };
}

async function openMaterial<Opened>(
	{ vault, time, now }: Moment,
	operation: KeyOperation,
	keyId: string,
	openSealed: (key: CryptoKey, sealed: Bytes, aad: Bytes) => Promise<Opened | undefined>
): Promise<{ cmk: Cmk; opened: Opened }> {
	const cmk = vault.cmk(keyId);
	assertAllowed(operation, cmk, now);
	if (cmk.material?.expirationModel === 'KEY_MATERIAL_EXPIRES') assertClockRuns(time);
	const recordId = cmk.material?.recordId ?? '';
	const opened = await openErasable(vault, 'material', cmk.keyId, recordId, openSealed);
	if (!opened) throw damagedErasable(vault, recordId);
	return { cmk, opened };
}
