import { beforeAll, expect, test } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes, type Slot } from '#lib/domain/vault/slot.ts';
import { argon2idHere } from '#lib/crypto/argon2id.ts';
import { canonicalSlot, createPassphraseSlot } from '#lib/crypto/slot.ts';
import { randomUuid } from '#lib/crypto/random.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import { assertSlotsOpen, maySlotsBe, openAnySlot } from '#lib/service/engine/open-slots.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { cheapPassphrase, passphrase } from '../../../support/vault.ts';

const vaultId = new Uint8Array(16).fill(7);
const rootKey = () => new Uint8Array(32).fill(9);
let right: Slot;
beforeAll(async () => {
	right = await createPassphraseSlot(vaultId, passphraseBytes(passphrase), rootKey(), {
		cost: cheapPassphrase
	});
});

/** What a hand can put beside it: within the bounds of one slot, and its checksum fits. */
async function beside(kdf: Partial<Slot['kdf']>): Promise<Slot> {
	const slot = { ...right, slotId: randomUuid(), kdf: { ...right.kdf, ...kdf } };
	return { ...slot, checksum: await sha256(canonicalSlot(slot)) };
}

const tried: (slots: readonly Slot[], typed?: string) => Promise<{ rootKey: Bytes }> = (
	slots,
	typed = passphrase
) =>
	openAnySlot(
		{ emit: () => undefined, runArgon2id: argon2idHere },
		vaultId,
		slots,
		passphraseBytes(typed)
	);

test('a passphrase opens its slot at once, whatever costly slots stand before it', async () => {
	// Each would take minutes.
	const costly = await Promise.all(
		Array.from({ length: 7 }, () => beside({ memoryKiB: 1024 * 1024, passes: 16 }))
	);
	const slots = [...costly, right];
	expect(maySlotsBe(slots)).toBe(false);
	expect((await tried(slots)).rootKey).toEqual(rootKey());
	expect((await refusalOf(tried(slots, 'another passphrase'))).code).toBe('VaultDamaged');
	expect((await refusalOf(assertSlotsOpen(slots))).code).toBe('VaultDamaged');
}, 20_000);

test('a slot of impossible cost makes no room for a costly one', async () => {
	const negative = { ...right, slotId: randomUuid(), kdf: { ...right.kdf, memoryKiB: -(2 ** 40) } };
	const costly = await beside({ memoryKiB: 1024 * 1024, passes: 16 });
	expect((await tried([negative, costly, right])).rootKey).toEqual(rootKey());
	expect((await refusalOf(tried([negative, costly, right], 'another'))).code).toBe('VaultDamaged');
}, 20_000);

test('a vault may have eight slots, and no ninth, and none that is not as it was written', async () => {
	const eight = await Promise.all(Array.from({ length: 8 }, () => beside({})));
	expect(maySlotsBe(eight)).toBe(true);
	await assertSlotsOpen(eight);
	expect(maySlotsBe([...eight, right])).toBe(false);
	expect(maySlotsBe([])).toBe(false);
	const altered = { ...right, checksum: new Uint8Array(32) };
	expect((await refusalOf(assertSlotsOpen([right, altered]))).code).toBe('VaultDamaged');
});
