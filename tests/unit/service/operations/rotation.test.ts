import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { concat, fromBase64, parseUtf8, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import { encodeHeaderBody, parseMessageHeader } from '#lib/domain/message/header.ts';
import { decryptAgeFile } from '#lib/crypto/age-file.ts';
import { createKms } from '#lib/service/engine/kms.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { alterErasables, heldErasables, keysOf, recordsAtRest } from '../../../support/at-rest.ts';
import { decryptFile, encryptFile } from '../../../support/encrypted-files.ts';
import { compact } from '#lib/service/engine/compaction.ts';
import { loadVault } from '#lib/service/engine/load.ts';
import { hookedStore, type HookedStore } from '../../../support/hooked-store.ts';
import { must } from '../../../support/must.ts';
import fc from '../../../support/properties.ts';
import { expectRefusal, refusalOf } from '../../../support/refusal.ts';
import { rounds } from '../../../support/soak.ts';
import {
	cheapPassphrase,
	newKey,
	newVault,
	openTab,
	passphraseAgain,
	unlock,
	type TestVault
} from '../../../support/vault.ts';

let store: HookedStore;
let vault: TestVault;
let KeyId: string;
beforeEach(async () => {
	store = hookedStore(createMemoryStore());
	vault = await newVault(store);
	KeyId = await newKey(vault, { AliasName: 'alias/subject' });
});

const Plaintext = Uint8Array.of(1, 2, 3);
const encrypt = async (at = vault) =>
	(await at.handle('Encrypt', { KeyId, Plaintext })).CiphertextBlob;
const decrypt = (CiphertextBlob: Bytes, at = vault) => at.handle('Decrypt', { CiphertextBlob });
const rotate = (at = vault) => at.handle('RotateKeyOnDemand', { KeyId });
const status = (at = vault) => at.handle('GetKeyRotationStatus', { KeyId });
const all = async (at = vault) =>
	(await at.handle('ListKeyRotations', { KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }))
		.Rotations;
const enable = (RotationPeriodInDays: number, at = vault) =>
	at.handle('EnableKeyRotation', { KeyId, RotationPeriodInDays });
/** Entries of the log about a rotation, oldest first. */
const logged = async (at = vault) =>
	(await at.handle('ListActivity', { KeyId })).Entries.filter(({ operation }) =>
		operation.startsWith('RotateKey')
	).toReversed();
async function restart(): Promise<TestVault> {
	const next = openTab(store, vault.clock);
	await unlock(next);
	return next;
}

describe('a rotation on demand', () => {
	test('encrypts with new key material and decrypts with all of it, each by its id', async () => {
		const before = await encrypt();
		expect(await rotate()).toEqual({ KeyId });
		const after = await encrypt();
		const [first, second] = (await all()).map(({ KeyMaterialId }) => KeyMaterialId);
		expect(first).not.toBe(second);
		for (const [blob, id] of [
			[before, first],
			[after, second]
		] as const) {
			expect(toHex(blob.subarray(21, 29))).toBe(id);
			for (const at of [vault, await restart()])
				expect(await decrypt(blob, at)).toMatchObject({ Plaintext, KeyMaterialId: id });
		}
	});

	test('is told by every operation that has a key material id in AWS KMS', async () => {
		const old = await encrypt();
		await rotate();
		const [first, current] = (await all()).map(({ KeyMaterialId }) => KeyMaterialId);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.CurrentKeyMaterialId).toBe(current);
		const pair = { KeyId, KeyPairSpec: 'ECC_NIST_P256' } as const;
		for (const made of [
			await vault.handle('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }),
			await vault.handle('GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_256' }),
			await vault.handle('GenerateDataKeyPair', pair),
			await vault.handle('GenerateDataKeyPairWithoutPlaintext', pair)
		])
			expect(made.KeyMaterialId).toBe(current);
		const again = { CiphertextBlob: old, DestinationKeyId: KeyId };
		expect(await vault.handle('ReEncrypt', again)).toMatchObject({
			SourceKeyMaterialId: first,
			DestinationKeyMaterialId: current
		});
	});

	test('opens files of before and of after it', async () => {
		const old = await encryptFile(vault, Plaintext, { KeyId });
		await rotate();
		const current = await encryptFile(vault, Plaintext, { KeyId });
		await rotate();
		for (const { file } of [old, current])
			expect((await decryptFile(await restart(), file)).plaintext).toEqual(Plaintext);
		await expectRefusal(
			vault,
			'DecryptFile',
			{ Header: old.file.with(90, must(old.file[90]) ^ 1) },
			{ code: 'InvalidEncryptedFile' }
		);
	});

	test('opens each key material once for a file, however often the file names the key', async () => {
		await rotate();
		const { file } = await encryptFile(vault, Plaintext, { KeyId });
		const { messageId, context, frameLength, commitment, dataKeys } = parseMessageHeader(file);
		const altered = dataKeys.map((one) => ({
			...one,
			encrypted: one.encrypted.map((byte) => byte ^ 1)
		}));
		const derive = vi.spyOn(crypto.subtle, 'deriveKey');
		onTestFinished(() => derive.mockRestore());
		const derivedFor = async (times: number) => {
			const named = Array.from({ length: times }, () => altered).flat();
			const fields = { messageId, context, frameLength, commitment: must(commitment) };
			const Header = concat(encodeHeaderBody({ ...fields, dataKeys: named }), new Uint8Array(28));
			derive.mockClear();
			await expectRefusal(
				vault,
				'DecryptFile',
				{ Header },
				{ code: 'InvalidEncryptedFile', details: { reason: 'ALTERED' } }
			);
			return derive.mock.calls.length;
		};
		await derivedFor(1); // the first refusal also derives a key for the log
		expect(await derivedFor(1), 'two key materials').toBe(2);
		expect(await derivedFor(64)).toBe(2);
	});

	test('can be done 25 times', async () => {
		const blob = await encrypt();
		for (let count = 25; count > 0; count--) {
			expect((await status()).OnDemandRotationsLeft).toBe(count);
			await rotate();
		}
		expect((await status()).OnDemandRotationsLeft).toBe(0);
		await expectRefusal(
			vault,
			'RotateKeyOnDemand',
			{ KeyId },
			{ code: 'LimitExceeded', details: { of: 'onDemandRotations', limit: 25 } }
		);
		expect((await decrypt(blob)).Plaintext).toEqual(Plaintext);
	});

	test('leaves the date of the next automatic one', async () => {
		await enable(90);
		const { NextRotationDate } = await status();
		vault.clock.advance(30 * dayMs);
		await rotate();
		expect((await status()).NextRotationDate).toBe(NextRotationDate);
	});

	test('is in the log, with the id of the new key material', async () => {
		await rotate();
		const id = must((await all()).at(-1)).KeyMaterialId;
		expect(await logged()).toMatchObject([
			{ operation: 'RotateKeyOnDemand', actor: 'PERSON', detail: { keyMaterialId: id } }
		]);
	});
});

