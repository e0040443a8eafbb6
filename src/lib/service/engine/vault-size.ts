/** How large a vault's file may be: no change makes it too large to be saved. */
import { KmsError } from '#lib/domain/errors.ts';
import { goesOnWhenFull } from '#lib/domain/vault/operation.ts';
import { vaultFileLimitBytes, vaultReserveBytes } from '#lib/domain/vault/vault-file.ts';
import type { Change } from './change.ts';

/** Up to where a vault's file may grow. */
export interface SizeLimits {
	/** by a change that only adds */
	roomyBytes: number;
	/** by any change */
	fileBytes: number;
}

/** The limits of a real vault. */
export const sizeLimits: SizeLimits = {
	roomyBytes: vaultFileLimitBytes - vaultReserveBytes,
	fileBytes: vaultFileLimitBytes
};

/**
 * @param bytes - of the vault's file after the change
 * @throws {@link KmsError} `VaultFull`
 */
export function assertRoom(
	change: Change,
	bytes: number,
	{ roomyBytes, fileBytes }: SizeLimits
): void {
	const { log = [], put = [] } = change;
	const usesReserve =
		(log.length > 0 || put.length === 0) && log.every(({ operation }) => goesOnWhenFull(operation));
	const limitBytes = usesReserve ? fileBytes : roomyBytes;
	if (bytes > limitBytes) throw new KmsError('VaultFull', { actualBytes: bytes, limitBytes });
}
