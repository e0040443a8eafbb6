/** The bytes of a vault at rest: an opening, then entries (docs/formats.md §5). Nothing else writes or reads them. */
import {
	concat,
	concatAll,
	equalBytes,
	u32,
	u64,
	u8,
	utf8,
	type Bytes
} from '#lib/domain/bytes.ts';
import { uuidBytes, uuidFromBytes } from '#lib/domain/ids.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { longestSealedBytes, mostEntries, mostSlots } from '#lib/domain/vault/vault-file.ts';
import { ByteReader, undefinedIfMisshapen } from './byte-reader.ts';

/** The version of everything that this module writes. */
export const vaultFormat = 2;

/** What comes before the entries, in the clear: which vault it is, and the ways in. */
export interface Opening {
	/** 16 bytes */
	vaultId: Bytes;
	slots: Slot[];
}

/** A commit, or a part of what a compaction has put in place of commits. */
export type EntryKind = 'COMMIT' | 'STRETCH';

/** One value at rest, in its sections. */
export interface Entry {
	/** counts the entries of a vault, from 1; grows from one to the next */
	epoch: number;
	kind: EntryKind;
	/** SHA-256 over body and log, 32 bytes */
	contentHash: Bytes;
	/** SHA-256 over the erasables as they were written, 32 bytes */
	erasablesHash: Bytes;
	/** what the vault is with this entry, sealed */
	head: Bytes;
	/** records that are put or deleted, sealed; empty for none */
	body: Bytes;
	/** as {@link encodeLog} writes it */
	log: Bytes;
	/** as {@link encodeErasables} writes it */
	erasables: Bytes;
}

/** A sealed entry of the activity log, chained to the one before. */
export interface LogRow {
	number: number;
	sealed: Bytes;
	/** HMAC over the hash before it and this entry's sealed bytes, 32 bytes */
	hash: Bytes;
}

/** Imported key material or a wrapping key: a sweep may erase it once due, without any key. */
export interface ErasableRow {
	/** UUID */
	id: string;
	/** due at this instant; null for what never expires */
	notAfter: EpochMillis | null;
	/** null once it was erased */
	sealed: Bytes | null;
	/** when it was erased */
	erasedAt: EpochMillis | null;
}

const magic = utf8('AIRV');
const vaultIdBytes = 16;
const hashBytes = 32;
const shortestSalt = 16;
const longestSalt = 64;
const commitmentBytes = 32;
const sealedRootKeyBytes = 60;
const kinds: readonly EntryKind[] = ['COMMIT', 'STRETCH'];
/** epoch, kind, two hashes, four lengths */
const frameBytes = 8 + 1 + 2 * hashBytes + 4 * 4;
/** `notAfter` and `erasedAt` of an erasable that has none. */
const none = 0;
/** No log gets so long, and what is beyond can have no next one. */
const lastLogNumber = 2 ** 52;

/**
 * `"AIRV" || u8 format = 2 || vault id (16) || u8 count || slots`. A slot is its id (16), `u32` memory in KiB, `u32`
 * passes, `u32` lanes, `u8` length of the salt, salt, commitment (32), sealed root key (60), checksum (32).
 */
export function encodeOpening({ vaultId, slots }: Opening): Bytes {
	const written = slots.map(({ slotId, kdf, commitment, sealedRootKey, checksum }) =>
		concat(
			uuidBytes(slotId),
			...[kdf.memoryKiB, kdf.passes, kdf.lanes].map(u32),
			u8(kdf.salt.length),
			kdf.salt,
			commitment,
			sealedRootKey,
			checksum
		)
	);
	return concat(magic, u8(vaultFormat), vaultId, u8(slots.length), ...written);
}

function readOpening(reader: ByteReader): Opening {
	if (!equalBytes(reader.take(magic.length), magic)) throw new RangeError('no vault');
	if (reader.u8() !== vaultFormat) throw new RangeError('another format');
	const vaultId = reader.take(vaultIdBytes);
	const count = reader.u8();
	if (count > mostSlots) throw new RangeError('too many slots');
	return { vaultId, slots: Array.from({ length: count }, () => readSlot(reader)) };
}

function readSlot(reader: ByteReader): Slot {
	const slotId = uuidFromBytes(reader.take(16));
	const cost = () => reader.u32(0xffffffff);
	const [memoryKiB, passes, lanes] = [cost(), cost(), cost()];
	const saltBytes = reader.u8();
	if (saltBytes < shortestSalt || saltBytes > longestSalt) throw new RangeError('no salt');
	return {
		slotId,
		kind: 'passphrase',
		kdf: { id: 'argon2id', memoryKiB, passes, lanes, salt: reader.take(saltBytes) },
		commitment: reader.take(commitmentBytes),
		sealedRootKey: reader.take(sealedRootKeyBytes),
		checksum: reader.take(hashBytes)
	};
}

