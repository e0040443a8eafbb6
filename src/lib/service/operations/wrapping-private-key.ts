import type { ImportParameters } from '#lib/domain/key/cmk.ts';
import { oaepHash } from '#lib/domain/import/wrapping.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { openPrivateKey } from '#lib/crypto/rsa-oaep.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import { damagedErasable, openErasable } from '../engine/erasables.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/** A key is kept for as long as the open vault holds its sealed row; when the row is erased, the key goes too. */
const openedKeys = new WeakMap<ErasableRow, CryptoKey>();

/**
 * The private key of import parameters. The browser checks an RSA key when it imports it, which takes as long as a write
 * to the disk, so the key is imported once.
 *
 * @returns a key that decrypts and can't be extracted
 * @throws {@link KmsError} `VaultDamaged` when it is missing, or its seal does not verify
 */
export async function wrappingPrivateKey(
	vault: OpenVault,
	keyId: KeyId,
	{ recordId, wrappingAlgorithm }: Pick<ImportParameters, 'recordId' | 'wrappingAlgorithm'>
): Promise<CryptoKey> {
	const row = vault.erasables.get(recordId);
	const kept = row?.sealed && openedKeys.get(row);
	if (kept) return kept;
	const key = await openErasable(vault, 'import', keyId, recordId, (importKey, sealed, aad) =>
		openPrivateKey(importKey, sealed, aad, oaepHash(wrappingAlgorithm))
	);
	if (!row || !key) throw damagedErasable(vault, recordId);
	openedKeys.set(row, key);
	return key;
}
