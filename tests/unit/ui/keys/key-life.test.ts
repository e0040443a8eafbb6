import { expect, test } from 'vitest';
import { dayMs } from '#lib/domain/time.ts';
import { describeFinding } from '#lib/ui/messages/diagnosis.ts';
import { utf8 } from '#lib/domain/bytes.ts';
import { asParameterSetId } from '#lib/domain/ids.ts';
import type { Handle } from '#lib/service/api.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { dueOf, hasWeakMaterial, plannedEvents } from '#lib/ui/keys/key-life.ts';
import { countUses } from '#lib/ui/keys/key-uses.ts';
import { noon } from '../../../support/cmk.ts';
import { importMaterial } from '../../../support/importing.ts';
import { newKey, newVault, someKeyMaterial } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const expires = (validTo: number) =>
	({ expirationModel: 'KEY_MATERIAL_EXPIRES', validTo }) as const;
const never = { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;
const lost = (reason: 'EXPIRED' | 'DELETED') => ({
	reason,
	at: noon,
	erasedAt: noon,
	whileLocked: false
});

test('what lies ahead is listed with the last first', () => {
	const parameters = { ParametersValidTo: noon + 2 } as KeyMetadata['ImportParameters'];
	expect(
		plannedEvents({
			ImportParameters: parameters,
			Expiration: expires(noon + 3),
			DeletionDate: noon + 1
		})
	).toEqual([
		{ kind: 'MATERIAL_EXPIRES', at: noon + 3 },
		{ kind: 'PARAMETERS_RUN_OUT', at: noon + 2 },
		{ kind: 'KEY_DELETED', at: noon + 1 }
	]);
	expect(plannedEvents({ ImportParameters: null, Expiration: never, DeletionDate: null })).toEqual(
		[]
	);
});

const usable = { KeyState: 'ENABLED', Expiration: never, LostKeyMaterial: null } as const;
const gone = { KeyState: 'PENDING_IMPORT', Expiration: null } as const;

test('an expiry within 30 days is due, a later one is not', () => {
	const at = (ms: number) => dueOf({ ...usable, Expiration: expires(noon + ms) }, undefined, noon);
	expect(at(30 * dayMs)).toEqual({ kind: 'EXPIRING', at: noon + 30 * dayMs });
	expect(at(30 * dayMs + 1)).toBeUndefined();
	expect(dueOf(usable, undefined, noon)).toBeUndefined();
});

test('an import under way comes before an expiry that has passed', () => {
	const expired = { ...gone, LostKeyMaterial: lost('EXPIRED') };
	expect(dueOf(expired, { Step: 'PARAMETERS' }, noon)).toEqual({ kind: 'EXPIRED' });
	expect(dueOf(expired, { Step: 'ENCRYPT' }, noon)).toEqual({ kind: 'IMPORTING' });
	expect(dueOf({ ...gone, LostKeyMaterial: lost('DELETED') }, undefined, noon)).toBeUndefined();
});

test('a key that is pending deletion is due for nothing else', () => {
	const key = { ...usable, KeyState: 'PENDING_DELETION', Expiration: expires(noon + 1) } as const;
	expect(dueOf(key, { Step: 'FILES' }, noon)).toBeUndefined();
});

test('what was encrypted with a key is counted; decrypting, refusals and other keys are not', async () => {
	const vault = await newVault();
	const { handle } = vault;
	const KeyId = await newKey(vault, { Origin: 'AIRLOCK' });
	const other = await newKey(vault, { Origin: 'AIRLOCK' });
	const { CiphertextBlob } = await handle('Encrypt', {
		KeyId,
		Plaintext: new TextEncoder().encode('a')
	});
	await handle('GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_256' });
	await handle('Decrypt', { CiphertextBlob });
	await handle('ReEncrypt', { CiphertextBlob, DestinationKeyId: other });
	const { Header } = await handle('EncryptFile', { KeyId, Bytes: 1 });
	await handle('ReEncryptFile', { Header, DestinationKeyId: other });
	await handle('Encrypt', { KeyId: other, Plaintext: new TextEncoder().encode('b') });
	await handle('DisableKey', { KeyId });
	await expect(
		handle('Encrypt', { KeyId, Plaintext: new TextEncoder().encode('c') })
	).rejects.toThrow();
	const { KeyMetadata: key } = await handle('DescribeKey', { KeyId });
	expect(await countUses(handle, key.KeyId)).toEqual({ count: 3, moved: 2, more: false });
	const { KeyMetadata: otherKey } = await handle('DescribeKey', { KeyId: other });
	expect(await countUses(handle, otherKey.KeyId)).toEqual({ count: 3, moved: 0, more: false });
});

test('a log with more entries than are read says that there are more', async () => {
	const answer = { Entries: [], NextMarker: 7, Total: 2000, BrokenAt: null };
	const handle = (async () => answer) as unknown as Handle;
	const { KeyMetadata: key } = await (await newVault()).handle('CreateKey', { Origin: 'AIRLOCK' });
	expect(await countUses(handle, key.KeyId)).toEqual({ count: 0, moved: 0, more: true });
});

test.each([
	['typed text', utf8('correct horse battery staple 123'), true],
	['hex characters', utf8('00112233445566778899aabbccddeeff'), true],
	['zeros', new Uint8Array(32), true],
	['random bytes', someKeyMaterial(5), false]
])('a key that was wrapped elsewhere over %s says so: weak %s', async (_, material, weak) => {
	const vault = await newVault();
	const KeyId = await newKey(vault);
	expect(hasWeakMaterial((await vault.handle('DescribeKey', { KeyId })).KeyMetadata)).toBe(false);
	await importMaterial(vault, KeyId, Uint8Array.from(material));
	const { KeyMetadata } = await vault.handle('DescribeKey', { KeyId });
	expect(KeyMetadata.KeyState).toBe('ENABLED');
	expect(hasWeakMaterial(KeyMetadata)).toBe(weak);
	const said = describeFinding(
		{
			id: 'EK-OK',
			setId: asParameterSetId('7f3a19c2-0000-4000-8000-000000000000'),
			keyCheckValue: KeyMetadata.KeyCheckValue
		},
		'en',
		String
	);
	expect(said.cause.includes('This key material can be guessed.')).toBe(weak);
});
