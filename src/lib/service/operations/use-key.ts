import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import { assertClockRuns } from '#lib/domain/vault/clock.ts';
import type { Cmk, ErasableReference } from '#lib/domain/key/cmk.ts';
import { assertAlgorithm, assertAllowed } from '#lib/domain/key/allowed.ts';
import { assertNotRetired } from '#lib/domain/key/retirement.ts';
import { holdsUsableMaterial } from '#lib/domain/key/key-state.ts';
import type { Algorithm } from '#lib/domain/key/kinds.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import { openKeyMaterial } from '#lib/crypto/key-material.ts';
import { dataKeyWrappingKey, materialId, purposeKey } from '#lib/crypto/purpose-key.ts';
import { open } from '#lib/crypto/seal.ts';
import type { ErasableRow } from '#lib/storage/entry.ts';
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
 * To the key material of an AES-256 key: asks the state table, the expiry and the clock first.
 *
 * @param named - the id of the key material that a ciphertext names; of any other than what the CMK has had, the current
 * one is given, as for encryption, and its id differs
 * @throws {@link KmsError} `NotFound`, `InvalidKeyUsage`, `InvalidState`, `ClockTurnedBack`, or `VaultDamaged` when the
 * sealed key material is missing or does not open
 */
export async function useKey(
	moment: Moment,
	operation: KeyOperation,
	keyId: string,
	named?: Bytes
): Promise<UsableKey> {
	const { cmk, row } = usableRow(moment, operation, keyId);
	assertAlgorithm(operation, cmk, 'SYMMETRIC_DEFAULT');
	const id = named && toHex(named);
	const earlier = cmk.earlierMaterials?.find(({ materialId }) => materialId === id);
	return { cmk, ...(await keysFrom(moment, cmk, earlier ? sealedRow(moment, earlier) : row)) };
}

async function keysFrom(
	moment: Moment,
	cmk: Cmk,
	row: ErasableRow
): Promise<Omit<UsableKey, 'cmk'>> {
	let keys = derivedKeys.get(row);
	if (!keys) {
		const material = await openRow(moment, cmk, row, openKeyMaterial);
		keys = {
			encryptKey: await purposeKey(material, 'encrypt', cmk.keyId),
			materialId: await materialId(material, cmk.keyId)
		};
		derivedKeys.set(row, keys);
	}
	return keys;
}

/**
 * @returns the id, in hex, of the key material that an AES-256 key encrypts with, or would if it were enabled; null
 * where it has none that opens
 */
export async function currentMaterialId(moment: Moment, cmk: Cmk): Promise<string | null> {
	const { material, keySpec } = cmk;
	const row = moment.vault.erasables.get(material?.recordId ?? '');
	if (keySpec !== 'AES_256' || !row?.sealed || !holdsUsableMaterial(cmk, moment.now)) return null;
	const keys = await keysFrom(moment, cmk, row).catch(() => undefined);
	return keys ? toHex(keys.materialId) : null;
}

/** Kept for as long as the open vault holds the sealed key material that they come from: what is erased takes them along. */
const derivedKeys = new WeakMap<ErasableRow, Omit<UsableKey, 'cmk'>>();

/** What begins the work on a file. */
export type FileOperation = 'EncryptFile' | 'DecryptFile' | 'ReEncryptFile';

/**
 * What wraps the data keys of encrypted files under a CMK.
 *
 * @returns the CMK, and an AES-256-GCM key that can't be extracted
 * @throws {@link KmsError} as {@link useKey}
 */
export async function useToWrapDataKeys(
	moment: Moment,
	operation: FileOperation,
	keyId: string
): Promise<{ cmk: Cmk; wrappingKey: CryptoKey }> {
	const { cmk, row } = usableRow(moment, operation, keyId);
	assertNotRetired(operation, cmk);
	const material = await openRow(moment, cmk, row, openKeyMaterial);
	return { cmk, wrappingKey: await dataKeyWrappingKey(material, cmk.keyId, 'encrypt') };
}

