/**
 * Erasable rows: sealed key material, and the sealed RSA private keys of import parameters. Each is a row of its own
 * with its due time in the clear, so that it can be erased while the vault is locked.
 */
import { lengthPrefixed, toHex, u64, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk, ErasableReference } from '#lib/domain/key/cmk.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { additionalData } from '#lib/crypto/seal.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
import type { OpenVault } from './open-vault.ts';

/** What is in the row; the vault has a key of this name for each. */
export type ErasableKind = 'material' | 'import';

const optionalTime = (time: EpochMillis | null) => (time === null ? utf8('never') : u64(time));

/** What a sealed row is bound to: its place, its CMK, and the due time, which is in the clear. */
export function erasableData(
	kind: ErasableKind,
	vaultId: Bytes,
	row: Pick<ErasableRow, 'id' | 'notAfter'>,
	keyId: string
): Bytes {
	return additionalData(
		`airlock/1/${kind}`,
		vaultId,
		utf8(row.id),
		optionalTime(row.notAfter),
		utf8(keyId)
	);
}

/** @returns hex of SHA-256 over the row, by which a CMK's record names it */
export async function rowHash(row: ErasableRow & { sealed: Bytes }): Promise<string> {
	return toHex(await sha256(lengthPrefixed(utf8(row.id), optionalTime(row.notAfter), row.sealed)));
}

/**
 * Makes a new row. It is written with the change that it is put into.
 *
 * @param notAfter - when it is due to be erased; null for never
 * @param seal - seals what the row holds under the vault's key for it
 */
export async function sealErasable(
	vault: OpenVault,
	kind: ErasableKind,
	keyId: KeyId,
	notAfter: EpochMillis | null,
	seal: (sealingKey: CryptoKey, aad: Bytes) => Promise<Bytes>
): Promise<{ row: ErasableRow; reference: ErasableReference }> {
	const place = { id: randomUuid(), notAfter };
	const aad = erasableData(kind, vault.vaultId, place, keyId);
	const row = { ...place, sealed: await seal(vault.keys[kind], aad), erasedAt: null };
	return { row, reference: { recordId: row.id, rowHash: await rowHash(row) } };
}

/**
 * Opens a row of a CMK.
 *
 * @param open - opens what the row holds; `undefined` when the seal does not verify
 * @returns what `open` returns; `undefined` also for a row that is gone
 */
export async function openErasable<Opened>(
	vault: OpenVault,
	kind: ErasableKind,
	keyId: KeyId,
	recordId: string,
	open: (sealingKey: CryptoKey, sealed: Bytes, aad: Bytes) => Promise<Opened | undefined>
): Promise<Opened | undefined> {
	const row = vault.erasables.get(recordId);
	if (!row?.sealed) return undefined;
	return open(vault.keys[kind], row.sealed, erasableData(kind, vault.vaultId, row, keyId));
}

/** @returns the error for a row that `openErasable` could not open, although the vault needs it */
export function damagedErasable(vault: OpenVault, recordId: string): KmsError {
	const problem = vault.erasables.get(recordId)?.sealed ? 'ALTERED' : 'MISSING';
	return new KmsError('VaultDamaged', { damage: [{ record: `erasables/${recordId}`, problem }] });
}

/** @returns what the vault's records say of all erasable rows that there must be */
export function namedErasables({
	cmks
}: OpenVault): (ErasableReference & { notAfter: EpochMillis | null })[] {
	return [...cmks.values()].flatMap((cmk) => [
		...(cmk.earlierMaterials ?? []).map((earlier) => ({ ...earlier, notAfter: null })),
		...namedNow(cmk)
	]);
}

function namedNow({ material, importParameters, replacedWrappingKeys }: Cmk) {
	return [
		...(material
			? [
					{
						...material,
						notAfter: material.expirationModel === 'KEY_MATERIAL_EXPIRES' ? material.validTo : null
					}
				]
			: []),
		...[...(importParameters ? [importParameters] : []), ...replacedWrappingKeys].map((set) => ({
			...set,
			notAfter: set.validTo
		}))
	];
}
