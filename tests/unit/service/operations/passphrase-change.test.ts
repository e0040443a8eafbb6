import { describe, expect, test } from 'vitest';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { newVault, openTab, passphrase, unlock, type TestVault } from '../../../support/vault.ts';

const change = ({ handle }: TestVault, from: string, to: string) =>
	handle('ChangePassphrase', {
		CurrentPassphrase: passphraseBytes(from),
		NewPassphrase: passphraseBytes(to)
	});

async function opens({ store, clock }: TestVault, words: string): Promise<boolean> {
	const tab = openTab(store, clock);
	return tab.handle('UnlockVault', { Passphrase: passphraseBytes(words) }).then(
		() => true,
		() => false
	);
}

describe('overlapping changes of the passphrase', () => {
	test('from one tab leave a vault that each acknowledged passphrase opens', async () => {
		const vault = await newVault();
		const wanted = ['the first new passphrase', 'the second new passphrase'];
		const results = await Promise.allSettled(wanted.map((to) => change(vault, passphrase, to)));
		const acknowledged = wanted.filter((_, index) => results[index]?.status === 'fulfilled');
		expect(acknowledged.length).toBeGreaterThan(0);
		for (const words of acknowledged) expect(await opens(vault, words)).toBe(true);
		expect(await opens(vault, passphrase)).toBe(false);
	});

	test('from two tabs likewise', async () => {
		const vault = await newVault();
		const other = openTab(vault.store, vault.clock);
		await unlock(other);
		const results = await Promise.allSettled([
			change(vault, passphrase, 'a passphrase of this tab'),
			change(other, passphrase, 'a passphrase of that tab')
		]);
		const wanted = ['a passphrase of this tab', 'a passphrase of that tab'];
		const acknowledged = wanted.filter((_, index) => results[index]?.status === 'fulfilled');
		expect(acknowledged.length).toBeGreaterThan(0);
		for (const words of acknowledged) expect(await opens(vault, words)).toBe(true);
	});
});

test('a mangled slot is noticed, and keeps nobody from opening the vault by another', async () => {
	const vault = await newVault();
	const snapshot = await vault.store.readSnapshot();
	if (!snapshot) throw new Error('there is a vault');
	const [slot] = snapshot.slots;
	if (!slot) throw new Error('there is a slot');
	const kdf = { ...slot.kdf, memoryKiB: 0 };
	const mangled = { ...slot, slotId: '00000000-0000-4000-8000-000000000000', kdf };
	const store = createMemoryStore({ ...snapshot, slots: [mangled, ...snapshot.slots] });
	const { Damage } = await unlock(openTab(store, vault.clock));
	expect(Damage).toEqual([{ record: 'slots', problem: 'SLOTS_CHANGED' }]);
});

test('two unlocks at once both end unlocked', async () => {
	const { store, clock } = await newVault();
	const tab = openTab(store, clock);
	await Promise.allSettled([unlock(tab), unlock(tab)]);
	expect(await tab.handle('GetVaultStatus', {})).toEqual({ Exists: true, Unlocked: true });
});
