import type { ImportParameters } from '#lib/domain/key/cmk.ts';
import { oaepHash } from '#lib/domain/import/wrapping.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { openPrivateKey } from '#lib/crypto/rsa-oaep.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import { damagedErasable, openErasable } from '../engine/erasables.ts';
import type { OpenVault } from '../engine/open-vault.ts';

/** Kept for as long as the open vault holds the sealed keys that they come from: what is erased takes them along. */
const openedKeys = new WeakMap<ErasableRow, CryptoKey>();

/**
 * The private key of import parameters. The browser checks it when it takes it in, which takes it as long as many a
 * write, so that it does so once.
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
