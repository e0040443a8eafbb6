/** How large a vault's file would be: kept up to date with every change, so that none makes it too large to be saved. */
import { KmsError } from '#lib/domain/errors.ts';
import { goesOnWhenFull } from '#lib/domain/vault/operation.ts';
import { vaultFileLimitBytes, vaultReserveBytes } from '#lib/domain/vault/vault-file.ts';
import { rowBytes } from '#lib/storage/vault-file-body.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import type { Change } from './change.ts';

/** Header, head, seals, and the names of the lists: more than they take. */
export const frameBytes = 4096;

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

/** Rows of a vault, but for its head. */
export type Rows = {
	readonly [Name in keyof Omit<VaultSnapshot, 'head'>]: readonly VaultSnapshot[Name][number][];
};

/** @returns the bytes that these rows take in a vault file */
export function bytesOfRows({
	slots = [],
	records = [],
	erasables = [],
	log = []
}: Partial<Rows>): number {
	const sum = <Row>(rows: readonly Row[], bytes: (row: Row) => number) =>
		rows.reduce((total, row) => total + bytes(row), 0);
	return (
		sum(slots, rowBytes.slot) +
		sum(records, rowBytes.record) +
		sum(erasables, rowBytes.erasable) +
		sum(log, rowBytes.log)
	);
}

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
