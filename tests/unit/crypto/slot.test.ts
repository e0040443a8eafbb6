import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { randomBytes } from '#lib/crypto/random.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import { canonicalSlot, createPassphraseSlot, openSlot } from '#lib/crypto/slot.ts';
import { fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { passphraseBytes, type Slot } from '#lib/domain/vault/slot.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { outcome } from '../../support/outcome.ts';
import fc from '../../support/properties.ts';
import pinned from '../../vectors/slot.json' with { type: 'json' };

const vaultId = randomBytes(16);
const rootKey = randomBytes(32);
const passphrase = passphraseBytes('correct horse battery staple');
const cost = { memoryKiB: 8, passes: 1, lanes: 1 };
let slot: Slot;

beforeAll(async () => {
	slot = await createPassphraseSlot(vaultId, passphrase, rootKey, { cost });
});
afterEach(() => {
	vi.restoreAllMocks();
});

/** What someone can do who edits the slot and knows how it is made. */
async function withFittingChecksum(edited: Slot): Promise<Slot> {
	return { ...edited, checksum: await sha256(canonicalSlot(edited)) };
}

const open = (edited: Slot, other: { vaultId?: Bytes; passphrase?: Bytes } = {}) =>
	openSlot(other.vaultId ?? vaultId, edited, other.passphrase ?? passphrase);

/** `opened`, `another passphrase`, or the code it was refused with. */
async function opening(edited: Slot): Promise<string> {
	let opened: Bytes | undefined;
	const end = await outcome(async () => (opened = await open(edited)));
	if (end !== 'success') return end;
	return opened === undefined ? 'another passphrase' : 'opened';
}

const pinnedSlot: Slot = {
	slotId: pinned.slotId,
	kind: 'passphrase',
	kdf: {
		id: 'argon2id',
		memoryKiB: pinned.memoryKiB,
		passes: pinned.passes,
		lanes: pinned.lanes,
		salt: fromHex(pinned.salt)
	},
	commitment: fromHex(pinned.commitment),
	sealedRootKey: fromHex(pinned.sealedRootKey),
	checksum: fromHex(pinned.checksum)
};

describe('the slot format', () => {
	it('is what another implementation makes of it', async () => {
		expect(toHex(canonicalSlot(pinnedSlot))).toBe(pinned.canonical);
		expect(
			await openSlot(fromHex(pinned.vaultId), pinnedSlot, passphraseBytes(pinned.passphrase))
		).toEqual(fromHex(pinned.rootKey));
	});
});

describe('createPassphraseSlot', () => {
	it('makes a slot that opens the root key', async () => {
		expect(await open(slot)).toEqual(rootKey);
	});

	it('makes fresh salts, ids and seals for the same passphrase and root key', async () => {
		const other = await createPassphraseSlot(vaultId, passphrase, rootKey, { cost });
		expect(other.slotId).not.toBe(slot.slotId);
		expect(other.kdf.salt).not.toEqual(slot.kdf.salt);
		expect(other.commitment).not.toEqual(slot.commitment);
		expect(other.sealedRootKey).not.toEqual(slot.sealedRootKey);
	});

	it('writes the cost into the slot, and a salt of 32 bytes', () => {
		expect(slot.kdf).toMatchObject({ id: 'argon2id', ...cost });
		expect(slot.kdf.salt).toHaveLength(32);
		expect(slot.commitment).toHaveLength(32);
		expect(slot.sealedRootKey).toHaveLength(12 + 32 + 16);
	});

	it('wipes the slot secret and leaves what is the caller’s', async () => {
		const importKey = vi.spyOn(crypto.subtle, 'importKey');
		await createPassphraseSlot(vaultId, passphrase, rootKey, { cost });
		expect(importKey.mock.calls.map(([, secret]) => secret)).toEqual([new Uint8Array(32)]);
		expect(passphrase).toEqual(passphraseBytes('correct horse battery staple'));
		expect(rootKey).not.toEqual(new Uint8Array(32));
	});

	it('reports its progress', async () => {
		const onProgress = vi.fn();
		await createPassphraseSlot(vaultId, passphrase, rootKey, { cost, onProgress });
		expect(onProgress).toHaveBeenLastCalledWith(1);
	});

	it('refuses a root key of another length, and a cost out of bounds', async () => {
		const create = (key: Bytes, memoryKiB: number) =>
			createPassphraseSlot(vaultId, passphrase, key, { cost: { ...cost, memoryKiB } });
		expect(await outcome(() => create(rootKey.slice(1), 8))).toBe('RangeError');
		expect(await outcome(() => create(rootKey, 7))).toBe('RangeError');
	});
});

describe('openSlot', () => {
	it('opens nothing with another passphrase', async () => {
		expect(
			await open(slot, { passphrase: passphraseBytes('correct horse battery stapler') })
		).toBeUndefined();
		expect(await open(slot, { passphrase: new Uint8Array() })).toBeUndefined();
	});

	it('says VaultDamaged, with the slot’s record, in another vault', async () => {
		const error: unknown = await open(slot, { vaultId: randomBytes(16) }).catch((e: unknown) => e);
		expect(isKmsError(error, 'VaultDamaged') && error.details).toEqual({
			damage: [{ record: `slots/${slot.slotId}`, problem: 'ALTERED' }]
		});
	});

	it('says VaultDamaged after any one bit has changed', async () => {
		const bit = fc.nat({ max: 2 ** 20 });
		const edits: ((at: number) => Slot)[] = [
			(at) => ({ ...slot, commitment: flipBit(slot.commitment, at) }),
			(at) => ({ ...slot, sealedRootKey: flipBit(slot.sealedRootKey, at) }),
			(at) => ({ ...slot, checksum: flipBit(slot.checksum, at) }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, salt: flipBit(slot.kdf.salt, at) } }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, memoryKiB: cost.memoryKiB ^ (1 << (at % 32)) } }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, passes: cost.passes ^ (1 << (at % 32)) } }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, lanes: cost.lanes ^ (1 << (at % 32)) } }),
			(at) => ({ ...slot, slotId: flipCharacter(slot.slotId, at) })
		];
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...edits), bit, async (edit, at) => {
				expect(await opening(edit(at))).toBe('VaultDamaged');
			}),
			{ numRuns: 400 }
		);
	});

	it('never opens after any one bit has changed, even when the checksum was made to fit', async () => {
		const edits: ((at: number) => Slot)[] = [
			(at) => ({ ...slot, commitment: flipBit(slot.commitment, at) }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, salt: flipBit(slot.kdf.salt, at) } }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, memoryKiB: cost.memoryKiB ^ (1 << (at % 10)) } }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, passes: cost.passes ^ (1 << (at % 4)) } }),
			(at) => ({ ...slot, kdf: { ...slot.kdf, lanes: cost.lanes ^ (1 << (at % 2)) } }),
			(at) => ({ ...slot, slotId: crypto.randomUUID().slice(0, at % 2 ? 36 : 35) })
		];
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...edits), fc.nat({ max: 2 ** 20 }), async (edit, at) => {
				const edited = await withFittingChecksum(edit(at)).catch(() => edit(at));
				expect(['VaultDamaged', 'another passphrase']).toContain(await opening(edited));
			}),
			{ numRuns: 200 }
		);
	});

	it('says VaultDamaged when the commitment fits and the seal does not', async () => {
		for (let bit = 0; bit < slot.sealedRootKey.length * 8; bit += 7) {
			const sealedRootKey = flipBit(slot.sealedRootKey, bit);
			const edited = await withFittingChecksum({ ...slot, sealedRootKey });
			expect(await opening(edited)).toBe('VaultDamaged');
		}
	});

	it('says VaultDamaged for an id in capital letters, which is no form that it is written in', async () => {
		const shouted = { ...pinnedSlot, slotId: pinnedSlot.slotId.toUpperCase() };
		expect(await opening(shouted)).toBe('VaultDamaged');
	});

	it.each([
		['memory beyond the caps', { memoryKiB: 1048577 }],
		['passes beyond the caps', { passes: 17 }],
		['lanes beyond the caps', { lanes: 5, memoryKiB: 40 }],
		['a salt beyond the caps', { salt: new Uint8Array(65) }]
	])('says VaultDamaged for %s before it derives anything', async (_, change) => {
		const importKey = vi.spyOn(crypto.subtle, 'importKey');
		const edited = await withFittingChecksum({ ...slot, kdf: { ...slot.kdf, ...change } });
		expect(await opening(edited)).toBe('VaultDamaged');
		expect(importKey).not.toHaveBeenCalled();
	});
});

describe('canonicalSlot', () => {
	it('does not cover the checksum', () => {
		expect(canonicalSlot({ ...slot, checksum: new Uint8Array(32) } as Slot)).toEqual(
			canonicalSlot(slot)
		);
	});
});

/** Another character in one place of a text, one bit away. */
function flipCharacter(text: string, at: number): string {
	const index = at % text.length;
	const changed = String.fromCharCode(text.charCodeAt(index) ^ (1 << (at % 7)));
	return text.slice(0, index) + changed + text.slice(index + 1);
}
