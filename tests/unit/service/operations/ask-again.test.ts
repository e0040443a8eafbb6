import { beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Request } from '#lib/service/api.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import {
	newKey,
	newVault,
	passphraseAgain,
	unlock,
	type TestVault
} from '../../../support/vault.ts';

let vault: TestVault;
let KeyId: string;
beforeEach(async () => {
	vault = await newVault();
	KeyId = await newKey(vault, { Origin: 'AIRLOCK' });
});

/** What an unlocked screen alone may not do. */
const guarded: { [Name in Operation]?: () => Omit<Request<Name>, 'Passphrase'> } = {
	UpdateVault: () => ({ Settings: { AutoLockMinutes: null } }),
	ScheduleKeyDeletion: () => ({ KeyId }),
	ExportVerified: () => ({ FilePassphrase: utf8('a passphrase for the file') }),
	AcceptClock: () => ({})
};
const names = Object.keys(guarded) as (keyof typeof guarded)[];
const requestOf = (name: (typeof names)[number], more: object = {}) =>
	({ ...guarded[name]?.(), ...more }) as never;

describe.each(names)('%s', (name) => {
	test('is refused without the passphrase, and changes nothing', async () => {
		const details = { parameter: 'Passphrase', rule: 'REQUIRED' };
		const before = await vault.store.readSnapshot();
		const { code, details: said } = await refusalOf(vault.handle(name, requestOf(name)));
		expect([code, said]).toEqual(['InvalidParameter', details]);
		const after = await vault.store.readSnapshot();
		expect(after?.slots).toEqual(before?.slots);
		expect(after?.entries.filter(({ body }) => body.length > 0)).toEqual(
			before?.entries.filter(({ body }) => body.length > 0)
		);
	});

	test('is refused with another passphrase, which is wiped, and the refusal is in the log', async () => {
		const Passphrase = passphraseBytes('not the passphrase');
		await expectRefusal(vault, name, requestOf(name, { Passphrase }), {
			code: 'IncorrectPassphrase'
		});
		const given = passphraseBytes('not the passphrase');
		await refusalOf(vault.handle(name, requestOf(name, { Passphrase: given })));
		expect(given.every((byte) => byte === 0)).toBe(true);
	});

	test('is done with it, and wipes it', async () => {
		const Passphrase = passphraseAgain();
		await vault.handle(name, requestOf(name, { Passphrase }));
		expect(Passphrase.every((byte) => byte === 0)).toBe(true);
	});
});

describe('the idle lock', () => {
	const set = (AutoLockMinutes: number | null, more: object = {}) =>
		vault.handle('UpdateVault', { Settings: { AutoLockMinutes }, ...more });

	test.each([10, 9, 1])(
		'is lowered from 10 to %d minutes without the passphrase',
		async (minutes) => {
			expect((await set(minutes)).Settings.AutoLockMinutes).toBe(minutes);
		}
	);

	test('is turned on again without it, and other settings never need it', async () => {
		await set(null, { Passphrase: passphraseAgain() });
		await vault.handle('UpdateVault', { VaultName: 'renamed', Settings: { AirGapGuard: true } });
		expect((await set(60)).Settings.AutoLockMinutes).toBe(60);
	});

	test.each([11, 60, null])('is not raised from 10 to %s without it', async (AutoLockMinutes) => {
		await expectRefusal(
			vault,
			'UpdateVault',
			{ Settings: { AutoLockMinutes } },
			{ code: 'InvalidParameter', details: { parameter: 'Passphrase' } }
		);
	});
});

test('deletion of imported key material needs no passphrase, but a wrong one is refused', async () => {
	const imported = await newKey(vault);
	const request = { KeyId: imported, Passphrase: passphraseBytes('not the passphrase') };
	await expectRefusal(vault, 'ScheduleKeyDeletion', request, { code: 'IncorrectPassphrase' });
	const { KeyMetadata } = await vault.handle('ScheduleKeyDeletion', { KeyId: imported });
	expect(KeyMetadata.KeyState).toBe('PENDING_DELETION');
});

test('it is the passphrase that opens the vault now', async () => {
	await vault.handle('ChangePassphrase', {
		CurrentPassphrase: passphraseAgain(),
		NewPassphrase: passphraseBytes('a whole new passphrase')
	});
	const request = { KeyId, Passphrase: passphraseAgain() };
	await expectRefusal(vault, 'ScheduleKeyDeletion', request, { code: 'IncorrectPassphrase' });
	expect((await refusalOf(unlock(vault))).code).toBe('IncorrectPassphrase');
});
