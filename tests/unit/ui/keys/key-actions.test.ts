import { describe, expect, test } from 'vitest';
import { origins } from '#lib/domain/key/cmk.ts';
import { usageOf, type Kind } from '#lib/domain/key/kinds.ts';
import { isAllowed } from '#lib/domain/key/allowed.ts';
import { keyState, type KeyState } from '#lib/domain/key/key-state.ts';
import { keyOperations, type KeyOperation } from '#lib/domain/vault/operation.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import {
	actionAddress,
	offers,
	primaryAction,
	type Hindrance,
	type KeyAction
} from '#lib/ui/keys/key-actions.ts';
import { cmkWith, inState, noon, someKeyId } from '../../../support/cmk.ts';

type Key = Parameters<typeof offers>[0];

const never = { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } as const;

/** What the engine says of a key, as far as its actions go. */
function keyIn(
	state: KeyState,
	origin: KeyMetadata['Origin'] = 'EXTERNAL',
	kind: Kind = { keySpec: 'AES_256' }
): Key {
	const cmk = cmkWith({ ...inState[state], origin, ...kind });
	expect(keyState(cmk, noon)).toBe(state);
	return {
		KeyId: someKeyId,
		KeySpec: cmk.keySpec,
		KeyUsage: usageOf(cmk),
		KeyState: state,
		Origin: origin,
		Bound: cmk.boundCheckValue !== null,
		Expiration: cmk.material && never,
		AllowedOperations: keyOperations.filter((operation) => isAllowed(operation, cmk, noon))
	};
}

const offered = (key: Key, progress?: { Step: 'PARAMETERS' | 'ENCRYPT' | 'FILES' }) =>
	offers(key, progress)
		.filter(({ hindrance }) => hindrance === undefined)
		.map(({ action }) => action);
const hindered = (key: Key): [KeyAction, Hindrance | undefined][] =>
	offers(key, undefined)
		.filter(({ hindrance }) => hindrance !== undefined)
		.map(({ action, hindrance }) => [action, hindrance]);

test('what is offered begins with what the state asks for', () => {
	expect(offered(keyIn('PENDING_IMPORT'))).toEqual(['IMPORT', 'SCHEDULE_DELETION']);
	expect(offered(keyIn('ENABLED'))).toEqual([
		'ENCRYPT',
		'DISABLE',
		'CHANGE_EXPIRY',
		'DELETE_MATERIAL',
		'SCHEDULE_DELETION'
	]);
	expect(offered(keyIn('DISABLED'))).toEqual([
		'ENABLE',
		'CHANGE_EXPIRY',
		'DELETE_MATERIAL',
		'SCHEDULE_DELETION'
	]);
	expect(offered(keyIn('PENDING_DELETION'))).toEqual(['CANCEL_DELETION', 'DELETE_MATERIAL']);
});

test('what is not offered says why', () => {
	expect(hindered(keyIn('PENDING_IMPORT'))).toEqual([
		['ENCRYPT', 'NO_MATERIAL'],
		['DISABLE', 'NO_MATERIAL'],
		['DELETE_MATERIAL', 'NOTHING_TO_DELETE']
	]);
	expect(hindered(keyIn('DISABLED'))).toEqual([['ENCRYPT', 'IS_DISABLED']]);
	expect(hindered(keyIn('PENDING_DELETION'))).toEqual([
		['ENCRYPT', 'DELETION_SCHEDULED'],
		['DISABLE', 'DELETION_SCHEDULED'],
		['IMPORT', 'DELETION_SCHEDULED']
	]);
	expect(hindered(keyIn('ENABLED', 'AIRLOCK'))).toEqual([
		['IMPORT', 'MADE_BY_AIRLOCK'],
		['DELETE_MATERIAL', 'MADE_BY_AIRLOCK']
	]);
});

test('a deleted key material cannot be deleted again while deletion is scheduled', () => {
	const emptied = { ...keyIn('PENDING_DELETION'), Expiration: null };
	expect(offered(emptied)).toEqual(['CANCEL_DELETION']);
	expect(hindered(emptied)).toContainEqual(['DELETE_MATERIAL', 'NOTHING_TO_DELETE']);
});

const operationOf: Record<KeyAction, KeyOperation> = {
	IMPORT: 'ImportKeyMaterial',
	CONTINUE_IMPORT: 'ImportKeyMaterial',
	CHANGE_EXPIRY: 'ImportKeyMaterial',
	IMPORT_COPY: 'ImportFromCopy',
	ENCRYPT: 'Encrypt',
	SIGN: 'Sign',
	MAC: 'GenerateMac',
	DECRYPT: 'Decrypt',
	AGREE: 'DeriveSharedSecret',
	DECRYPT_OWN: 'Decrypt',
	VERIFY: 'Verify',
	CHECK_MAC: 'VerifyMac',
	ENABLE: 'EnableKey',
	DISABLE: 'DisableKey',
	DISCARD_IMPORT: 'DiscardImport',
	DELETE_MATERIAL: 'DeleteImportedKeyMaterial',
	CANCEL_DELETION: 'CancelKeyDeletion',
	SCHEDULE_DELETION: 'ScheduleKeyDeletion'
};

