import { beforeAll, describe, expect, test, vi } from 'vitest';
import { fromBase64, parseUtf8, utf8 } from '#lib/domain/bytes.ts';
import { KmsError, type Damage } from '#lib/domain/errors.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Request, VaultEvent } from '#lib/service/api.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { createPassphraseSlot } from '#lib/crypto/slot.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import {
	alterErasable,
	alterErasables,
	alterLog,
	erasablesOf,
	flipped,
	newest
} from '../../../support/at-rest.ts';
import { must } from '../../../support/must.ts';
import { hookedStore } from '../../../support/hooked-store.ts';
import {
	getParameters,
	importMaterial,
	importRequest,
	type Parameters
} from '../../../support/importing.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { swappableStore } from '../../../support/swappable-store.ts';
import {
	cheapPassphrase,
	newKey,
	newVault,
	openTab,
	passphrase,
	passphraseAgain,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const dayMs = 24 * 60 * 60 * 1000;

let quarantined: TestVault;
let KeyId: string;
let damage: Damage[];
let expired: string;
let parameters: Parameters;
let CiphertextBlob: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
	const vault = await newVault();
	KeyId = await newKey(vault, { Origin: 'EXTERNAL', AliasName: 'alias/kept' });
	await importMaterial(vault, KeyId);
	({ CiphertextBlob } = await vault.handle('Encrypt', { KeyId, Plaintext: utf8('text') }));
	await newKey(vault, { AliasName: 'alias/lost' });
	damage = [
		{
			record: `entries/${newest(must(await vault.store.readSnapshot())).epoch}`,
			problem: 'ALTERED'
		}
	];
	expired = await newKey(vault);
	await importMaterial(vault, expired, someKeyMaterial(2), vault.clock.now() + dayMs);
	vault.clock.advance(dayMs / 2);
	parameters = await getParameters(vault, KeyId);
	const snapshot = await vault.store.readSnapshot();
	if (!snapshot) throw new Error('there is no vault');
	for (const entry of snapshot.entries)
		if (`entries/${entry.epoch}` === damage[0]?.record) entry.body = flipped(entry.body, 20);
	vault.clock.advance(dayMs / 2);
	quarantined = openTab(createMemoryStore(snapshot), vault.clock);
	await unlock(quarantined);
});

test('a quarantined vault says which entry is damaged, and shows the rest', async () => {
	const { Damage, KeyCount } = await quarantined.handle('DescribeVault', {});
	expect(Damage).toEqual(damage);
	expect(KeyCount).toBe(2);
	const { Keys } = await quarantined.handle('ListKeys', {});
	expect(Keys.map((key) => key.KeyId).sort()).toEqual([KeyId, expired].sort());
	expect((await quarantined.handle('ListActivity', {})).BrokenAt).toBeNull();
});

const changes: { [Name in Operation]?: () => Request<Name> } = {
	UpdateVault: () => ({ VaultName: 'a' }),
	ChangePassphrase: () => ({
		CurrentPassphrase: passphraseBytes(passphrase),
		NewPassphrase: passphraseBytes('a whole new passphrase')
	}),
	AcceptClock: () => ({ Passphrase: passphraseBytes(passphrase) }),
	CreateKey: () => ({}),
	EnableKey: () => ({ KeyId }),
	DisableKey: () => ({ KeyId }),
	ScheduleKeyDeletion: () => ({ KeyId }),
	CancelKeyDeletion: () => ({ KeyId }),
	UpdateKeyDescription: () => ({ KeyId, Description: 'a' }),
	CreateAlias: () => ({ AliasName: 'alias/a', TargetKeyId: KeyId }),
	UpdateAlias: () => ({ AliasName: 'alias/kept', TargetKeyId: expired }),
	RenameAlias: () => ({ AliasName: 'alias/kept', NewAliasName: 'alias/a' }),
	DeleteAlias: () => ({ AliasName: 'alias/kept' }),
	TagResource: () => ({ KeyId, Tags: [{ TagKey: 'env', TagValue: 'prod' }] }),
	UntagResource: () => ({ KeyId, TagKeys: ['env'] }),
	GetParametersForImport: () => ({ KeyId, WrappingKeySpec: 'RSA_2048' }),
	DownloadImportParameters: () => ({ KeyId }),
	SaveImportDraft: () => ({ KeyId, Place: 'ELSEWHERE' }),
	DiscardImport: () => ({ KeyId }),
	EncryptKeyMaterial: () => ({ KeyId, Copy: { Kind: 'SHOW' } }),
	ImportKeyMaterial: () => importRequest(parameters),
	DeleteImportedKeyMaterial: () => ({ KeyId }),
	Encrypt: () => ({ KeyId, Plaintext: Uint8Array.of(1) }),
	Decrypt: () => ({ CiphertextBlob }),
	ReEncrypt: () => ({ CiphertextBlob, DestinationKeyId: KeyId }),
	GenerateDataKey: () => ({ KeyId, KeySpec: 'AES_256' }),
	GenerateDataKeyWithoutPlaintext: () => ({ KeyId, KeySpec: 'AES_256' })
};

