import { expect, test } from 'vitest';
import { createVaultInMemory } from '#lib/service/engine/vault-in-memory.ts';
import { startVaultWorker } from '#lib/ui/engine/start-vault-worker.ts';
import { VaultClient } from '#lib/ui/engine/vault-client.ts';
import { makeSampleVault } from '../../../support/sample-vault.ts';
import { passphraseAgain } from '../../../support/vault.ts';

test('the worker stops a search in a file that is given up, and answers what comes next', async () => {
	const memory = createVaultInMemory();
	const client = new VaultClient(() => startVaultWorker('practice'), undefined, memory);
	try {
		const { file, imported: KeyId } = await makeSampleVault();
		await client.handle('OpenVaultFile', { File: file, Passphrase: passphraseAgain() });
		const File = new Uint8Array(1024 * 1024).fill(0x61);
		const look = (signal?: AbortSignal) =>
			client.handle('FindKeyMaterial', { KeyId, File: File.slice() }, signal);
		expect(await look()).toEqual({ Finding: { is: 'NO_KEY' } });

		const givenUp = new AbortController();
		const search = look(givenUp.signal);
		givenUp.abort();
		await expect(search).rejects.toMatchObject({ code: 'Cancelled' });
		expect((await client.handle('DescribeKey', { KeyId })).KeyMetadata.KeyId).toBe(KeyId);
	} finally {
		client.close();
	}
});
