import { beforeEach, describe, expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { isUuid } from '#lib/domain/ids.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { VaultEvent } from '#lib/service/api.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import {
	cheapPassphrase,
	newKey,
	newVault,
	openTab,
	passphrase,
	startOfTests,
	TestClock,
	unlock,
	type TestVault,
	passphraseAgain
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const secret = (text: string = passphrase) => passphraseBytes(text);
const emptyVault = () => openTab(createMemoryStore(), new TestClock());

describe('CreateVault', () => {
	test('leaves it unlocked, and says what it is', async () => {
		const vault = emptyVault();
		expect(await vault.handle('GetVaultStatus', {})).toEqual({ Exists: false, Unlocked: false });
		const description = await vault.handle('CreateVault', {
			VaultName: '  Treasury ',
			Passphrase: secret()
		});
		expect(description).toMatchObject({
			VaultName: 'Treasury',
			CreationDate: startOfTests,
			Settings: { AutoLockMinutes: 10 },
			Damage: [],
			KeyCount: 0,
			ClockTurnedBack: null
		});
		expect(isUuid(description.VaultId)).toBe(true);
		expect(await vault.handle('GetVaultStatus', {})).toEqual({ Exists: true, Unlocked: true });
	});

	test('refuses a passphrase of 11 characters, however many bytes they have', async () => {
		for (const Passphrase of [
			'kX9#mP2$vL7',
			'kX9#mP2$vé7',
			'床前明月光疑是地上霜举',
			'🔑🐎🔋📎🔑🐎🔋📎🔑🐎🔋'
		])
			await expectRefusal(
				emptyVault(),
				'CreateVault',
				{ VaultName: 'a', Passphrase: utf8(Passphrase) },
				{
					code: 'PassphraseTooShort',
					details: { actualCharacters: Array.from(Passphrase).length, minimumCharacters: 12 }
				}
			);
	});

	test.each(['kX9#mP2$vL7q', 'kX9#mP2$vL7é', '床前明月光疑是地上霜举头'])(
		'takes one of 12: %s',
		async (Passphrase) => {
			await emptyVault().handle('CreateVault', { VaultName: 'a', Passphrase: utf8(Passphrase) });
		}
	);

	test.each([
		['aaaaaaaaaaaa', 'REPEAT'],
		['123456789012', 'SEQUENCE'],
		['qwertyuiop12', 'KEYBOARD'],
		['password1234', 'COMMON']
	] as const)('refuses one that is easy to guess: %s', async (Passphrase, reason) => {
		const request = { VaultName: 'a', Passphrase: utf8(Passphrase) };
		await expectRefusal(emptyVault(), 'CreateVault', request, {
			code: 'PassphraseTooEasy',
			details: { reason }
		});
	});

	test.each([
		['none', ''],
		['white space', ' \n'],
		['65 characters', '🔑'.repeat(65)]
	])('refuses a name of %s', async (_, VaultName) => {
		await expectRefusal(
			emptyVault(),
			'CreateVault',
			{ VaultName, Passphrase: secret() },
			{ code: 'InvalidParameter', details: { parameter: 'VaultName' } }
		);
	});

	test('takes a name of 64 characters', async () => {
		const VaultName = '🔑'.repeat(64);
		const vault = emptyVault();
		await vault.handle('CreateVault', { VaultName, Passphrase: secret() });
		expect((await vault.handle('DescribeVault', {})).VaultName).toBe(VaultName);
	});

	test('never replaces a vault', async () => {
		const vault = await newVault();
		const other = openTab(vault.store, vault.clock);
		await expectRefusal(
			other,
			'CreateVault',
			{ VaultName: 'other', Passphrase: secret('another passphrase than that') },
			{ code: 'AlreadyExists', details: { resource: 'vault' } }
		);
	});

	test('made by two tabs at once is made by one', async () => {
		const store = createMemoryStore();
		const tabs = [openTab(store, new TestClock()), openTab(store, new TestClock())];
		const outcomes = await Promise.allSettled(
			tabs.map(({ handle }, index) =>
				handle('CreateVault', { VaultName: `${index}`, Passphrase: secret() })
			)
		);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		expect((await unlock(openTab(store, new TestClock()))).Damage).toEqual([]);
	});
});

describe('UnlockVault', () => {
	let vault: TestVault;
	beforeEach(async () => {
		vault = await newVault();
		vault.kms.lock();
	});

	test('opens what was there, and reports its progress', async () => {
		const events: VaultEvent[] = [];
		const kms = createKms({
			store: vault.store,
			clock: vault.clock,
			passphraseCost: cheapPassphrase,
			emit: (event) => events.push(event)
		});
		const description = await kms.handle('UnlockVault', { Passphrase: secret() });
		expect(description).toMatchObject({ VaultName: 'Test vault', Damage: [] });
		expect(events.some(({ type }) => type === 'passphraseProgress')).toBe(true);
		expect(events.some(({ type }) => type === 'changed')).toBe(true);
	});

	test('refuses another passphrase with IncorrectPassphrase, which is not damage', async () => {
		await expectRefusal(
			vault,
			'UnlockVault',
			{ Passphrase: secret('correct horse battery stapler') },
			{ code: 'IncorrectPassphrase', details: {} }
		);
		await unlock(vault);
	});

	test('takes the passphrase in any Unicode form', async () => {
		const accented = await newVault();
		await accented.handle('ChangePassphrase', {
			CurrentPassphrase: secret(),
			NewPassphrase: secret('caf\u00e9 au lait 12')
		});
		accented.kms.lock();
		await accented.handle('UnlockVault', { Passphrase: secret('cafe\u0301 au lait １２') });
		expect((await accented.handle('GetVaultStatus', {})).Unlocked).toBe(true);
	});

	test('finds nothing where there is no vault', async () => {
		await expectRefusal(
			emptyVault(),
			'UnlockVault',
			{ Passphrase: secret() },
			{ code: 'VaultNotFound' }
		);
	});

	test('is written into the log', async () => {
		await unlock(vault);
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({ operation: 'UnlockVault', result: 'Success' });
	});

	test('wipes the passphrase, right or wrong', async () => {
		const [right, wrong] = [secret(), secret('not the passphrase')];
		await refusalOf(vault.handle('UnlockVault', { Passphrase: wrong }));
		await vault.handle('UnlockVault', { Passphrase: right });
		for (const bytes of [right, wrong]) expect(bytes.every((byte) => byte === 0)).toBe(true);
	});
});

describe('a locked vault', () => {
	const needsUnlock = [
		['DescribeVault', {}],
		['UpdateVault', { VaultName: 'a' }],
		[
			'ChangePassphrase',
			{ CurrentPassphrase: secret(), NewPassphrase: secret('a whole new passphrase') }
		],
		['AcceptClock', { Passphrase: secret() }],
		['ListActivity', {}],
		['ExportActivity', { Format: 'CSV' }],
		['ExportVerified', { FilePassphrase: utf8('a passphrase for the file'), Passphrase: secret() }],
		['CreateKey', {}],
		['ListKeys', {}],
		['ListDeadlines', {}],
		['ListAliases', {}],
		['InspectKeyMaterial', { KeyMaterial: new Uint8Array(32).map((_, index) => index) }],
		...(
			[
				'DescribeKey',
				'EnableKey',
				'DisableKey',
				'ScheduleKeyDeletion',
				'CancelKeyDeletion',
				'GetParametersForImport',
				'DownloadImportParameters',
				'GetImportProgress',
				'SaveImportDraft',
				'DiscardImport',
				'DeleteImportedKeyMaterial',
				'GenerateDataKey',
				'GenerateDataKeyWithoutPlaintext'
			] as const
		).map((operation) => [operation, { KeyId: 'a' }] as const),
		['UpdateKeyDescription', { KeyId: 'alias/a', Description: '' }],
		['CreateAlias', { AliasName: 'alias/a', TargetKeyId: 'b' }],
		['UpdateAlias', { AliasName: 'alias/a', TargetKeyId: 'b' }],
		['RenameAlias', { AliasName: 'alias/a', NewAliasName: 'alias/b' }],
		['DeleteAlias', { AliasName: 'alias/a' }],
		['TagResource', { KeyId: 'a', Tags: [{ TagKey: 'a', TagValue: '' }] }],
		['UntagResource', { KeyId: 'a', TagKeys: ['a'] }],
		['ListResourceTags', { KeyId: 'a' }],
		['ListTags', {}],
		['EncryptKeyMaterial', { KeyId: 'alias/a', Copy: { Kind: 'SHOW' } }],
		[
			'ImportKeyMaterial',
			{ KeyId: 'alias/a', ImportToken: Uint8Array.of(1), EncryptedKeyMaterial: Uint8Array.of(1) }
		],
		['Encrypt', { KeyId: 'alias/a', Plaintext: Uint8Array.of(1) }],
		['Decrypt', { CiphertextBlob: Uint8Array.of(1) }],
		['ReEncrypt', { CiphertextBlob: Uint8Array.of(1), DestinationKeyId: 'alias/a' }]
	] as const;

	test.each(needsUnlock)('refuses %s with VaultLocked', async (operation, request) => {
		const vault = await newVault();
		await vault.handle('LockVault', {});
		await expectRefusal(vault, operation, request as never, { code: 'VaultLocked', details: {} });
	});
});

describe('UpdateVault', () => {
	test('changes name and settings, each alone', async () => {
		const vault = await newVault();
		await vault.handle('UpdateVault', { VaultName: 'renamed' });
		await vault.handle('UpdateVault', {
			Settings: { AutoLockMinutes: null },
			Passphrase: secret()
		});
		expect(await vault.handle('DescribeVault', {})).toMatchObject({
			VaultName: 'renamed',
			Settings: { AutoLockMinutes: null }
		});
	});

	test.each([0, 61, 1.5, -1, NaN])('refuses to lock after %d minutes', async (AutoLockMinutes) => {
		await expectRefusal(
			await newVault(),
			'UpdateVault',
			{ Settings: { AutoLockMinutes } },
			{ code: 'InvalidParameter', details: { parameter: 'AutoLockMinutes' } }
		);
	});

	test.each([1, 60])('locks after %d minutes', async (AutoLockMinutes) => {
		const vault = await newVault();
		const { Settings } = await vault.handle('UpdateVault', {
			Settings: { AutoLockMinutes },
			Passphrase: secret()
		});
		expect(Settings).toEqual({ AutoLockMinutes, AirGapGuard: null });
	});

	test('keeps each setting on its own', async () => {
		const vault = await newVault();
		const update = async (Settings: object) =>
			(await vault.handle('UpdateVault', { Settings })).Settings;
		expect(await update({ AirGapGuard: true })).toEqual({ AutoLockMinutes: 10, AirGapGuard: true });
		expect(await update({ AutoLockMinutes: 5 })).toEqual({ AutoLockMinutes: 5, AirGapGuard: true });
		expect(await update({ AirGapGuard: false })).toMatchObject({ AirGapGuard: false });
		expect(await update({})).toEqual({ AutoLockMinutes: 5, AirGapGuard: false });
		vault.kms.lock();
		expect((await unlock(vault)).Settings).toEqual({ AutoLockMinutes: 5, AirGapGuard: false });
	});

	test.each([
		['AirGapGuard', 'yes'],
		['AirGapGuard', 1],
		['AirgapGuard', true]
	])('refuses %s %j', async (parameter, value) => {
		await expectRefusal(
			await newVault(),
			'UpdateVault',
			{ Settings: { [parameter]: value } },
			{ code: 'InvalidParameter', details: { parameter } }
		);
	});
});

test('DescribeVault counts keys by their state', async () => {
	const vault = await newVault();
	await newKey(vault);
	const disabled = await newKey(vault, {});
	await vault.handle('DisableKey', { KeyId: disabled });
	await vault.handle('ScheduleKeyDeletion', {
		Passphrase: passphraseAgain(),
		KeyId: await newKey(vault, {})
	});
	await newKey(vault, {});
	expect(await vault.handle('DescribeVault', {})).toMatchObject({
		KeyCount: 4,
		KeyStates: { PENDING_IMPORT: 1, ENABLED: 1, DISABLED: 1, PENDING_DELETION: 1 }
	});
});

describe('ChangePassphrase', () => {
	const next = 'a whole new passphrase';
	const change = (current: Bytes = secret(), replacement: Bytes = secret(next)) => ({
		CurrentPassphrase: current,
		NewPassphrase: replacement
	});

	test('closes the old door and opens a new one', async () => {
		const vault = await newVault();
		await vault.handle('ChangePassphrase', change());
		expect((await vault.store.readSnapshot())?.slots).toHaveLength(1);
		vault.kms.lock();
		await expectRefusal(
			vault,
			'UnlockVault',
			{ Passphrase: secret() },
			{ code: 'IncorrectPassphrase' }
		);
		expect((await vault.handle('UnlockVault', { Passphrase: secret(next) })).Damage).toEqual([]);
	});

	test('needs the current one', async () => {
		await expectRefusal(
			await newVault(),
			'ChangePassphrase',
			change(secret('not the passphrase')),
			{
				code: 'IncorrectPassphrase'
			}
		);
	});

	test('refuses a new one that is easy to guess, before it asks for the current one', async () => {
		await expectRefusal(
			await newVault(),
			'ChangePassphrase',
			change(secret('not the current one'), secret('aaaaaaaaaaaa')),
			{ code: 'PassphraseTooEasy', details: { reason: 'REPEAT' } }
		);
	});

	test('refuses a new one of 11 characters', async () => {
		await expectRefusal(
			await newVault(),
			'ChangePassphrase',
			change(secret(), secret('12345678901')),
			{
				code: 'PassphraseTooShort',
				details: { actualCharacters: 11, minimumCharacters: 12 }
			}
		);
	});

	test('wipes both', async () => {
		const vault = await newVault();
		const request = change();
		await vault.handle('ChangePassphrase', request);
		for (const bytes of Object.values(request))
			expect(bytes.every((byte) => byte === 0)).toBe(true);
	});

	test('by two tabs at once lets in with whichever of them was told that it is done', async () => {
		const vault = await newVault();
		const other = openTab(vault.store, vault.clock);
		await unlock(other);
		const replacements = [next, 'another new passphrase'];
		const outcomes = await Promise.allSettled(
			[vault, other].map(({ handle }, index) =>
				handle('ChangePassphrase', change(secret(), secret(replacements[index])))
			)
		);
		const opens = async (text: string) => {
			const attempt = openTab(vault.store, vault.clock).handle('UnlockVault', {
				Passphrase: secret(text)
			});
			return (await Promise.allSettled([attempt]))[0].status;
		};
		expect(await opens(passphrase)).toBe('rejected');
		expect(outcomes.some(({ status }) => status === 'fulfilled')).toBe(true);
		for (const [index, { status }] of outcomes.entries())
			if (status === 'fulfilled') expect(await opens(replacements[index] ?? '')).toBe('fulfilled');
	});

	test('leaves the other tabs unlocked', async () => {
		const vault = await newVault();
		const other = openTab(vault.store, vault.clock);
		await unlock(other);
		await vault.handle('ChangePassphrase', change());
		expect((await other.handle('DescribeVault', {})).Damage).toEqual([]);
		await other.handle('CreateKey', {});
	});
});
