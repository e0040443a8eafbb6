import { beforeEach, expect, test } from 'vitest';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import type { Request } from '#lib/service/api.ts';
import { getParameters, importMaterial } from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	passphraseAgain,
	someKeyMaterial,
	startOfTests,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
let vault: TestVault;
beforeEach(async () => {
	vault = await newVault();
});

/** What is listed, in words, with the days or hours until then. */
async function listed(request: Request<'ListDeadlines'> = {}): Promise<string[]> {
	const { Deadlines } = await vault.handle('ListDeadlines', request);
	return Deadlines.map(({ KeyName, Kind, At }) => {
		const ms = At - vault.clock.now();
		return `${KeyName} ${Kind} ${ms % dayMs === 0 ? `${ms / dayMs} d` : `${ms / hourMs} h`}`;
	});
}

const imported = async (name: string, seed: number, days: number) => {
	const KeyId = await newKey(vault, { AliasName: `alias/${name}`, Origin: 'EXTERNAL' });
	await importMaterial(vault, KeyId, someKeyMaterial(seed), startOfTests + days * dayMs);
	return KeyId;
};

test('what comes is listed, the soonest first, and nothing of keys for which nothing comes', async () => {
	await newKey(vault, { AliasName: 'alias/fine', Origin: 'AIRLOCK' });
	await importMaterial(
		vault,
		await newKey(vault, { AliasName: 'alias/stays', Origin: 'EXTERNAL' })
	);
	await imported('later', 1, 200);
	const leaving = await imported('leaving', 2, 3);
	const importing = await imported('renewed', 3, 20);
	await getParameters(vault, importing);
	const made = await newKey(vault, { AliasName: 'alias/doomed', Origin: 'AIRLOCK' });
	await vault.handle('ScheduleKeyDeletion', { KeyId: made, Passphrase: passphraseAgain() });
	await vault.handle('ScheduleKeyDeletion', { KeyId: leaving, PendingWindowInDays: 7 });
	expect(await listed()).toEqual([
		'renewed PARAMETERS_END 1 d',
		'leaving DELETION 7 d',
		'renewed EXPIRY 20 d',
		'doomed DELETION 30 d',
		'later EXPIRY 200 d'
	]);
	vault.clock.advance(dayMs);
	expect((await listed())[0]).toBe('leaving DELETION 6 d');
	vault.clock.advance(6 * dayMs);
	expect((await listed())[0]).toBe('renewed EXPIRY 13 d');
});

test('a bound in time and a limit leave the rest out, and say how many there are', async () => {
	for (const days of [1, 2, 3]) await imported(`in-${days}`, days, days);
	const Before = startOfTests + 3 * dayMs;
	expect(await listed({ Before })).toEqual(['in-1 EXPIRY 1 d', 'in-2 EXPIRY 2 d']);
	expect(await listed({ Before: Before + 1 })).toHaveLength(3);
	const { Deadlines, Matching } = await vault.handle('ListDeadlines', { Before, Limit: 1 });
	expect([Deadlines.length, Matching]).toEqual([1, 2]);
	await expectRefusal(
		vault,
		'ListDeadlines',
		{ Limit: 1001 },
		{ code: 'InvalidParameter', details: { parameter: 'Limit', rule: 'AT_MOST_1000' } }
	);
});

test('what has lost its reason is no longer listed', async () => {
	const KeyId = await imported('expiring', 1, 5);
	await vault.handle('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
	expect(await listed()).toEqual(['expiring DELETION 7 d']);
	await vault.handle('CancelKeyDeletion', { KeyId });
	expect(await listed()).toEqual(['expiring EXPIRY 5 d']);
	await vault.handle('DeleteImportedKeyMaterial', { KeyId });
	expect(await listed()).toEqual([]);
});