test('a blob of key material that the key never had is InvalidCiphertext', async () => {
	const blob = await encrypt();
	await rotate();
	const CiphertextBlob = concat(blob.subarray(0, 21), new Uint8Array(8), blob.subarray(29));
	await expectRefusal(vault, 'Decrypt', { CiphertextBlob }, { code: 'InvalidCiphertext' });
	const mixed = concat((await encrypt()).subarray(0, 29), blob.subarray(29));
	await expectRefusal(vault, 'Decrypt', { CiphertextBlob: mixed }, { code: 'InvalidCiphertext' });
});

test('a key with imported material tells why it is not rotated', async () => {
	const external = await newKey(vault);
	await expectRefusal(
		vault,
		'RotateKeyOnDemand',
		{ KeyId: external },
		{ code: 'UnsupportedOperation', details: { rule: 'ORIGIN_AIRLOCK_ONLY' } }
	);
});

describe('automatic rotation', () => {
	test.each([89, 2561, 0, -1])('can’t be every %i days', async (RotationPeriodInDays) => {
		await expectRefusal(
			vault,
			'EnableKeyRotation',
			{ KeyId, RotationPeriodInDays },
			{
				code: 'InvalidParameter',
				details: { parameter: 'RotationPeriodInDays', rule: 'FROM_90_TO_2560' }
			}
		);
	});

	test('is every 365 days by default, from now on, and can be turned off', async () => {
		expect(await status()).toEqual({
			...{ KeyId, KeyRotationEnabled: false, RotationPeriodInDays: null },
			...{ NextRotationDate: null, OnDemandRotationsLeft: 25 }
		});
		await vault.handle('EnableKeyRotation', { KeyId });
		expect(await status()).toMatchObject({
			...{ KeyRotationEnabled: true, RotationPeriodInDays: 365 },
			NextRotationDate: vault.clock.now() + 365 * dayMs
		});
		await enable(90);
		expect((await status()).NextRotationDate).toBe(vault.clock.now() + 90 * dayMs);
		const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
		expect(KeyMetadata.NextRotationDate).toBe(vault.clock.now() + 90 * dayMs);
		await vault.handle('DisableKeyRotation', { KeyId });
		vault.clock.advance(90 * dayMs);
		await vault.kms.sweep();
		expect(await all()).toHaveLength(1);
	});

	test.each([
		[-1, 0],
		[0, 1],
		[1, 1]
	])('%i ms from its date: %i rotations', async (ms, rotations) => {
		await enable(90);
		vault.clock.advance(90 * dayMs + ms);
		await vault.kms.sweep();
		await vault.kms.sweep();
		expect(await logged()).toHaveLength(rotations);
		expect(await all()).toHaveLength(1 + rotations);
	});

	test('happens at the unlock if its date came before, once for many dates', async () => {
		const blob = await encrypt();
		await enable(90);
		vault.clock.advance(1000 * dayMs);
		const next = await restart();
		const [, rotation] = await all(next);
		expect(rotation).toMatchObject({
			RotationType: 'AUTOMATIC',
			RotationDate: vault.clock.now(),
			KeyMaterialState: 'CURRENT'
		});
		expect(await all(next)).toHaveLength(2);
		expect(await logged(next)).toMatchObject([{ operation: 'RotateKey', actor: 'CLOCK' }]);
		expect((await status(next)).NextRotationDate).toBe(vault.clock.now() + 90 * dayMs);
		expect((await decrypt(blob, next)).Plaintext).toEqual(Plaintext);
	});

	test('tells the sweep when to come back', async () => {
		await enable(90);
		const { nextDeadline } = await vault.kms.sweep();
		expect(nextDeadline).toBe(vault.clock.now() + 90 * dayMs);
		const { Deadlines } = await vault.handle('ListDeadlines', {});
		expect(Deadlines).toMatchObject([{ KeyId, Kind: 'ROTATION', At: nextDeadline }]);
	});

	test('waits while the key is disabled or to be deleted, and comes once it is enabled', async () => {
		await enable(90);
		await vault.handle('DisableKey', { KeyId });
		vault.clock.advance(91 * dayMs);
		await vault.kms.sweep();
		expect(await status()).toMatchObject({ KeyRotationEnabled: true, NextRotationDate: null });
		await vault.handle('ScheduleKeyDeletion', { KeyId, Passphrase: passphraseAgain() });
		expect(await status()).toMatchObject({ KeyRotationEnabled: false });
		await vault.kms.sweep();
		await vault.handle('CancelKeyDeletion', { KeyId });
		await vault.kms.sweep();
		expect(await all()).toHaveLength(1);
		await vault.handle('EnableKey', { KeyId });
		await vault.kms.sweep();
		expect(await all()).toHaveLength(2);
	});

	test('happens once, though two tabs see its date at the same time', async () => {
		await enable(90);
		const other = await restart();
		vault.clock.advance(90 * dayMs);
		await Promise.all([vault.kms.sweep(), other.kms.sweep()]);
		expect(await all()).toHaveLength(2);
		expect(await logged()).toHaveLength(1);
		const blob = await encrypt(other);
		expect((await decrypt(blob)).Plaintext).toEqual(Plaintext);
	});

	test('waits while the clock is behind, though its date was seen before', async () => {
		await enable(90);
		await vault.handle('DisableKey', { KeyId });
		vault.clock.jump(91 * dayMs);
		await vault.kms.sweep();
		vault.clock.jump(-91 * dayMs);
		await vault.handle('EnableKey', { KeyId });
		await vault.kms.sweep();
		expect(await all()).toHaveLength(1);
		vault.clock.jump(91 * dayMs);
		await vault.kms.sweep();
		expect(await all()).toHaveLength(2);
	});

	test('is near again when the clock was far ahead', async () => {
		vault.clock.jump(5000 * dayMs);
		await enable(90);
		vault.clock.jump(-5000 * dayMs);
		await vault.kms.sweep();
		await vault.handle('AcceptClock', { Passphrase: passphraseAgain() });
		expect((await status()).NextRotationDate).toBe(vault.clock.now() + 90 * dayMs);
		expect(await all()).toHaveLength(1);
	});

	test('is left out of a full vault, which still opens, and is done once there is room', async () => {
		await enable(90);
		vault.clock.advance(90 * dayMs);
		const kms = createKms({
			...{ store, clock: vault.clock, passphraseCost: cheapPassphrase },
			sizeLimits: { roomyBytes: 1, fileBytes: 1024 ** 2 }
		});
		const full = { ...vault, kms, handle: kms.handle };
		await unlock(full);
		await kms.sweep();
		expect(await all(full)).toHaveLength(1);
		expect(await all(await restart())).toHaveLength(2);
	});
});

