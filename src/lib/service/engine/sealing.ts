/** How a vault's rows are sealed: what each is bound to, so that none can be moved, replayed or edited unnoticed. */
import {
	concat,
	lengthPrefixed,
	toHex,
	u32,
	u64,
	utf8,
	parseUtf8,
	type Bytes
} from '#lib/domain/bytes.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import {
	encodeRecord,
	parseRecord,
	recordId,
	type VaultRecord
} from '#lib/domain/vault/vault-record.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { mac } from '#lib/crypto/mac.ts';
import { additionalData, open, seal } from '#lib/crypto/seal.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import { canonicalSlot } from '#lib/crypto/slot.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import { epochOf } from '#lib/storage/commit-rules.ts';
import type { HeadRow, LogRow, RecordRow } from '#lib/storage/vault-store.ts';
import { isLogRow } from './row-shapes.ts';

/** The version of everything below. */
export const vaultFormat = 1;

/** The vault's head: digests over all else, so that a missing, added or replayed row shows. */
export interface Head {
	/** rows in `records` */
	count: number;
	/** XOR over all of them of {@link recordTag}, hex */
	setDigest: string;
	highestTimeSeen: EpochMillis;
	logCount: number;
	/** hash of the last log entry, hex */
	logHash: string;
	/** {@link slotsHash}, hex */
	slotsHash: string;
}

/** 32 zero bytes in hex: the digest of nothing. */
export const emptyDigest = '00'.repeat(32);

const recordData = (vaultId: Bytes, id: string, version: number) =>
	additionalData('airlock/1/record', vaultId, utf8('records'), utf8(id), u64(version));

/** Seals a record, bound to its vault, its id and its version. */
export async function sealRecord(
	keys: VaultKeys,
	vaultId: Bytes,
	record: VaultRecord,
	version: number
): Promise<RecordRow> {
	const id = recordId(record);
	const sealed = await seal(keys.record, encodeRecord(record), recordData(vaultId, id, version));
	return { id, version, sealed };
}

/** @returns the record; `'ALTERED'` when the seal doesn't fit, `'UNREADABLE'` when it does and the content is unknown */
export async function openRecord(
	keys: VaultKeys,
	vaultId: Bytes,
	row: RecordRow
): Promise<VaultRecord | 'ALTERED' | 'UNREADABLE'> {
	const plaintext = await open(keys.record, row.sealed, recordData(vaultId, row.id, row.version));
	if (plaintext === undefined) return 'ALTERED';
	return parseRecord(plaintext) ?? 'UNREADABLE';
}

/** A record's share of the set digest. */
export function recordTag(keys: VaultKeys, row: RecordRow): Promise<Bytes> {
	return mac(keys.set, lengthPrefixed(utf8('records'), utf8(row.id), u64(row.version), row.sealed));
}

/** @returns the XOR of two digests of the same length */
export function xor(a: Uint8Array, b: Uint8Array): Bytes {
	const sum = new Uint8Array(a);
	for (let index = 0; index < sum.length; index++) sum[index] = (a[index] ?? 0) ^ (b[index] ?? 0);
	return sum;
}

/** SHA-256 over all slots, by id, hex: a slot added or removed by hand shows after unlock. */
export async function slotsHash(slots: Iterable<Slot>): Promise<string> {
	const sorted = [...slots].sort((a, b) => (a.slotId < b.slotId ? -1 : 1));
	return toHex(
		await sha256(lengthPrefixed(...sorted.flatMap((slot) => [canonicalSlot(slot), slot.checksum])))
	);
}

const logData = (vaultId: Bytes, number: number) =>
	additionalData('airlock/1/log', vaultId, u64(number));

/** Seals an entry and chains it: `h(n) = HMAC(log, h(n−1) || sealed entry n)`. */
export async function sealLogEntry(
	keys: VaultKeys,
	vaultId: Bytes,
	entry: LogEntry,
	previousHash: Bytes
): Promise<LogRow> {
	const sealed = await seal(
		keys.record,
		utf8(JSON.stringify(entry)),
		logData(vaultId, entry.number)
	);
	return { number: entry.number, sealed, hash: await chainHash(keys, previousHash, sealed) };
}

/** @returns the hash of a log entry: HMAC over the hash before it and the sealed entry */
export function chainHash(keys: VaultKeys, previousHash: Bytes, sealed: Bytes): Promise<Bytes> {
	return mac(keys.log, concat(previousHash, sealed));
}

/** @returns the entry, or undefined when its seal doesn't fit, or it is no row of a log */
export async function openLogEntry(
	keys: VaultKeys,
	vaultId: Bytes,
	row: LogRow
): Promise<LogEntry | undefined> {
	if (!isLogRow(row)) return undefined;
	const plaintext = await open(keys.record, row.sealed, logData(vaultId, row.number));
	const text = plaintext && parseUtf8(plaintext);
	return text === undefined ? undefined : (JSON.parse(text) as LogEntry);
}

const headData = (row: Omit<HeadRow, 'sealed'>) =>
	additionalData('airlock/1/head', row.vaultId, u32(row.format), u64(row.epoch));

/** Seals the head, bound to its vault and its epoch. */
export async function sealHead(
	keys: VaultKeys,
	vaultId: Bytes,
	epoch: number,
	head: Head
): Promise<HeadRow> {
	const row = { vaultId, format: vaultFormat, epoch };
	return { ...row, sealed: await seal(keys.head, utf8(JSON.stringify(head)), headData(row)) };
}

/** @returns the head, or undefined when its seal doesn't fit, or it has another shape than any that was sealed */
export async function openHead(keys: VaultKeys, row: HeadRow): Promise<Head | undefined> {
	if (Number.isNaN(epochOf(row)) || !((row.sealed as unknown) instanceof Uint8Array))
		return undefined;
	const plaintext = await open(keys.head, row.sealed, headData(row));
	const text = plaintext && parseUtf8(plaintext);
	return text === undefined ? undefined : (JSON.parse(text) as Head);
}