/**
 * What unwraps them. An encrypted file names its CMK, but not which of its key materials it is under, so that each is
 * tried: at most `mostKeyMaterials`.
 *
 * @returns the CMK, and what gives the AES-256-GCM key of each key material, newest first
 * @throws {@link KmsError} as {@link useKey}
 */
export function useToUnwrapDataKeys(
	moment: Moment,
	operation: FileOperation,
	keyId: string
): { cmk: Cmk; unwrappingKeys: (() => Promise<CryptoKey>)[] } {
	const { cmk, row } = usableRow(moment, operation, keyId);
	const earlier = [...(cmk.earlierMaterials ?? [])].reverse();
	const rows = [() => row, ...earlier.map((reference) => () => sealedRow(moment, reference))];
	return {
		cmk,
		unwrappingKeys: rows.map((rowOf) => {
			const open = async () => {
				const material = await openRow(moment, cmk, rowOf(), openKeyMaterial);
				return dataKeyWrappingKey(material, cmk.keyId, 'decrypt');
			};
			let key: Promise<CryptoKey> | undefined;
			return () => (key ??= open());
		})
	};
}

/**
 * The key material itself, of a CMK that was made exportable.
 *
 * @returns what gives it: raw bytes, of a pair PKCS #8, which the caller wipes
 * @throws {@link KmsError} as {@link useKey}, and `UnsupportedOperation`
 */
export function exportableMaterial(
	moment: Moment,
	keyId: string
): { cmk: Cmk; open: () => Promise<Bytes> } {
	const { cmk, row } = usableRow(moment, 'WrapKeyMaterial', keyId);
	return { cmk, open: () => openRow(moment, cmk, row, open) };
}

/**
 * A CMK of any kind, for a use that has an algorithm.
 *
 * @returns the CMK, and what opens its sealed key material with one of the functions of `crypto`
 * @throws {@link KmsError} as {@link useKey}, and `InvalidKeyUsage`
 */
export function useCmk(
	moment: Moment,
	operation: KeyOperation,
	keyId: string,
	algorithm: Algorithm
): { cmk: Cmk; openMaterial: <Opened>(open: OpenSealed<Opened>) => Promise<Opened> } {
	const { cmk, row } = usableRow(moment, operation, keyId);
	assertAlgorithm(operation, cmk, algorithm);
	return { cmk, openMaterial: (open) => openRow(moment, cmk, row, open) };
}

/** Opens sealed key material; `undefined` when the seal does not verify. */
type OpenSealed<Opened> = (
	materialKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes
) => Promise<Opened | undefined>;

/** @returns the CMK, and the row with its key material */
function usableRow(
	{ vault, time, now }: Moment,
	operation: KeyOperation,
	keyId: string
): { cmk: Cmk; row: ErasableRow } {
	const cmk = vault.cmk(keyId);
	assertAllowed(operation, cmk, now);
	if (cmk.material?.expirationModel === 'KEY_MATERIAL_EXPIRES') assertClockRuns(time);
	return { cmk, row: sealedRow({ vault }, cmk.material) };
}

/** @returns the row with key material that must be there */
function sealedRow(
	{ vault }: Pick<Moment, 'vault'>,
	reference: ErasableReference | null
): ErasableRow {
	const recordId = reference?.recordId ?? '';
	const row = vault.erasables.get(recordId);
	if (!row?.sealed) throw damagedErasable(vault, recordId);
	return row;
}

async function openRow<Opened>(
	{ vault }: Moment,
	{ keyId }: Cmk,
	{ id }: ErasableRow,
	openSealed: OpenSealed<Opened>
): Promise<Opened> {
	const opened = await openErasable(vault, 'material', keyId, id, openSealed);
	if (!opened) throw damagedErasable(vault, id);
	return opened;
}