describe.each(origins)('of a key with origin %s', (origin) => {
	const states = (Object.keys(inState) as KeyState[]).filter(
		(state) => origin === 'EXTERNAL' || state !== 'PENDING_IMPORT'
	);
	test.each(states)('%s offers nothing that the engine would refuse', (state) => {
		const key = keyIn(state, origin);
		const underway = origin === 'EXTERNAL' ? ({ Step: 'FILES' } as const) : undefined;
		for (const action of [...offered(key), ...offered(key, underway)])
			expect(key.AllowedOperations, action).toContain(operationOf[action]);
	});

	test.each(states)('%s has its primary action among what is offered', (state) => {
		const key = keyIn(state, origin);
		expect(offered(key)[0]).toBe(primaryAction(key, undefined));
	});
});

test.each<[Kind, KeyAction | undefined]>([
	[{ keySpec: 'ECC_NIST_P256', keyUsage: 'SIGN_VERIFY' }, 'SIGN'],
	[{ keySpec: 'RSA_3072', keyUsage: 'SIGN_VERIFY' }, 'SIGN'],
	[{ keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' }, 'MAC'],
	[{ keySpec: 'RSA_3072' }, 'DECRYPT'],
	[{ keySpec: 'ECC_NIST_P256', keyUsage: 'KEY_AGREEMENT' }, 'AGREE']
])('a key of kind %o is offered for what it is made for', (kind, use) => {
	const key = keyIn('ENABLED', 'AIRLOCK', kind);
	const uses: readonly KeyAction[] = ['ENCRYPT', 'SIGN', 'MAC', 'DECRYPT', 'AGREE'];
	expect(offered(key).filter((action) => uses.includes(action))).toEqual(use ? [use] : []);
	expect(offered(key)[0]).toBe(primaryAction(key, undefined));
	for (const action of offered(key))
		expect(key.AllowedOperations, action).toContain(operationOf[action]);
	expect(hindered(keyIn('DISABLED', 'AIRLOCK', kind))[0]?.[0]).toBe(use ?? 'IMPORT');
});

test.each<[Kind, KeyAction, KeyAction]>([
	[{ keySpec: 'AES_256' }, 'DECRYPT_OWN', 'ENCRYPT'],
	[{ keySpec: 'ECC_NIST_P256', keyUsage: 'SIGN_VERIFY' }, 'VERIFY', 'SIGN'],
	[{ keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' }, 'CHECK_MAC', 'MAC']
])('a retired key of kind %o is offered for what it is kept for', (kind, remaining, barred) => {
	const cmk = cmkWith({ ...inState.ENABLED, origin: 'AIRLOCK', ...kind, retiredOn: noon });
	const AllowedOperations = keyOperations.filter((operation) => isAllowed(operation, cmk, noon));
	const retired = { ...keyIn('ENABLED', 'AIRLOCK', kind), AllowedOperations, RetiredOn: noon };
	expect(offered(retired)[0]).toBe(remaining);
	expect(AllowedOperations).toContain(operationOf[remaining]);
	expect(hindered(retired)).toContainEqual([barred, 'IS_RETIRED']);
	expect(actionAddress(remaining, retired, undefined)).toMatch(/^#\/crypto\/(decrypt|verify|mac)/);
});

test('an import that has parameters is continued at its step, or discarded', () => {
	const key = keyIn('PENDING_IMPORT');
	const progress = { Step: 'FILES' } as const;
	expect(primaryAction(key, progress)).toBe('CONTINUE_IMPORT');
	expect(offered(key, progress)).toEqual([
		'CONTINUE_IMPORT',
		'DISCARD_IMPORT',
		'SCHEDULE_DELETION'
	]);
	expect(actionAddress('CONTINUE_IMPORT', key, progress)).toBe(`#/keys/${someKeyId}/import/files`);
	expect(primaryAction(key, { Step: 'PARAMETERS' })).toBe('IMPORT');
});

test('key material that is gone can come from a copy, also while an import is under way', () => {
	const bound = { ...keyIn('PENDING_IMPORT'), Bound: true };
	expect(offered(bound)).toEqual(['IMPORT', 'IMPORT_COPY', 'SCHEDULE_DELETION']);
	expect(offered(bound, { Step: 'FILES' })).toEqual([
		'CONTINUE_IMPORT',
		'IMPORT_COPY',
		'DISCARD_IMPORT',
		'SCHEDULE_DELETION'
	]);
	expect(offered({ ...bound, Bound: false })).not.toContain('IMPORT_COPY');
});

test('importing again goes on at its step while the key is enabled', () => {
	expect(offered(keyIn('ENABLED'), { Step: 'ENCRYPT' })).toContain('CONTINUE_IMPORT');
	expect(offered(keyIn('ENABLED'), { Step: 'ENCRYPT' })).not.toContain('CHANGE_EXPIRY');
});

test('actions lead to a page, or are done in place', () => {
	const key = keyIn('ENABLED');
	expect(actionAddress('ENCRYPT', key, undefined)).toBe(`#/crypto/encrypt?key=${someKeyId}`);
	expect(actionAddress('CHANGE_EXPIRY', key, { Step: 'PARAMETERS' })).toBeUndefined();
	expect(actionAddress('DISABLE', key, undefined)).toBeUndefined();
});
