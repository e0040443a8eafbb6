import { beforeEach, describe, expect, test } from 'vitest';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import { erasablesOf, heldErasables } from '../../../support/at-rest.ts';
import {
	getParameters,
	importedKey,
	importMaterial,
	importRequest
} from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	newVault,
	openTab,
	passphrase,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

let vault: TestVault;
let KeyId: string;
let validTo: number;
let CiphertextBlob: Bytes;
beforeEach(async () => {
	vault = await newVault();
	validTo = vault.clock.now() + dayMs;
	KeyId = await importedKey(vault, someKeyMaterial(), validTo);
	const request = { KeyId, Plaintext: Uint8Array.of(1, 2, 3) };
	({ CiphertextBlob } = await vault.handle('Encrypt', request));
});

const describeKey = async (at = vault) => (await at.handle('DescribeKey', { KeyId })).KeyMetadata;
/** The sealed key material in the store; null once it is erased. */
async function sealedMaterial(): Promise<Bytes | null> {
	const erasables = heldErasables(await vault.store.readSnapshot());
	return erasables.find((row) => row.notAfter === validTo)?.sealed ?? null;
}
async function storeHolds(sealed: Bytes): Promise<boolean> {
	const snapshot = await vault.store.readSnapshot();
	const text = JSON.stringify(snapshot, (_, value: unknown) =>
		value instanceof Uint8Array ? toHex(value) : value
	);
	return text.includes(toHex(sealed));
}
const acceptClock = (at: TestVault) =>
	at.handle('AcceptClock', { Passphrase: passphraseBytes(passphrase) });

describe('key material', () => {
	test.each([
		[-1, true],
		[0, false],
		[1, false]
	])('%i ms from its expiry: usable in every operation is %s', async (ms, usable) => {
		const otherKeyId = (await vault.handle('CreateKey', {})).KeyMetadata.KeyId;
		const { CiphertextBlob: otherBlob } = await vault.handle('Encrypt', {
			KeyId: otherKeyId,
			Plaintext: Uint8Array.of(4)
		});
		vault.clock.set(validTo + ms);
		const Plaintext = Uint8Array.of(1);
		const uses = [
			['Encrypt', { KeyId, Plaintext }],
			['Decrypt', { CiphertextBlob }],
			['ReEncrypt', { CiphertextBlob, DestinationKeyId: otherKeyId }],
			['ReEncrypt', { CiphertextBlob: otherBlob, DestinationKeyId: KeyId }],
			['GenerateDataKey', { KeyId, KeySpec: 'AES_256' }],
			['GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_256' }],
			['DisableKey', { KeyId }],
			['EnableKey', { KeyId }]
		] as const;
		for (const [operation, request] of uses) {
			if (usable) await vault.handle(operation, request);
			else
				await expectRefusal(vault, operation, request as never, {
					code: 'InvalidState',
					details: { operation, keyId: KeyId, keyState: 'PENDING_IMPORT' }
				});
		}
	});

	test('says why it is gone from the instant on, before any sweep', async () => {
		vault.clock.set(validTo);
		expect(await describeKey()).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			Expiration: null,
			ImportedOn: null,
			Bound: true,
			LostKeyMaterial: { reason: 'EXPIRED', at: validTo, whileLocked: false }
		});
		const { Keys } = await vault.handle('ListKeys', { KeyState: 'PENDING_IMPORT' });
		expect(Keys.map((key) => key.KeyId)).toEqual([KeyId]);
	});

	test('comes back when the same is imported, and opens what it encrypted', async () => {
		vault.clock.set(validTo);
		await vault.kms.sweep();
		const again = await getParameters(vault, KeyId);
		await expectRefusal(vault, 'ImportKeyMaterial', importRequest(again, someKeyMaterial(1)), {
			code: 'IncorrectKeyMaterial',
			details: { keyId: KeyId }
		});
		await vault.handle('ImportKeyMaterial', importRequest(again));
		const { Plaintext } = await vault.handle('Decrypt', { CiphertextBlob });
		expect(Plaintext).toEqual(Uint8Array.of(1, 2, 3));
	});

	test('imported again before any sweep replaces what has expired', async () => {
		vault.clock.set(validTo);
		const { KeyMetadata } = await importMaterial(vault, KeyId);
		expect(KeyMetadata.KeyState).toBe('ENABLED');
		expect(heldErasables(await vault.store.readSnapshot())).toHaveLength(1);
	});
});