/** @returns the opening, or undefined for bytes that are none */
export const parseOpening = (bytes: Bytes): Opening | undefined =>
	undefinedIfMisshapen(() => {
		const reader = new ByteReader(bytes);
		const opening = readOpening(reader);
		reader.end();
		return opening;
	});

/** @returns the format that bytes say to be of; undefined when they are no vault's */
export const formatOf = (bytes: Uint8Array): number | undefined =>
	equalBytes(bytes.subarray(0, magic.length), magic) ? bytes[magic.length] : undefined;

/** @returns whether bytes can go on to be a vault's */
export const beginsAsVault = (bytes: Uint8Array): boolean =>
	equalBytes(bytes.subarray(0, magic.length), magic.subarray(0, bytes.length));

/** What the head of an entry is bound to, beside the vault: `u64 epoch || u8 kind || content hash || erasables hash`. */
export const entryFrame = ({ epoch, kind, contentHash, erasablesHash }: Omit<Entry, 'head'>) =>
	concat(u64(epoch), u8(kinds.indexOf(kind)), contentHash, erasablesHash);

/** {@link entryFrame}, `u32` lengths of head, body, log and erasables, and these. */
export function encodeEntry(entry: Entry): Bytes {
	const sections = [entry.head, entry.body, entry.log, entry.erasables];
	const lengths = sections.map((section) => u32(section.length));
	return concat(entryFrame(entry), ...lengths, ...sections);
}

/** @returns how many bytes an entry takes */
export const entryBytes = ({ head, body, log, erasables }: Entry): number =>
	frameBytes + head.length + body.length + log.length + erasables.length;

function readEntry(reader: ByteReader): Entry {
	const epoch = reader.u64();
	const kind = kinds[reader.u8()];
	if (kind === undefined) throw new RangeError('another kind');
	const contentHash = reader.take(hashBytes);
	const erasablesHash = reader.take(hashBytes);
	const [headBytes, bodyBytes] = [reader.u32(longestSealedBytes), reader.u32()];
	const [logBytes, erasablesBytes] = [reader.u32(), reader.u32()];
	return {
		...{ epoch, kind, contentHash, erasablesHash },
		head: reader.take(headBytes),
		body: reader.take(bodyBytes),
		log: reader.take(logBytes),
		erasables: reader.take(erasablesBytes)
	};
}

/** @returns the entry, as views, or undefined for bytes that are none */
export const parseEntry = (bytes: Bytes): Entry | undefined =>
	undefinedIfMisshapen(() => {
		const reader = new ByteReader(bytes);
		const entry = readEntry(reader);
		reader.end();
		return entry;
	});

/** What comes after the entries in a file. No entry begins like this: epochs are below 2^53. */
export const endMark = utf8('END.');

/**
 * Reads what {@link encodeOpening} and {@link encodeEntry} wrote one after the other, up to an {@link endMark}.
 *
 * @returns views, and how many bytes these are; what is wrong instead, as far as that can be told
 */
export function parseVault(
	bytes: Bytes
): (Opening & { entries: Entry[]; length: number }) | 'CUT_OFF' | 'ALTERED' {
	const reader = new ByteReader(bytes);
	try {
		const opening = readOpening(reader);
		const entries: Entry[] = [];
		for (;;) {
			const start = reader.at;
			if (equalBytes(reader.take(endMark.length), endMark))
				return { ...opening, entries, length: start };
			reader.at = start;
			const entry = readEntry(reader);
			if (entry.epoch <= (entries.at(-1)?.epoch ?? 0)) return 'ALTERED';
			if (entries.length === mostEntries) return 'ALTERED';
			entries.push(entry);
		}
	} catch (error) {
		if (error instanceof RangeError) return reader.endsEarly ? 'CUT_OFF' : 'ALTERED';
		throw error;
	}
}

/** Each row as `u64 number || hash (32) || u32 length || sealed`. */
export const encodeLog = (rows: readonly LogRow[]): Bytes =>
	concatAll(
		rows.flatMap(({ number, hash, sealed }) => [u64(number), hash, u32(sealed.length), sealed])
	);

