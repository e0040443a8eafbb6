/** How large a vault's file may be: no change makes it too large to be saved. */
import { KmsError } from '#lib/domain/errors.ts';
import { goesOnWhenFull } from '#lib/domain/vault/operation.ts';
import {
	mostEntries,
	vaultFileLimitBytes,
	vaultReserveBytes
} from '#lib/domain/vault/vault-file.ts';
import type { Change } from './change.ts';
import type { OpenVault } from './open-vault.ts';

/** Up to where a vault's file may grow. */
export interface SizeLimits {
	/** by a change that only adds */
	roomyBytes: number;
	/** by any change */
	fileBytes: number;
	/** in entries, by any change */
	entries?: number;
}

/** The limits of a real vault. */
export const sizeLimits: SizeLimits = {
	roomyBytes: vaultFileLimitBytes - vaultReserveBytes,
	fileBytes: vaultFileLimitBytes
};

/** @returns whether a vault has as many entries as it may have */
export const hasAllEntries = ({ entries }: OpenVault, limits: SizeLimits): boolean =>
	entries.size >= (limits.entries ?? mostEntries);

/**
 * @param vault - before the change
 * @param bytes - of the vault's file after the change
 * @throws {@link KmsError} `VaultFull`
 */
export function assertRoom(
	vault: OpenVault,
	change: Change,
	bytes: number,
	limits: SizeLimits
): void {
	const { log = [], put = [] } = change;
	const usesReserve =
		(log.length > 0 || put.length === 0) && log.every(({ operation }) => goesOnWhenFull(operation));
	const limitBytes = usesReserve ? limits.fileBytes : limits.roomyBytes;
	if (bytes > limitBytes || hasAllEntries(vault, limits))
		throw new KmsError('VaultFull', { actualBytes: bytes, limitBytes });
}