describe('a rotation that is cut off', () => {
	const cut = new KmsError('StorageFailed', { reason: 'UnknownError' });
	const cutOff = () => {
		throw cut;
	};

	test('before it is written has not happened, and is done at the next start', async () => {
		const blob = await encrypt();
		await enable(90);
		vault.clock.advance(90 * dayMs);
		store.hooks.beforeCommit = cutOff;
		expect(await refusalOf(vault.kms.sweep())).toEqual(cut);
		expect(await refusalOf(rotate())).toEqual(cut);
		store.hooks = {};
		expect(await all()).toHaveLength(1);
		const next = await restart();
		expect(await all(next)).toHaveLength(2);
		expect((await decrypt(blob, next)).Plaintext).toEqual(Plaintext);
	});

	test('after it is written has happened, once', async () => {
		const blob = await encrypt();
		await enable(90);
		vault.clock.advance(90 * dayMs);
		store.hooks.afterCommit = cutOff;
		await refusalOf(vault.kms.sweep());
		store.hooks = {};
		const next = await restart();
		await next.kms.sweep();
		expect(await all(next)).toHaveLength(2);
		expect(await logged(next)).toHaveLength(1);
		expect((await decrypt(blob, next)).Plaintext).toEqual(Plaintext);
	});
});

describe('at rest', () => {
	test('each key material is a row, and the deletion of the key erases them all', async () => {
		await rotate();
		await rotate();
		expect(heldErasables(await store.readSnapshot())).toHaveLength(3);
		await vault.handle('ScheduleKeyDeletion', {
			...{ KeyId, PendingWindowInDays: 7, Passphrase: passphraseAgain() }
		});
		vault.clock.advance(7 * dayMs);
		await vault.kms.sweep();
		vault.clock.advance(hourMs);
		await vault.kms.sweep();
		expect(heldErasables(await store.readSnapshot())).toEqual([]);
	});

	test('an earlier key material that is missing puts the vault into quarantine', async () => {
		await rotate();
		const record = must((await recordsAtRest(store)).get(KeyId));
		const id = record.kind === 'cmk' ? must(record.cmk.earlierMaterials?.[0]).recordId : '';
		const snapshot = must(await store.readSnapshot());
		alterErasables(snapshot, (rows) => rows.filter((row) => row.id !== id));
		const { Damage } = await unlock(openTab(createMemoryStore(snapshot), vault.clock));
		expect(Damage).toContainEqual({ record: `erasables/${id}`, problem: 'MISSING' });
	});

	test('a vault file and a compaction have them all', async () => {
		const blob = await encrypt();
		await rotate();
		const { File } = await vault.handle('SaveVaultFile', {});
		const snapshot = must(await store.readSnapshot());
		const loaded = await loadVault(snapshot, await keysOf(snapshot), vault.clock.now());
		await compact(store, loaded, { all: true });
		const elsewhere = openTab(createMemoryStore(), vault.clock);
		await elsewhere.handle('OpenVaultFile', { File, Passphrase: passphraseAgain() });
		for (const at of [elsewhere, await restart()])
			expect((await decrypt(blob, at)).Plaintext).toEqual(Plaintext);
	});
});