test.each(Object.entries(changes))(
	'%s is refused with VaultQuarantined',
	async (operation, request) => {
		const before = await quarantined.store.readSnapshot();
		const attempt = quarantined.handle(operation as Operation, request());
		const { code, details } = await refusalOf(attempt);
		expect([code, details]).toEqual(['VaultQuarantined', { damage }]);
		expect(await quarantined.store.readSnapshot()).toEqual(before);
	}
);

describe('ExportVerified', () => {
	const FilePassphrase = 'a passphrase for the file';

	const exportFrom = ({ handle }: TestVault, given = passphrase) =>
		handle('ExportVerified', {
			FilePassphrase: utf8(FilePassphrase),
			Passphrase: passphraseBytes(given)
		});

	test('gives what verifies, without expired key material, and writes only that into the log', async () => {
		const before = await quarantined.store.readSnapshot();
		const { File, FileName, Keys } = await exportFrom(quarantined);
		expect([FileName, Keys]).toEqual(['airlock-export-2026-11-25.age', 2]);
		const after = await quarantined.store.readSnapshot();
		expect({ ...after, entries: after?.entries.slice(0, -1) }).toEqual(before);
		expect(newest(must(after)).body).toHaveLength(0);

		const opened = JSON.parse(parseUtf8(await decryptAgeFile(File, FilePassphrase)) ?? '') as {
			keys: { keyId: string; keyMaterial?: string }[];
		};
		expect(opened).toMatchObject({ format: 'airlock/export/1', vaultName: 'Test vault' });
		const keyMaterial = Object.fromEntries(opened.keys.map((key) => [key.keyId, key.keyMaterial]));
		expect(Object.keys(keyMaterial).sort()).toEqual([KeyId, expired].sort());
		expect(fromBase64(keyMaterial[KeyId] ?? '')).toEqual(someKeyMaterial());
		expect(keyMaterial[expired]).toBeUndefined();
	}, 180_000);

	test('of a sound vault is in the log; what expires stays out while the clock is behind', async () => {
		const vault = await newVault();
		const frozen = await newKey(vault);
		await importMaterial(vault, frozen, someKeyMaterial(), vault.clock.now() + dayMs);
		vault.clock.jump(-dayMs);
		const { File } = await exportFrom(vault);
		const opened = parseUtf8(await decryptAgeFile(File, FilePassphrase)) ?? '';
		expect(opened).toContain(frozen);
		expect(opened).not.toContain('keyMaterial');
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({ operation: 'ExportVerified', detail: { keys: 1 } });
	}, 180_000);

	test('refuses a passphrase that is too short', async () => {
		const attempt = quarantined.handle('ExportVerified', {
			FilePassphrase: utf8('12345678901'),
			Passphrase: passphraseAgain()
		});
		expect((await refusalOf(attempt)).code).toBe('PassphraseTooShort');
	});

	test('asks for the vault’s passphrase again, and wipes it', async () => {
		const before = await quarantined.store.readSnapshot();
		const Passphrase = passphraseBytes('not the passphrase');
		const attempt = quarantined.handle('ExportVerified', {
			FilePassphrase: utf8(FilePassphrase),
			Passphrase
		});
		expect((await refusalOf(attempt)).code).toBe('IncorrectPassphrase');
		expect(Passphrase.every((byte) => byte === 0)).toBe(true);
		expect(await quarantined.store.readSnapshot()).toEqual(before);
	});

	const damages: [string, (snapshot: VaultSnapshot) => void][] = [
		['an altered entry', ({ entries: [entry] }) => entry && (entry.body = flipped(entry.body, 20))],
		['a missing entry', ({ entries }) => entries.splice(0, 1)],
		['an epoch that was changed', (snapshot) => (newest(snapshot).epoch += 1)],
		[
			'an altered newest head',
			(snapshot) => (newest(snapshot).head = flipped(newest(snapshot).head, 20))
		],
		['no head', (snapshot) => (newest(snapshot).head = new Uint8Array())],
		['a log with a gap', ({ entries }) => entries.splice(1, 1)],
		[
			'a log that somebody has written on',
			(snapshot) => alterLog(newest(snapshot), ([row]) => [must(row), { ...must(row), number: 99 }])
		],
		['no log', ({ entries }) => entries.forEach((entry) => (entry.log = new Uint8Array()))],
		['a log that is none', (snapshot) => (newest(snapshot).log = new Uint8Array(50))],
		['key material that is none', (snapshot) => (newest(snapshot).erasables = new Uint8Array(50))],
		[
			'key material of another date',
			(snapshot) => alterErasable(snapshot, must(erasablesOf(snapshot)[0]).id, { notAfter: 17 })
		]
	];

	test.each(damages)(
		'is in the log of a vault with %s, which stays as damaged as it was',
		async (_, damage) => {
			const vault = await newVault();
			for (let key = 1; key <= 2; key++) await newKey(vault, {});
			const snapshot = must(await vault.store.readSnapshot());
			damage(snapshot);
			const opened = openTab(createMemoryStore(snapshot), vault.clock);
			const { Damage } = await unlock(opened);
			expect(Damage).not.toEqual([]);

			for (let count = 1; count <= 2; count++) {
				await exportFrom(opened);
				const again = openTab(opened.store, vault.clock);
				expect((await unlock(again)).Damage).toEqual(Damage);
				const { Entries } = await again.handle('ListActivity', { Operations: ['ExportVerified'] });
				expect(Entries.map(({ detail }) => detail)).toEqual(Array(count).fill(Entries[0]?.detail));
				expect(Entries).toHaveLength(count);
			}
		}
	);

	test('works in a vault with an entry that has no next one, and is in its log', async () => {
		const vault = await newVault();
		await newKey(vault, {});
		const whole = (await vault.handle('SaveVaultFile', {})).File;
		const snapshot = must(await vault.store.readSnapshot());
		snapshot.entries.push({ ...newest(snapshot), epoch: Number.MAX_SAFE_INTEGER });
		const opened = openTab(createMemoryStore(snapshot), vault.clock);
		expect(await opened.handle('GetVaultStatus', {})).toMatchObject({ Exists: true });
		expect((await unlock(opened)).Damage).not.toEqual([]);
		const wrong = exportFrom(opened, 'not the passphrase');
		expect((await refusalOf(wrong)).code).toBe('IncorrectPassphrase');
		for (let count = 1; count <= 2; count++) expect((await exportFrom(opened)).Keys).toBe(1);

		const again = openTab(opened.store, vault.clock);
		expect((await unlock(again)).Damage).not.toEqual([]);
		const { Entries } = await again.handle('ListActivity', { Operations: ['ExportVerified'] });
		expect(Entries).toHaveLength(2);
		// And a whole copy can take its place.
		const Replace = { File: whole, Passphrase: passphraseAgain(), Replace: true };
		expect((await again.handle('OpenVaultFile', Replace)).Damage).toEqual([]);
	});

	test('gives nothing when it can’t be written into the log', async () => {
		const store = hookedStore(createMemoryStore(await quarantined.store.readSnapshot()));
		const vault = openTab(store, quarantined.clock);
		await unlock(vault);
		store.hooks.beforeCommit = () => {
			throw new KmsError('QuotaExceeded', {});
		};
		expect((await refusalOf(exportFrom(vault))).code).toBe('QuotaExceeded');
	});

	test('does not take the passphrase of a slot that a hand has put beside the vault’s', async () => {
		const vault = await newVault();
		const snapshot = await vault.store.readSnapshot();
		if (!snapshot) throw new Error('there is no vault');
		const planted = await createPassphraseSlot(
			snapshot.vaultId,
			passphraseBytes('a passphrase of somebody else'),
			new Uint8Array(32),
			{ cost: cheapPassphrase }
		);
		snapshot.slots.push(planted);
		const opened = openTab(createMemoryStore(snapshot), vault.clock);
		expect((await unlock(opened)).Damage).toEqual([{ record: 'slots', problem: 'SLOTS_CHANGED' }]);
		const attempt = exportFrom(opened, 'a passphrase of somebody else');
		expect((await refusalOf(attempt)).code).toBe('IncorrectPassphrase');
		expect((await exportFrom(opened)).Keys).toBe(0);
	});
});

