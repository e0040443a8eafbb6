import { expect, test } from 'vitest';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { dayMs } from '#lib/domain/time.ts';
import { makeExampleKeys } from '#lib/service/worker/example-keys.ts';
import { examplesBegin } from '#lib/service/worker/offset-clock.ts';
import { newVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

test('the vault to look around in has keys in every state, and a month of history up to now', async () => {
	const vault = await newVault();
	const { clock, handle } = vault;
	const now = clock.now() + examplesBegin;
	const setOffset = (offsetMs: number) => clock.advance(now + offsetMs - clock.now());

	await makeExampleKeys(handle, { now: () => clock.now(), setOffset });

	expect(clock.now()).toBe(now);
	const { Keys } = await handle('ListKeys', {});
	const inState = (state: string) => Keys.filter(({ KeyState }) => KeyState === state).length;
	expect(keyStates.map((state) => [state, inState(state)])).toEqual([
		['PENDING_IMPORT', 4],
		['ENABLED', 6],
		['DISABLED', 1],
		['PENDING_DELETION', 1]
	]);
	const ends = Keys.flatMap(({ Expiration: end }) => (end && 'validTo' in end ? end.validTo : []));
	expect(Math.min(...ends) - now).toBeLessThan(dayMs);

	const { Tags } = await handle('ListTags', {});
	expect(Tags.map(({ TagKey, Keys: count }) => [TagKey, count])).toContainEqual(['env', 4]);

	const { Entries, BrokenAt } = await handle('ListActivity', { Limit: 100 });
	expect(BrokenAt).toBeNull();
	expect(Entries.some(({ result }) => result === 'IncorrectKey')).toBe(true);
	expect((Entries[0]?.time ?? 0) - (Entries.at(-1)?.time ?? 0)).toBeGreaterThan(29 * dayMs);

	const partner = Keys.find(({ Aliases }) => Aliases.includes('partner-exchange'));
	const KeyId = partner?.KeyId ?? '';
	const { EncryptedKey } = await handle('GetImportProgress', { KeyId });
	const findings = await handle('DiagnoseImport', {
		KeyId,
		...(EncryptedKey && { EncryptedKeyMaterial: EncryptedKey.Bytes })
	});
	expect(findings.EncryptedKey.map(({ id }) => id)).toEqual(['EK-SHA1']);
});
