import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import type {
	ErasableRow,
	HeadRow,
	LogRow,
	RecordRow,
	StoreCommit
} from '#lib/storage/vault-store.ts';

/** Rows as storage sees them: it opens none of the sealed bytes, so any will do. */
const sealedBytes = (text: string): Bytes => utf8(`sealed ${text}`);

export function headRow(epoch: number): HeadRow {
	return {
		vaultId: new Uint8Array(16).fill(7),
		format: 1,
		epoch,
		sealed: sealedBytes(`head ${epoch}`)
	};
}

export function recordRow(id: string, version = 1): RecordRow {
	return { id, version, sealed: sealedBytes(`record ${id} ${version}`) };
}

export function erasableRow(id: string, notAfter: number | null): ErasableRow {
	return { id, version: 1, notAfter, sealed: sealedBytes(`erasable ${id}`), erasedAt: null };
}

export function logRow(number: number): LogRow {
	return { number, sealed: sealedBytes(`log ${number}`), hash: new Uint8Array(32).fill(number) };
}

export function slot(slotId: string): Slot {
	return {
		slotId,
		kind: 'passphrase',
		kdf: {
			id: 'argon2id',
			memoryKiB: 65536,
			passes: 3,
			lanes: 1,
			salt: new Uint8Array(32).fill(1)
		},
		commitment: new Uint8Array(32).fill(2),
		sealedRootKey: new Uint8Array(60).fill(3),
		checksum: new Uint8Array(32).fill(4)
	};
}

/** The commit that takes a vault from `expectedEpoch` to the next, with `changes`. */
export function storeCommit(
	expectedEpoch: number,
	changes: Omit<StoreCommit, 'expectedEpoch' | 'head'> = {}
): StoreCommit {
	return { expectedEpoch, head: headRow(expectedEpoch + 1), ...changes };
}