describe('damage that appears while the vault is unlocked', () => {
	/** An unlocked vault with an imported key, whose rows at rest are then changed by hand. */
	async function changedAtRest(change: (snapshot: VaultSnapshot) => void) {
		const store = swappableStore();
		const vault = await newVault(store);
		const events: VaultEvent[] = [];
		const toldOthers = vi.fn();
		const kms = createKms({
			store,
			clock: vault.clock,
			emit: (event) => events.push(event),
			lockOtherTabs: toldOthers,
			passphraseCost: cheapPassphrase
		});
		await importMaterial(vault, await newKey(vault));
		await kms.handle('UnlockVault', { Passphrase: passphraseAgain() });
		const sound = await store.readSnapshot();
		const altered = await store.readSnapshot();
		if (!sound || !altered) throw new Error('there is no vault');
		change(altered);
		store.swap(altered);
		return { kms, store, sound, events, toldOthers };
	}

	const nextEpoch = (all: VaultSnapshot) => (newest(all).epoch += 1);
	const changes: [string, (snapshot: VaultSnapshot) => void, Operation, object?][] = [
		['a later epoch', nextEpoch, 'DescribeVault'],
		['an earlier epoch', ({ entries }) => entries.pop(), 'ListKeys'],
		[
			'a newest entry without a head',
			(all) => (nextEpoch(all), (newest(all).head = new Uint8Array())),
			'ListKeys'
		],
		[
			'an entry more',
			(all) => all.entries.push({ ...newest(all), epoch: newest(all).epoch + 1 }),
			'CreateKey'
		],
		[
			'missing key material',
			(all) => {
				nextEpoch(all);
				alterErasables(all, () => []);
			},
			'ListAliases'
		],
		[
			'a broken log, at the same epoch',
			({ entries }) => must(entries[1]).log.reverse(),
			'ListActivity'
		],
		[
			'a damaged copy at rest, at the same epoch',
			({ entries }) => entries.splice(0, 1),
			'SaveVaultFile'
		],
		[
			'another newest entry',
			(all) => {
				nextEpoch(all);
				alterLog(newest(all), () => []);
			},
			'ExportVerified',
			{ FilePassphrase: utf8(passphrase), Passphrase: passphraseAgain() }
		]
	];

	test.each(changes)('locks it, and says so: %s', async (_, change, operation, request = {}) => {
		const { kms, store, sound, events, toldOthers } = await changedAtRest(change);
		const altered = await store.readSnapshot();
		const { code } = await refusalOf(kms.handle(operation, request));
		expect(code).toBe('VaultDamaged');
		expect(await kms.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: false });
		expect(events.filter(({ type }) => type === 'locked')).toEqual([
			{ type: 'locked', reason: 'DAMAGED' }
		]);
		expect(toldOthers).toHaveBeenCalledOnce();
		expect(await store.readSnapshot()).toEqual(altered);

		// Put back, it stays locked until the passphrase is given again.
		store.swap(sound);
		expect((await refusalOf(kms.handle('DescribeVault', {}))).code).toBe('VaultLocked');
		const description = await kms.handle('UnlockVault', { Passphrase: passphraseAgain() });
		expect(description.Damage).toEqual([]);
	});

	test('is found by the next sweep, if nothing else is asked', async () => {
		const { kms, events } = await changedAtRest(nextEpoch);
		await kms.sweep().catch(() => undefined);
		expect(events).toContainEqual({ type: 'locked', reason: 'DAMAGED' });
	});

	test('locks a vault in quarantine too, when it changes in any way', async () => {
		const store = swappableStore();
		const snapshot = await quarantined.store.readSnapshot();
		if (!snapshot) throw new Error('there is no vault');
		store.swap(snapshot);
		const vault = openTab(store, quarantined.clock);
		await unlock(vault);
		nextEpoch(snapshot);
		store.swap(snapshot);
		expect((await refusalOf(vault.handle('ListKeys', {}))).code).toBe('VaultDamaged');
		expect(await vault.handle('GetVaultStatus', {})).toMatchObject({ Unlocked: false });
	});
});
