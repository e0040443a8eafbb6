import { expect, test } from 'vitest';
import { asKeyId } from '#lib/domain/ids.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import type { Handle } from '#lib/service/api.ts';
import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { allKeys, attentionTo } from '#lib/ui/overview/attention.ts';

const now = Date.UTC(2026, 10, 24, 12);

function key(number: number, facts: Partial<KeyMetadata> = {}): KeyMetadata {
	return {
		KeyId: asKeyId(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`),
		Aliases: [`key-${number}`],
		Description: '',
		Origin: 'EXTERNAL',
		KeySpec: 'AES_256',
		KeyUsage: 'ENCRYPT_DECRYPT',
		KeyState: 'ENABLED',
		CreationDate: now,
		DeletionDate: null,
		Expiration: null,
		ImportedOn: null,
		LostKeyMaterial: null,
		KeyCheckValue: null,
		Exportable: false,
		Bound: false,
		RecoveryRehearsedOn: null,
		ImportParameters: null,
		PastImportParameters: [],
		AllowedOperations: [],
		Frozen: false,
		...facts
	};
}

const expiring = (number: number, validTo: number) =>
	key(number, { Expiration: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo } });
const kinds = (keys: KeyMetadata[]) =>
	attentionTo(keys, now).map(({ kind, key: { Aliases } }) => `${Aliases[0]} ${kind}`);

test('nothing is said of a key that is as it should be', () => {
	expect(
		kinds([
			key(1),
			key(2, { Expiration: { expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' } }),
			key(3, { KeyState: 'DISABLED' })
		])
	).toEqual([]);
});

test('an expiry is worth a line from 30 days before', () => {
	const soon = 30 * dayMs;
	expect(kinds([expiring(1, now + soon + 1)])).toEqual([]);
	expect(kinds([expiring(1, now + soon)])).toEqual(['key-1 EXPIRES']);
});

test('what comes first stands first: what is past, then what is near', () => {
	const expired = key(2, {
		KeyState: 'PENDING_IMPORT',
		LostKeyMaterial: { reason: 'EXPIRED', at: now - dayMs, erasedAt: now, whileLocked: true }
	});
	const deleted = key(3, { KeyState: 'PENDING_DELETION', DeletionDate: now + 7 * dayMs });
	expect(kinds([deleted, expiring(1, now + hourMs), expired])).toEqual([
		'key-2 EXPIRED',
		'key-1 EXPIRES',
		'key-3 DELETION'
	]);
});

test('key material of which no copy was tested is named, after everything that has a date', () => {
	const imported = { ImportedOn: now - 60 * dayMs, Bound: true };
	expect(
		kinds([
			key(1, imported),
			expiring(2, now + hourMs),
			key(3, { ...imported, RecoveryRehearsedOn: now })
		])
	).toEqual(['key-2 EXPIRES', 'key-1 UNTESTED']);
});

test('material that a person deleted needs no attention', () => {
	const lost = { reason: 'DELETED', at: now, erasedAt: now, whileLocked: false } as const;
	expect(kinds([key(1, { KeyState: 'PENDING_IMPORT', LostKeyMaterial: lost })])).toEqual([]);
});

test('of a key that is to be deleted only that is said', () => {
	expect(kinds([{ ...expiring(1, now + hourMs), DeletionDate: now + 7 * dayMs }])).toEqual([
		'key-1 DELETION'
	]);
});

test('allKeys reads page after page', async () => {
	const pages = [[key(1), key(2)], [key(3)]];
	const asked: unknown[] = [];
	const handle = ((_: string, request: { Marker?: string }) => {
		asked.push(request.Marker);
		const index = Number(request.Marker ?? 0);
		const more = index + 1 < pages.length;
		return Promise.resolve({ Keys: pages[index], NextMarker: more ? String(index + 1) : null });
	}) as unknown as Handle;
	const keys = await allKeys(handle);
	expect(keys.map(({ Aliases }) => Aliases[0])).toEqual(['key-1', 'key-2', 'key-3']);
	expect(asked).toEqual([undefined, '1']);
});
