/** Slots: the doors to a vault's root key, as in LUKS (docs/formats.md §5). */

import { equalBytes, lengthPrefixed, u32, utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { isUuid, uuidBytes } from '#lib/domain/ids.ts';
import type { Argon2idParameters, Slot } from '#lib/domain/vault/slot.ts';
import {
	argon2idHere,
	defaultArgon2id,
	isWithinCaps,
	type Argon2idCost,
	type RunArgon2id
} from './argon2id.ts';
import { randomBytes, randomUuid } from './random.ts';
import { additionalData, open, seal } from './seal.ts';
import { sha256 } from './sha256.ts';

const saltBytes = 32;
const rootKeyBytes = 32;

/** How the passphrase is hashed. */
interface Hashing {
	/** default: in this thread */
	run?: RunArgon2id;
	onProgress?: (fraction: number) => void;
}

/**
 * Makes a slot that opens `rootKey` with a passphrase.
 *
 * @param passphrase - as `passphraseBytes` gives it; the caller wipes it
 * @param rootKey - 32 bytes; the caller wipes them
 */
export async function createPassphraseSlot(
	vaultId: Bytes,
	passphrase: Bytes,
	rootKey: Bytes,
	{ cost = defaultArgon2id, ...hashing }: Hashing & { cost?: Argon2idCost } = {}
): Promise<Slot> {
	if (rootKey.length !== rootKeyBytes) throw new RangeError('a root key has 32 bytes');
	const { memoryKiB, passes, lanes } = cost;
	const kdf: Argon2idParameters = {
		id: 'argon2id',
		memoryKiB,
		passes,
		lanes,
		salt: randomBytes(saltBytes)
	};
	const header = { slotId: randomUuid(), kind: 'passphrase', kdf } as const;
	const { commitment, slotKey } = await slotKeys(header, passphrase, hashing);
	const sealedRootKey = await seal(slotKey, rootKey, slotAad(vaultId, header));
	const slot = { ...header, commitment, sealedRootKey };
	return { ...slot, checksum: await sha256(canonicalSlot(slot)) };
}

/**
 * Opens the root key.
 *
 * @param passphrase - as `passphraseBytes` gives it; the caller wipes it
 * @returns the root key, 32 bytes, which the caller wipes; `undefined` for another passphrase
 * @throws {@link KmsError} `VaultDamaged` when the slot is not as it was written
 */
export async function openSlot(
	vaultId: Bytes,
	slot: Slot,
	passphrase: Bytes,
	hashing?: Hashing
): Promise<Bytes | undefined> {
	const damaged = () =>
		new KmsError('VaultDamaged', {
			damage: [{ record: `slots/${slot.slotId}`, problem: 'ALTERED' }]
		});
	if (!(await isWhole(slot))) throw damaged();

	const { commitment, slotKey } = await slotKeys(slot, passphrase, hashing);
	// AES-GCM commits to no key: one sealed root key could be made to open under many passphrases.
	if (!equalBytes(commitment, slot.commitment)) return undefined;
	const rootKey = await open(slotKey, slot.sealedRootKey, slotAad(vaultId, slot));
	if (rootKey === undefined) throw damaged();
	return rootKey;
}

/** @returns whether a slot is as it was written, as far as that can be told without a passphrase */
export async function isWhole(slot: Slot): Promise<boolean> {
	// Anyone can make a checksum fit, so the cost is bounded whether it does or not.
	if (!isUuid(slot.slotId) || !isWithinCaps(slot.kdf)) return false;
	return equalBytes(await sha256(canonicalSlot(slot)), slot.checksum);
}

/**
 * A slot's fields but its checksum, each as `u32 length || bytes`: slot id (16), kind, KDF parameters, commitment,
 * sealed root key.
 */
export function canonicalSlot(slot: Omit<Slot, 'checksum'>): Bytes {
	const { slotId, kind, kdf, commitment, sealedRootKey } = slot;
	return lengthPrefixed(
		uuidBytes(slotId),
		utf8(kind),
		canonicalKdf(kdf),
		commitment,
		sealedRootKey
	);
}

/** Each as `u32 length || bytes`: id, `u32` memory in KiB, `u32` passes, `u32` lanes, salt. */
function canonicalKdf({ id, memoryKiB, passes, lanes, salt }: Argon2idParameters): Bytes {
	return lengthPrefixed(utf8(id), u32(memoryKiB), u32(passes), u32(lanes), salt);
}

type SlotHeader = Pick<Slot, 'slotId' | 'kind' | 'kdf'>;

function slotAad(vaultId: Bytes, { slotId, kind, kdf }: SlotHeader): Bytes {
	return additionalData(
		'airlock/1/slot',
		vaultId,
		uuidBytes(slotId),
		utf8(kind),
		canonicalKdf(kdf)
	);
}

/** Passphrase → Argon2id → slot secret → HKDF-SHA-256 (RFC 5869), salt = slot id → commitment and slot key. */
async function slotKeys(
	{ slotId, kdf }: SlotHeader,
	passphrase: Bytes,
	{ run = argon2idHere, onProgress }: Hashing = {}
): Promise<{ commitment: Bytes; slotKey: CryptoKey }> {
	const secret = await run(passphrase, kdf, onProgress);
	try {
		const slotSecret = await crypto.subtle.importKey('raw', secret, 'HKDF', false, [
			'deriveBits',
			'deriveKey'
		]);
		const hkdf = (info: string): HkdfParams => ({
			name: 'HKDF',
			hash: 'SHA-256',
			salt: uuidBytes(slotId),
			info: utf8(info)
		});
		const commitment = await crypto.subtle.deriveBits(
			hkdf('airlock/1/slot/commitment'),
			slotSecret,
			256
		);
		const slotKey = await crypto.subtle.deriveKey(
			hkdf('airlock/1/slot/key'),
			slotSecret,
			{ name: 'AES-GCM', length: 256 },
			false,
			['encrypt', 'decrypt']
		);
		return { commitment: new Uint8Array(commitment), slotKey };
	} finally {
		wipe(secret);
	}
}
