import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { dayMs, hourMs, minuteMs } from '#lib/domain/time.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { getParameters, importedKey } from '../../../support/importing.ts';
import {
	cheapPassphrase,
	newVault,
	passphrase,
	passphraseAgain,
	startOfTests
} from '../../../support/vault.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

test('a clock that is set back by a little again and again keeps no key alive', async () => {
	const vault = await newVault();
	const KeyId = await importedKey(vault, undefined, vault.clock.now() + hourMs);
	for (let round = 0; round < 40; round++) {
		vault.clock.advance(2 * minuteMs);
		vault.clock.jump(-2 * minuteMs);
	}
	await expect(vault.handle('Encrypt', { KeyId, Plaintext: utf8('late') })).rejects.toMatchObject({
		code: 'InvalidState'
	});
});

test('after a person has accepted an earlier time, running time counts from there', async () => {
	const vault = await newVault();
	const KeyId = await importedKey(vault, undefined, vault.clock.now() + 30 * dayMs);
	vault.clock.advance(10 * dayMs);
	await vault.handle('Encrypt', { KeyId, Plaintext: utf8('seen') });
	vault.clock.jump(-9 * dayMs);
	await expect(vault.handle('Encrypt', { KeyId, Plaintext: utf8('frozen') })).rejects.toMatchObject(
		{ code: 'ClockTurnedBack' }
	);
	const accepted = await vault.handle('AcceptClock', { Passphrase: passphraseBytes(passphrase) });
	expect(accepted.ClockTurnedBack).toBeNull();
	await expect(vault.handle('Encrypt', { KeyId, Plaintext: utf8('again') })).resolves.toMatchObject(
		{ KeyId }
	);
});

test('running time with fractions of a millisecond, as browsers give it, makes whole times', async () => {
	let uptime = 0.25;
	const { handle } = createKms({
		store: createMemoryStore(),
		clock: { now: () => startOfTests, uptime: () => (uptime += 0.3) },
		passphraseCost: cheapPassphrase
	});
	await handle('CreateVault', { VaultName: 'Test', Passphrase: passphraseBytes(passphrase) });
	const { KeyMetadata } = await handle('CreateKey', { Origin: 'EXTERNAL' });
	const { Issued } = await handle('GetParametersForImport', {
		KeyId: KeyMetadata.KeyId,
		WrappingKeySpec: 'RSA_2048'
	});
	expect(Number.isSafeInteger(Issued)).toBe(true);
});

test('an export leaves out what a clock turned back has frozen', async () => {
	const vault = await newVault();
	await importedKey(vault, undefined, vault.clock.now() + 30 * dayMs);
	vault.clock.jump(-hourMs);
	const { File } = await vault.handle('ExportVerified', {
		FilePassphrase: utf8(passphrase),
		Passphrase: passphraseAgain()
	});
	const exported = new TextDecoder().decode(await decryptAgeFile(File, passphrase));
	expect(exported).toContain('"keys":[{');
	expect(exported).not.toContain('keyMaterial');
});

test('import parameters are refused once their running time is over, whatever the clock says', async () => {
	const vault = await newVault();
	const KeyId = await importedKey(vault);
	await getParameters(vault, KeyId);
	vault.clock.advance(dayMs);
	vault.clock.jump(-2 * minuteMs);
	const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
	expect(KeyMetadata.ImportParameters).toBeNull();
});
