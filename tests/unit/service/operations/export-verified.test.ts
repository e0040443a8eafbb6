import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { decryptWithAge } from '../../../support/age.ts';
import { itWithPeers } from '../../../support/peers.ts';
import { cheapPassphrase, passphrase, TestClock } from '../../../support/vault.ts';

// The one age file in these tests that an engine makes at the cost that it has for users.
describe('a file of an engine that no test has made cheaper', () => {
	let file: Bytes;
	beforeAll(async () => {
		const { handle } = createKms({
			store: createMemoryStore(),
			clock: new TestClock(),
			passphraseCost: cheapPassphrase
		});
		await handle('CreateVault', {
			VaultName: 'At full cost',
			Passphrase: passphraseBytes(passphrase)
		});
		const request = { FilePassphrase: utf8(passphrase), Passphrase: passphraseBytes(passphrase) };
		file = (await handle('ExportVerified', request)).File;
	});

	test('spends scrypt 2^18 on the passphrase', () => {
		const text = Buffer.from(file).toString('latin1');
		expect(text).toMatch(/^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} 18\n/);
	});

	itWithPeers(['age', 'python3'], 'opens with the stock age command', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'airlock-export-'));
		try {
			writeFileSync(join(folder, 'export.age'), file);
			const opened = await decryptWithAge(join(folder, 'export.age'), passphrase);
			expect(JSON.parse(opened.toString())).toMatchObject({ vaultName: 'At full cost', keys: [] });
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});