describe('the sweep of an unlocked vault', () => {
	test.each([
		[-1, true],
		[0, false],
		[1, false]
	])('%i ms from the expiry: the bytes are there is %s', async (ms, there) => {
		const sealed = await sealedMaterial();
		expect(sealed && (await storeHolds(sealed))).toBe(true);
		vault.clock.set(validTo + ms);
		await vault.kms.sweep();
		expect(sealed && (await storeHolds(sealed))).toBe(there);
	});

	test('writes one entry by the clock, once', async () => {
		vault.clock.set(validTo + minuteMs);
		await vault.kms.sweep();
		await vault.kms.sweep();
		const { Entries } = await vault.handle('ListActivity', { KeyId });
		expect(Entries.filter(({ operation }) => operation === 'ExpireKeyMaterial')).toMatchObject([
			{
				actor: 'CLOCK',
				result: 'Success',
				detail: { expired: validTo, erased: validTo + minuteMs, whileLocked: false }
			}
		]);
		expect((await describeKey()).LostKeyMaterial).toEqual({
			reason: 'EXPIRED',
			at: validTo,
			erasedAt: validTo + minuteMs,
			whileLocked: false
		});
	});

	test('says when to come back', async () => {
		expect(await vault.kms.sweep()).toEqual({ nextDeadline: validTo });
		vault.clock.set(validTo);
		expect(await vault.kms.sweep()).toEqual({ nextDeadline: null });
	});

	test('takes any number of keys', async () => {
		const others = [];
		for (let index = 0; index < 20; index++)
			others.push(await importedKey(vault, someKeyMaterial(index), validTo + index));
		vault.clock.set(validTo + 30);
		await vault.kms.sweep();
		expect(heldErasables(await vault.store.readSnapshot())).toEqual([]);
		for (const key of others)
			expect(
				(await vault.handle('DescribeKey', { KeyId: key })).KeyMetadata.LostKeyMaterial
			).toMatchObject({ reason: 'EXPIRED' });
	}, 30_000);

	test('writes nothing when nothing is due and no minute has passed', async () => {
		await vault.kms.sweep();
		const before = await vault.store.readSnapshot();
		vault.clock.advance(minuteMs - 1);
		await vault.kms.sweep();
		expect(await vault.store.readSnapshot()).toEqual(before);
	});
});

describe('the sweep of a locked vault', () => {
	test.each([
		[-1, true],
		[0, false],
		[1, false]
	])('%i ms from the expiry: the bytes are there is %s', async (ms, there) => {
		const sealed = await sealedMaterial();
		vault.kms.lock();
		vault.clock.set(validTo + ms);
		expect(await vault.kms.sweep()).toEqual({ nextDeadline: null });
		expect(sealed && (await storeHolds(sealed))).toBe(there);
	});

	test('leaves a marker, and the key says after unlock that it expired while locked', async () => {
		vault.kms.lock();
		vault.clock.set(validTo + hourMs);
		await vault.kms.sweep();
		expect(erasablesOf(await vault.store.readSnapshot())).toContainEqual(
			expect.objectContaining({ notAfter: validTo, sealed: null, erasedAt: validTo + hourMs })
		);
		vault.clock.advance(dayMs);
		const { Damage } = await unlock(vault);
		expect(Damage).toEqual([]);
		expect((await describeKey()).LostKeyMaterial).toEqual({
			reason: 'EXPIRED',
			at: validTo,
			erasedAt: validTo + hourMs,
			whileLocked: true
		});
		expect(heldErasables(await vault.store.readSnapshot())).toEqual([]);
		const { Entries } = await vault.handle('ListActivity', { KeyId, Limit: 1 });
		expect(Entries[0]).toMatchObject({
			operation: 'ExpireKeyMaterial',
			detail: { erased: validTo + hourMs, whileLocked: true }
		});
	});

	test('erases import parameters that have ended', async () => {
		const { ParameterSetId } = await getParameters(vault, KeyId);
		vault.kms.lock();
		vault.clock.set(validTo + 2 * dayMs);
		await vault.kms.sweep();
		expect((await unlock(vault)).Damage).toEqual([]);
		expect((await describeKey()).PastImportParameters[0]).toMatchObject({
			setId: ParameterSetId,
			ending: 'EXPIRED'
		});
	});
});

