import '../../../support/indexed-db.ts';
import { expect, test } from 'vitest';
import { isVaultHere } from '#lib/service/engine/vault-here.ts';
import { vaultDatabase } from '#lib/service/engine/sweep-locked.ts';
import { openIndexedDbStore } from '#lib/storage/indexed-db-store.ts';
import { cheapPassphrase, passphraseAgain, TestClock } from '../../../support/vault.ts';
import { createKms } from '#lib/service/engine/kms.ts';

async function createVaultHere(): Promise<void> {
	const store = openIndexedDbStore(vaultDatabase);
	const kms = createKms({ store, clock: new TestClock(), passphraseCost: cheapPassphrase });
	await kms.handle('CreateVault', { VaultName: 'Here', Passphrase: passphraseAgain() });
	store.close();
}

/** Resolves only if nobody has the database open any more. */
async function deleteDatabase(): Promise<void> {
	const deleting = indexedDB.deleteDatabase(vaultDatabase);
	await new Promise((resolve, reject) => {
		deleting.onsuccess = resolve;
		deleting.onblocked = reject;
	});
}

test('a browser keeps a vault from its making until its database is deleted; nobody who looks holds it', async () => {
	expect(await isVaultHere()).toBe(false);
	await createVaultHere();
	expect(await isVaultHere()).toBe(true);
	await deleteDatabase();
	expect(await isVaultHere()).toBe(false);
	await deleteDatabase();
});

test('a vault that has lost its beginning is no empty browser: it is damaged, and the looker lets go of it', async () => {
	await createVaultHere();
	const opening = indexedDB.open(vaultDatabase);
	await new Promise((resolve) => (opening.onsuccess = resolve));
	const writing = opening.result.transaction('entries', 'readwrite');
	writing.objectStore('entries').delete(0);
	await new Promise((resolve) => (writing.oncomplete = resolve));
	opening.result.close();
	await expect(isVaultHere()).rejects.toMatchObject({ code: 'VaultDamaged' });
	await deleteDatabase();
});
