import { describe, expect, test } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { storageError } from '#lib/storage/errors.ts';

describe('storageError', () => {
	test.each([
		['QuotaExceededError', new KmsError('QuotaExceeded', {})],
		['ConstraintError', new KmsError('Conflict', {})],
		['UnknownError', new KmsError('StorageFailed', { reason: 'UnknownError' })],
		[
			'VersionError',
			new KmsError('VaultDamaged', {
				damage: [{ record: 'database', problem: 'NEWER_FORMAT' }]
			})
		]
	])('%s → %s', (name, expected) => {
		const translated = storageError(new DOMException('may name a path', name));
		expect(translated).toEqual(expected);
		expect(translated).toMatchObject({ code: expected.code, details: expected.details });
		expect(translated).not.toHaveProperty('cause');
	});

	test('leaves everything else as it is', () => {
		const errors = [new KmsError('Conflict', {}), new TypeError('a mistake'), undefined];
		for (const error of errors) expect(storageError(error)).toBe(error);
	});
});