describe('a clock turned back', () => {
	test('revives nothing that expired, swept or not', async () => {
		vault.clock.set(validTo + hourMs);
		await vault.handle('UpdateVault', { VaultName: 'later' });
		vault.clock.jump(-2 * hourMs);
		for (const at of [vault, openTab(vault.store, vault.clock)]) {
			if (at !== vault) await unlock(at);
			expect(await describeKey(at)).toMatchObject({
				KeyState: 'PENDING_IMPORT',
				LostKeyMaterial: { reason: 'EXPIRED', at: validTo }
			});
			await expectRefusal(at, 'Decrypt', { CiphertextBlob }, { code: 'InvalidState' });
		}
	});

	test('revives nothing that a sweep of the locked vault has erased', async () => {
		vault.kms.lock();
		vault.clock.set(validTo + hourMs);
		await vault.kms.sweep();
		vault.clock.jump(-2 * hourMs);
		const { Damage, ClockTurnedBack } = await unlock(vault);
		expect({ Damage, ClockTurnedBack }).toEqual({ Damage: [], ClockTurnedBack: null });
		expect(await describeKey()).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			LostKeyMaterial: { reason: 'ERASED_EARLY', at: vault.clock.now(), whileLocked: true }
		});
		await expectRefusal(vault, 'Decrypt', { CiphertextBlob }, { code: 'InvalidState' });
	});

	test.each([
		[5 * minuteMs, false],
		[5 * minuteMs + 1, true]
	])('by %i ms freezes what has a deadline: %s', async (ms, frozen) => {
		vault.clock.jump(-ms);
		const { ClockTurnedBack } = await vault.handle('DescribeVault', {});
		expect(ClockTurnedBack !== null).toBe(frozen);
		expect((await describeKey()).Frozen).toBe(frozen);
		const Plaintext = Uint8Array.of(1);
		const requests = [
			['Encrypt', { KeyId, Plaintext }],
			['Decrypt', { CiphertextBlob }],
			['GenerateDataKey', { KeyId, KeySpec: 'AES_256' }],
			['GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' }]
		] as const;
		for (const [operation, request] of requests) {
			if (frozen)
				await expectRefusal(vault, operation, request as never, { code: 'ClockTurnedBack' });
			else await vault.handle(operation, request);
		}
	});

	test('leaves alone what has no deadline', async () => {
		const { KeyId: forLife } = (await vault.handle('CreateKey', {})).KeyMetadata;
		vault.clock.jump(-dayMs);
		await vault.handle('Encrypt', { KeyId: forLife, Plaintext: Uint8Array.of(1) });
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: forLife });
		expect(KeyMetadata.Frozen).toBe(false);
	});

	test('lets key material be deleted and a key be disabled', async () => {
		vault.clock.jump(-dayMs);
		await vault.handle('DisableKey', { KeyId });
		const { KeyMetadata } = await vault.handle('DeleteImportedKeyMaterial', { KeyId });
		expect(KeyMetadata.KeyState).toBe('PENDING_IMPORT');
	});

	test('writes no entry that is older than the one before', async () => {
		vault.clock.jump(-dayMs);
		await vault.handle('DisableKey', { KeyId });
		const { Entries } = await vault.handle('ListActivity', { Limit: 2 });
		expect(Entries[0]?.time).toBe(Entries[1]?.time);
	});
});

