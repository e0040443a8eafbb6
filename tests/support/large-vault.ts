import { initialFacts, type VaultRecord } from '#lib/domain/vault/vault-record.ts';
import { newCmk } from '#lib/domain/key/cmk.ts';
import { asKeyId } from '#lib/domain/ids.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createPassphraseSlot } from '#lib/crypto/slot.ts';
import { deriveVaultKeys } from '#lib/crypto/vault-keys.ts';
import { commitChange } from '#lib/service/engine/commit.ts';
import { OpenVault } from '#lib/service/engine/open-vault.ts';
import { emptyDigest } from '#lib/service/engine/sealing.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import {
	cheapPassphrase,
	openTab,
	passphrase,
	startOfTests,
	TestClock,
	unlock,
	type TestVault
} from './vault.ts';

/** An unlocked vault with many external keys, the first of them named `key 0`, `key 1`, …, written in one commit. */
export async function largeVault(keys: number, named: number): Promise<TestVault> {
	const [vaultId, rootKey] = [new Uint8Array(16).fill(1), new Uint8Array(32).fill(2)];
	const now = startOfTests;
	const vault = new OpenVault(vaultId, await deriveVaultKeys(rootKey, vaultId), 0, {
		count: 0,
		setDigest: emptyDigest,
		highestTimeSeen: now,
		logCount: 0,
		logHash: emptyDigest,
		slotsHash: emptyDigest
	});
	const records = Array.from({ length: keys }, (_, index): VaultRecord[] => {
		const keyId = asKeyId(crypto.randomUUID());
		const alias = { aliasId: crypto.randomUUID(), name: `key ${index}`, targetKeyId: keyId };
		const cmk = newCmk(keyId, { origin: 'EXTERNAL', description: '', now });
		return index < named
			? [
					{ kind: 'cmk', cmk },
					{ kind: 'alias', alias: { ...alias, creationDate: now } }
				]
			: [{ kind: 'cmk', cmk }];
	});
	const facts = { ...initialFacts, name: 'Large vault', creationDate: now };
	const slot = await createPassphraseSlot(vaultId, passphraseBytes(passphrase), rootKey, {
		cost: cheapPassphrase
	});
	const store = createMemoryStore();
	await commitChange(
		store,
		{ vault, now },
		{ put: [{ kind: 'vault', vault: facts }, ...records.flat()], putSlots: [slot] }
	);
	const tab = openTab(store, new TestClock());
	await unlock(tab);
	return tab;
}