/** @returns the rows, as views; undefined for bytes that are none */
export const parseLog = (log: Bytes): LogRow[] | undefined =>
	undefinedIfMisshapen(() => {
		const [reader, rows]: [ByteReader, LogRow[]] = [new ByteReader(log), []];
		while (!reader.isAtEnd) {
			const [number, hash] = [readLogNumber(reader), reader.take(hashBytes)];
			rows.push({ number, hash, sealed: reader.take(reader.u32(longestSealedBytes)) });
		}
		return rows;
	});

/** The first and the last number of the rows of a log. */
export interface LogSpan {
	first: number;
	last: number;
}

/** @returns the span of the rows; undefined for none, and for bytes that are none */
export const logSpan = (log: Bytes): LogSpan | undefined =>
	undefinedIfMisshapen(() => {
		const reader = new ByteReader(log);
		let span: LogSpan | undefined;
		while (!reader.isAtEnd) {
			const number = readLogNumber(reader);
			span = { first: span?.first ?? number, last: number };
			reader.skip(hashBytes);
			reader.skip(reader.u32(longestSealedBytes));
		}
		return span;
	});

function readLogNumber(reader: ByteReader): number {
	const number = reader.u64();
	if (number < 1 || number > lastLogNumber) throw new RangeError('no number of a log row');
	return number;
}

/**
 * Each row as `id (16) || u64 not after, 0 for never || u64 erased at, 0 for not || u32 length || sealed`. What was
 * erased keeps its length where it lay, as zeros.
 */
export const encodeErasables = (rows: readonly ErasableRow[]): Bytes =>
	concatAll(
		rows.flatMap(({ id, notAfter, sealed, erasedAt }) => [
			...[uuidBytes(id), u64(notAfter ?? none), u64(erasedAt ?? none)],
			...[u32(sealed?.length ?? 0), sealed ?? new Uint8Array()]
		])
	);

interface ErasablePlace extends ErasableRow {
	/** where `erased at` is */
	erasedAtOffset: number;
	bytes: Bytes;
}

function readErasables(section: Bytes): ErasablePlace[] {
	const [reader, rows]: [ByteReader, ErasablePlace[]] = [new ByteReader(section), []];
	while (!reader.isAtEnd) {
		const id = uuidFromBytes(reader.take(16));
		const notAfter = reader.u64() || null;
		const erasedAtOffset = reader.at;
		const erasedAt = reader.u64() || null;
		const bytes = reader.take(reader.u32(longestSealedBytes));
		const sealed = erasedAt === null ? bytes : null;
		rows.push({ id, notAfter, sealed, erasedAt, erasedAtOffset, bytes });
	}
	return rows;
}

/** @returns the rows, as views; undefined for bytes that are none */
export const parseErasables = (section: Bytes): ErasableRow[] | undefined =>
	undefinedIfMisshapen(() =>
		readErasables(section).map(({ id, notAfter, sealed, erasedAt }) => ({
			...{ id, notAfter, sealed, erasedAt }
		}))
	);

/** @returns whether any of these rows was erased; undefined for what `parseErasables` takes for none */
export const hasErased = (section: Bytes): boolean | undefined =>
	undefinedIfMisshapen(() => {
		const reader = new ByteReader(section);
		let erased = false;
		while (!reader.isAtEnd) {
			reader.skip(16);
			reader.u64(); // a number that is no time is refused
			erased = reader.u64() !== none || erased;
			reader.skip(reader.u32(longestSealedBytes));
		}
		return erased;
	});

/** @returns when the first of an entry's erasables is due that are still there; null when none ever is */
export function firstDue({ erasables }: Entry): EpochMillis | null {
	const due = (parseErasables(erasables) ?? []).flatMap(({ sealed, notAfter }) =>
		sealed && notAfter !== null ? [notAfter] : []
	);
	return due.length === 0 ? null : due.reduce((a, b) => Math.min(a, b));
}

/**
 * Takes erasables out of an entry, for which no key is needed: zeros lie where they were.
 *
 * @param isWanted - of those that are still there
 * @param now - when they are erased
 * @returns the entry without them, and their ids
 */
export function eraseFrom(
	entry: Entry,
	isWanted: (row: ErasableRow) => boolean,
	now: EpochMillis
): { entry: Entry; erased: string[] } {
	const erasables = entry.erasables.slice();
	const wanted = (undefinedIfMisshapen(() => readErasables(erasables)) ?? []).filter(
		(row) => row.sealed && isWanted(row)
	);
	for (const { bytes, erasedAtOffset } of wanted) {
		bytes.fill(0);
		erasables.set(u64(now), erasedAtOffset);
	}
	return { entry: { ...entry, erasables }, erased: wanted.map(({ id }) => id) };
}