describe('a clock that stands still while time runs', () => {
	const stall = (ms: number) => {
		vault.clock.advance(ms);
		vault.clock.jump(-ms);
	};

	test.each([
		[-1, 'ENABLED'],
		[0, 'PENDING_IMPORT']
	])('%i ms from the expiry by running time: %s', async (ms, state) => {
		stall(dayMs + ms);
		expect(await describeKey()).toMatchObject({ KeyState: state, Frozen: true });
		await expectRefusal(
			vault,
			'Decrypt',
			{ CiphertextBlob },
			{ code: state === 'ENABLED' ? 'ClockTurnedBack' : 'InvalidState' }
		);
	});

	test('is accepted as any other', async () => {
		stall(hourMs);
		await acceptClock(vault);
		expect(await describeKey()).toMatchObject({ KeyState: 'ENABLED', Frozen: false });
		await vault.handle('Decrypt', { CiphertextBlob });
	});
});

describe('AcceptClock', () => {
	const ahead = 30 * dayMs;
	beforeEach(async () => {
		await importMaterial(vault, KeyId, someKeyMaterial(), vault.clock.now() + 60 * dayMs);
		vault.clock.jump(ahead);
		await vault.handle('UpdateVault', { VaultName: 'seen in a future that was none' });
		vault.clock.jump(-ahead);
	});

	test('needs the passphrase', async () => {
		await expectRefusal(
			vault,
			'AcceptClock',
			{ Passphrase: passphraseBytes('not the passphrase') },
			{ code: 'IncorrectPassphrase' }
		);
		expect((await describeKey()).Frozen).toBe(true);
	});

	test('goes on from the machine’s time, and says so in the log', async () => {
		const now = vault.clock.now();
		expect((await acceptClock(vault)).ClockTurnedBack).toBeNull();
		expect(await describeKey()).toMatchObject({ KeyState: 'ENABLED', Frozen: false });
		await vault.handle('Decrypt', { CiphertextBlob });
		const { Entries } = await vault.handle('ListActivity', { Limit: 2 });
		expect(Entries[1]).toMatchObject({
			operation: 'AcceptClock',
			detail: { from: now + ahead, to: now }
		});
		expect(Entries[0]?.time).toBe(now);
		const next = openTab(vault.store, vault.clock);
		expect((await unlock(next)).ClockTurnedBack).toBeNull();
	});

	test('brings nothing back that had expired by then', async () => {
		const other = await importedKeyAhead();
		await acceptClock(vault);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId: other });
		expect(KeyMetadata).toMatchObject({
			KeyState: 'PENDING_IMPORT',
			LostKeyMaterial: { reason: 'EXPIRED' }
		});
	});

	/** A key whose material expired within that future, and that no sweep has seen yet. */
	async function importedKeyAhead(): Promise<string> {
		await acceptClock(vault);
		const key = await importedKey(vault, someKeyMaterial(5), vault.clock.now() + dayMs);
		vault.clock.jump(ahead);
		await vault.handle('UpdateVault', { VaultName: 'again' });
		vault.clock.jump(-ahead);
		return key;
	}

	test('ends import parameters of that future, which would work too long', async () => {
		vault.clock.jump(ahead);
		const parameters = await getParameters(vault, KeyId);
		vault.clock.jump(-ahead);
		await acceptClock(vault);
		expect((await describeKey()).ImportParameters).toBeNull();
		await expectRefusal(vault, 'ImportKeyMaterial', importRequest(parameters), {
			code: 'ExpiredImportToken'
		});
		expect(heldErasables(await vault.store.readSnapshot())).toHaveLength(1);
	});
});
