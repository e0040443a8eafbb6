import { expect, test } from 'vitest';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { OffsetClock } from '#lib/service/worker/offset-clock.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { importedKey } from '../../../support/importing.ts';
import { cheapPassphrase, passphrase, TestClock } from '../../../support/vault.ts';

test('what is skipped has passed; running time does not go back', () => {
	const machine = new TestClock();
	const clock = new OffsetClock(machine);
	clock.setOffset(hourMs);
	expect([clock.now() - machine.now(), clock.uptime()]).toEqual([hourMs, hourMs]);
	clock.setOffset(dayMs);
	expect([clock.now() - machine.now(), clock.uptime()]).toEqual([dayMs, dayMs]);
	clock.setOffset(0);
	expect([clock.now() - machine.now(), clock.uptime()]).toEqual([0, dayMs]);
	machine.advance(5);
	expect([clock.now(), clock.uptime()]).toEqual([machine.now(), dayMs + 5]);
});

test('the engine lets key material expire by it, and goes back to now on the person’s word', async () => {
	const machine = new TestClock();
	const clock = new OffsetClock(machine);
	const store = createMemoryStore();
	const kms = createKms({ store, clock, passphraseCost: cheapPassphrase });
	const Passphrase = () => passphraseBytes(passphrase);
	await kms.handle('CreateVault', { VaultName: 'Practice', Passphrase: Passphrase() });
	const KeyId = await importedKey(
		{ kms, handle: kms.handle, store, clock: machine },
		undefined,
		machine.now() + dayMs
	);
	const stateOf = async () => (await kms.handle('DescribeKey', { KeyId })).KeyMetadata.KeyState;
	expect(await stateOf()).toBe('ENABLED');
	clock.setOffset(dayMs);
	await kms.sweep();
	expect(await stateOf()).toBe('PENDING_IMPORT');
	clock.setOffset(0);
	expect((await kms.handle('DescribeVault', {})).ClockTurnedBack).not.toBeNull();
	expect(
		(await kms.handle('AcceptClock', { Passphrase: Passphrase() })).ClockTurnedBack
	).toBeNull();
	expect(await stateOf()).toBe('PENDING_IMPORT');
});
