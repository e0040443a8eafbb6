import { KmsError } from '#lib/domain/errors.ts';

/**
 * A DOMException as the KmsError that says what it means here; anything else comes back as it is.
 *
 * @returns `QuotaExceeded`, `Conflict` for a row that exists already, `VaultDamaged` for a newer
 * schema, or `StorageFailed` with the exception's name
 */
export function storageError(error: unknown): unknown {
	if (!(error instanceof DOMException)) return error;
	switch (error.name) {
		case 'QuotaExceededError':
			return new KmsError('QuotaExceeded', {});
		// the database was opened by a newer version of Airlock
		case 'VersionError':
			return new KmsError('VaultDamaged', {
				damage: [{ record: 'database', problem: 'NEWER_FORMAT' }]
			});
		case 'ConstraintError':
			return new KmsError('Conflict', {});
		default:
			return new KmsError('StorageFailed', { reason: error.name });
	}
}