test('a readable export has all key material, each with its id', async () => {
	await rotate();
	await rotate();
	const FilePassphrase = 'a passphrase for the file';
	const { File } = await vault.handle('ExportVerified', {
		...{ FilePassphrase: utf8(FilePassphrase), Passphrase: passphraseAgain() }
	});
	const text = must(parseUtf8(await decryptAgeFile(File, FilePassphrase)));
	const { keys } = JSON.parse(text) as {
		keys: { keyMaterial: string; earlierKeyMaterials: Record<string, string>[] }[];
	};
	const { keyMaterial, earlierKeyMaterials } = must(keys[0]);
	const materials = [...earlierKeyMaterials.map((one) => one['keyMaterial'] ?? ''), keyMaterial];
	expect(materials.map((material) => fromBase64(material).length)).toEqual([32, 32, 32]);
	expect(new Set(materials).size).toBe(3);
	const ids = (await all()).slice(0, -1).map(({ KeyMaterialId }) => KeyMaterialId);
	expect(earlierKeyMaterials.map(({ materialId }) => materialId)).toEqual(ids);
});

test('ListKeyRotations lists rotations a page at a time, and the first key material if asked', async () => {
	for (let index = 0; index < 3; index++) await rotate();
	const list = (request: object) => vault.handle('ListKeyRotations', { KeyId, ...request });
	const { Rotations, Truncated } = await list({});
	expect(Truncated).toBe(false);
	expect(Rotations.map(({ RotationType }) => RotationType)).toEqual([
		...['ON_DEMAND', 'ON_DEMAND', 'ON_DEMAND']
	]);
	expect(Rotations.map(({ KeyMaterialState }) => KeyMaterialState)).toEqual([
		...['NON_CURRENT', 'NON_CURRENT', 'CURRENT']
	]);
	const page = await list({ Limit: 2, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
	expect(page.Rotations[0]).toMatchObject({ RotationDate: null, RotationType: null });
	const rest = await list({
		...{ Limit: 2, IncludeKeyMaterial: 'ALL_KEY_MATERIAL', Marker: page.NextMarker }
	});
	expect([...page.Rotations, ...rest.Rotations].slice(1)).toEqual(Rotations);
	expect(rest.NextMarker).toBeNull();
	await expectRefusal(
		vault,
		'ListKeyRotations',
		{ KeyId, Marker: 'ff' },
		{ code: 'InvalidParameter' }
	);
});

test('whatever happens in between, everything that was encrypted decrypts', async () => {
	const step = fc.constantFrom('ENCRYPT', 'FILE', 'ROTATE', 'DATE', 'RESTART', 'COMPACT');
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
			let at = await newVault();
			const key = await newKey(at, {});
			await at.handle('EnableKeyRotation', { KeyId: key });
			const blobs: Bytes[] = [];
			const files: Bytes[] = [];
			for (const now of steps) {
				if (now === 'ENCRYPT') {
					const request = { KeyId: key, Plaintext };
					blobs.push((await at.handle('Encrypt', request)).CiphertextBlob);
				}
				if (now === 'FILE') files.push((await encryptFile(at, Plaintext, { KeyId: key })).file);
				if (now === 'ROTATE') await at.handle('RotateKeyOnDemand', { KeyId: key });
				if (now === 'DATE') {
					at.clock.advance(365 * dayMs);
					await at.kms.sweep();
				}
				if (now === 'RESTART') {
					at = openTab(at.store, at.clock);
					await unlock(at);
				}
				if (now === 'COMPACT') {
					const snapshot = must(await at.store.readSnapshot());
					const loaded = await loadVault(snapshot, await keysOf(snapshot), at.clock.now());
					await compact(at.store, loaded, { all: true });
				}
			}
			for (const CiphertextBlob of blobs)
				expect((await at.handle('Decrypt', { CiphertextBlob })).Plaintext).toEqual(Plaintext);
			for (const file of files) expect((await decryptFile(at, file)).plaintext).toEqual(Plaintext);
			const { Rotations } = await at.handle('ListKeyRotations', { KeyId: key });
			const rotations = steps.filter((one) => one === 'ROTATE' || one === 'DATE');
			expect(Rotations).toHaveLength(rotations.length);
		}),
		{ numRuns: rounds(15, 300) }
	);
});
