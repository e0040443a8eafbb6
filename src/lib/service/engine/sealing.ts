/** How a vault's entries are sealed: what each is bound to, so that none can be moved, replayed or edited unnoticed. */
import {
	concat,
	equalBytes,
	lengthPrefixed,
	toHex,
	u64,
	utf8,
	parseUtf8,
	type Bytes
} from '#lib/domain/bytes.ts';
import type { KeySummary } from '#lib/domain/key/key-summary.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import { asRecord, type VaultRecord } from '#lib/domain/vault/vault-record.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { mac } from '#lib/crypto/mac.ts';
import { additionalData, open, seal } from '#lib/crypto/seal.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import { canonicalSlot } from '#lib/crypto/slot.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import {
	encodeErasables,
	encodeLog,
	entryFrame,
	type Entry,
	type EntryKind,
	type ErasableRow,
	type LogRow
} from '#lib/storage/entry.ts';

/** What the vault is with an entry: digests over all else, so that an entry that is missing, added or replayed shows. */
export interface Head {
	/** entries before this one */
	count: number;
	/** XOR over all of them of {@link entryTag}, hex */
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

/** The records of an entry. */
export interface Body {
	put: readonly VaultRecord[];
	/** ids of records that earlier entries may have */
	delete: readonly string[];
	/** only with the last part of a compaction: the epochs of all entries before it that stand */
	stand?: readonly number[];
	/** of all CMKs as they are with this entry, where it changes records; the last part of a compaction has it too */
	summary?: KeySummary;
}

/** What an entry is made of. */
export interface EntryParts extends Body {
	epoch: number;
	kind: EntryKind;
	log: readonly LogRow[];
	erasables: readonly ErasableRow[];
}

const bodyData = (vaultId: Bytes, epoch: number) =>
	additionalData('airlock/1/body', vaultId, u64(epoch));
const headData = (vaultId: Bytes, entry: Omit<Entry, 'head'>) =>
	additionalData('airlock/1/head', vaultId, entryFrame(entry));

/** @returns the body's plaintext, JSON; empty for a body with nothing in it */
export function encodeBody({ put, delete: deleted, stand, summary }: Body): Bytes {
	const isEmpty = put.length === 0 && deleted.length === 0 && !stand;
	return isEmpty
		? new Uint8Array()
		: utf8(JSON.stringify({ put, delete: deleted, stand, summary }));
}

/** Seals an entry: its body is bound to vault and epoch, its head to everything in it. */
export async function sealEntry(
	keys: VaultKeys,
	vaultId: Bytes,
	parts: EntryParts,
	head: Head
): Promise<Entry> {
	const { epoch, kind } = parts;
	const plaintext = encodeBody(parts);
	const body =
		plaintext.length === 0
			? plaintext
			: await seal(keys.record, plaintext, bodyData(vaultId, epoch));
	const [log, erasables] = [encodeLog(parts.log), encodeErasables(parts.erasables)];
	const [contentHash, erasablesHash] = await Promise.all([
		sha256(concat(body, log)),
		sha256(erasables)
	]);
	const entry = { epoch, kind, contentHash, erasablesHash, body, log, erasables };
	const sealedHead = await seal(keys.head, utf8(JSON.stringify(head)), headData(vaultId, entry));
	return { ...entry, head: sealedHead };
}

/** @returns an entry's head, or undefined when its seal doesn't fit */
export async function openHead(
	keys: VaultKeys,
	vaultId: Bytes,
	entry: Entry
): Promise<Head | undefined> {
	if (Number.isNaN(entry.epoch)) return undefined;
	const text = await openText(keys.head, entry.head, headData(vaultId, entry));
	return text === undefined ? undefined : (JSON.parse(text) as Head);
}

/** @returns an entry's records, or undefined when their seal doesn't fit, or this version of Airlock can't read them */
export async function openBody(
	keys: VaultKeys,
	vaultId: Bytes,
	{ epoch, body }: Entry
): Promise<Body | undefined> {
	if (body.length === 0) return { put: [], delete: [] };
	if (Number.isNaN(epoch)) return undefined;
	const text = await openText(keys.record, body, bodyData(vaultId, epoch));
	if (text === undefined) return undefined;
	const { put, ...rest } = JSON.parse(text) as Body;
	const records = put.map(asRecord);
	return records.includes(undefined) ? undefined : { ...rest, put: records as VaultRecord[] };
}

/** @returns an entry's share of the set digest: it stands for all of the entry, erasables as they were written */
export const entryTag = (keys: VaultKeys, entry: Entry): Promise<Bytes> =>
	mac(
		keys.set,
		concat(Number.isNaN(entry.epoch) ? new Uint8Array() : entryFrame(entry), entry.head)
	);

/** @returns whether body and log are those that the head is bound to */
export const isContentWhole = async ({ body, log, contentHash }: Entry): Promise<boolean> =>
	equalBytes(await sha256(concat(body, log)), contentHash);

/** @returns whether erasables are as they were written: none was erased or altered */
export const areErasablesWhole = async ({ erasables, erasablesHash }: Entry): Promise<boolean> =>
	equalBytes(await sha256(erasables), erasablesHash);

async function openText(
	sealingKey: CryptoKey,
	sealed: Bytes,
	aad: Bytes
): Promise<string | undefined> {
	const plaintext = await open(sealingKey, sealed, aad);
	return plaintext && parseUtf8(plaintext);
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

/** Seals entries and chains them: `h(n) = HMAC(log, h(n−1) || sealed entry n)`. */
export async function sealLog(
	keys: VaultKeys,
	vaultId: Bytes,
	entries: readonly LogEntry[],
	previousHash: Bytes
): Promise<LogRow[]> {
	const sealedEntries = await Promise.all(
		entries.map((entry) =>
			seal(keys.record, utf8(JSON.stringify(entry)), logData(vaultId, entry.number))
		)
	);
	const rows: LogRow[] = [];
	let hash = previousHash;
	for (const [index, sealed] of sealedEntries.entries()) {
		hash = await chainHash(keys, hash, sealed);
		rows.push({ number: entries[index]?.number ?? NaN, sealed, hash });
	}
	return rows;
}

/** @returns the hash of a log entry: HMAC over the hash before it and the sealed entry */
export function chainHash(keys: VaultKeys, previousHash: Bytes, sealed: Bytes): Promise<Bytes> {
	return mac(keys.log, concat(previousHash, sealed));
}

/** @returns the entry, or undefined when its seal doesn't fit */
export async function openLogEntry(
	keys: VaultKeys,
	vaultId: Bytes,
	row: LogRow
): Promise<LogEntry | undefined> {
	const text = await openText(keys.record, row.sealed, logData(vaultId, row.number));
	return text === undefined ? undefined : (JSON.parse(text) as LogEntry);
}
