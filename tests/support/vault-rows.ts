import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import {
	encodeErasables,
	encodeLog,
	type Entry,
	type ErasableRow,
	type LogRow,
	type Opening
} from '#lib/storage/entry.ts';
import type { StoreCommit } from '#lib/storage/vault-store.ts';

/** Values as storage sees them: it opens none of the sealed bytes, so any will do. */
const sealedBytes = (text: string): Bytes => utf8(`sealed ${text}`);

/** A UUID that ends in a number. */
export const idOf = (number: number) =>
	`8c1e0f3a-5b2d-4c6e-9f10-${String(number).padStart(12, '0')}`;

export function erasableRow(number: number, notAfter: number | null): ErasableRow {
	return { id: idOf(number), notAfter, sealed: sealedBytes(`erasable ${number}`), erasedAt: null };
}

export function logRow(number: number): LogRow {
	return { number, sealed: sealedBytes(`log ${number}`), hash: new Uint8Array(32).fill(number) };
}

export function slot(number: number): Slot {
	return {
		slotId: idOf(number),
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

export const opening = (...slots: number[]): Opening => ({
	vaultId: new Uint8Array(16).fill(7),
	slots: slots.map(slot)
});

export interface EntryContent {
	text?: string;
	log?: readonly number[];
	erasables?: readonly ErasableRow[];
}

export const entry = (
	epoch: number,
	{ text = '', log = [], erasables = [] }: EntryContent = {}
): Entry => ({
	epoch,
	kind: 'COMMIT',
	contentHash: new Uint8Array(32).fill(5),
	erasablesHash: new Uint8Array(32).fill(6),
	head: sealedBytes(`head ${epoch}`),
	body: sealedBytes(text),
	log: encodeLog(log.map(logRow)),
	erasables: encodeErasables(erasables)
});

/** The commit that takes a vault from `expectedEpoch` to the next. */
export function storeCommit(
	expectedEpoch: number,
	content: EntryContent = {},
	more: Omit<Partial<StoreCommit>, 'expectedEpoch' | 'put'> = {}
): StoreCommit {
	const isNew = expectedEpoch === 0 ? { opening: opening(1) } : {};
	return { expectedEpoch, put: [entry(expectedEpoch + 1, content)], ...isNew, ...more };
}
