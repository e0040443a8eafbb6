/** What a vault file holds: the rows of a vault, sealed as they are. */
import { fromBase64, toBase64, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { isUuid } from '#lib/domain/ids.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import { longestSealedBytes, mostSlots } from '#lib/domain/vault/vault-file.ts';
import { RowReader, type RowBounds } from './row-reader.ts';
import type { ErasableRow, HeadRow, LogRow, RecordRow, VaultSnapshot } from './vault-store.ts';

const vaultIdBytes = 16;
const digestBytes = 32;
const longestId = 128;
/** Nonce and tag. */
const shortestSealed = 28;
/** A slot has most: eleven fields, five of them in an object of their own. */
const rowBounds: RowBounds = {
	longest: Math.ceil(longestSealedBytes / 3) * 4 + 1024,
	mostValues: 16,
	deepest: 2
};

/** How bytes stand in a line. */
type Encode = <Value extends Bytes | null>(bytes: Value) => string | Value;
const asBase64: Encode = (bytes) => bytes && toBase64(bytes);

const headLine = ({ vaultId, format, epoch, sealed }: HeadRow, encode: Encode) => ({
	vaultId: encode(vaultId),
	format,
	epoch,
	sealed: encode(sealed)
});
const slotLine = (slot: Slot, encode: Encode) => ({
	slotId: slot.slotId,
	kind: slot.kind,
	kdf: {
		id: slot.kdf.id,
		memoryKiB: slot.kdf.memoryKiB,
		passes: slot.kdf.passes,
		lanes: slot.kdf.lanes,
		salt: encode(slot.kdf.salt)
	},
	commitment: encode(slot.commitment),
	sealedRootKey: encode(slot.sealedRootKey),
	checksum: encode(slot.checksum)
});
const recordLine = ({ id, version, sealed }: RecordRow, encode: Encode) => ({
	id,
	version,
	sealed: encode(sealed)
});
const erasableLine = (
	{ id, version, notAfter, sealed, erasedAt }: ErasableRow,
	encode: Encode
) => ({ id, version, notAfter, sealed: encode(sealed), erasedAt });
const logLine = ({ number, sealed, hash }: LogRow, encode: Encode) => ({
	number,
	sealed: encode(sealed),
	hash: encode(hash)
});

/** How many bytes each kind of row takes in a vault file, with what divides it from the next. */
export const rowBytes = {
	slot: (row: Slot) => lineBytes((encode) => slotLine(row, encode)),
	record: (row: RecordRow) => lineBytes((encode) => recordLine(row, encode)),
	erasable: (row: ErasableRow) => lineBytes((encode) => erasableLine(row, encode)),
	log: (row: LogRow) => lineBytes((encode) => logLine(row, encode))
};

/** Counts Base64 instead of writing it. All else in a line is ASCII. */
function lineBytes(line: (encode: Encode) => object): number {
	let base64 = 0;
	const count: Encode = (bytes) => {
		base64 += Math.ceil((bytes?.length ?? 0) / 3) * 4;
		return bytes && '';
	};
	return JSON.stringify(line(count)).length + base64 + ',\n'.length;
}

/**
 * The rows of a vault as JSON, one in each line, bytes as Base64. Fields have an order, so that one vault always gives
 * the same bytes.
 */
export function encodeBody({ head, slots, records, erasables, log }: VaultSnapshot): Bytes {
	const list = <Row>(rows: readonly Row[], line: (row: Row, encode: Encode) => object) =>
		`[\n${rows.map((row) => JSON.stringify(line(row, asBase64))).join(',\n')}\n]`;
	return utf8(
		`{"head":${JSON.stringify(headLine(head, asBase64))},\n"slots":${list(slots, slotLine)},\n` +
			`"records":${list(records, recordLine)},\n"erasables":${list(erasables, erasableLine)},\n` +
			`"log":${list(log, logLine)}}\n`
	);
}

/**
 * Reads row by row, so that the first one that is none ends it, whatever comes after.
 *
 * @returns the rows, or undefined when anything in them has not the shape and size that it has at rest
 */
export function parseBody(body: Bytes): VaultSnapshot | undefined {
	try {
		const heads: HeadRow[] = [];
		const rows: Omit<VaultSnapshot, 'head'> = { slots: [], records: [], erasables: [], log: [] };
		const reader = new RowReader(body, rowBounds);
		reader.object(['head', 'slots', 'records', 'erasables', 'log'], (name) => {
			if (name === 'head') heads.push(asHead(reader.row()));
			else if (name === 'slots')
				rows.slots = readRows(reader, asSlot, ({ slotId }) => slotId, mostSlots);
			else if (name === 'records') rows.records = readRows(reader, asRecord, ({ id }) => id);
			else if (name === 'erasables') rows.erasables = readRows(reader, asErasable, ({ id }) => id);
			else rows.log = readRows(reader, asLog, ({ number }) => number);
		});
		reader.end();
		const [head] = heads;
		return head && { head, ...rows };
	} catch (error) {
		if (error instanceof RangeError || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** The functions below throw a RangeError for anything else than what they are called for. */
function asObject<Name extends string>(
	value: unknown,
	names: readonly Name[]
): Record<Name, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw new RangeError('not an object');
	const present = Object.keys(value);
	if (present.length !== names.length || !names.every((name) => present.includes(name)))
		throw new RangeError('other fields');
	return value as Record<Name, unknown>;
}

/** Ascending by id, which no two of them share. */
function readRows<Row>(
	reader: RowReader,
	asRow: (value: unknown) => Row,
	idOf: (row: Row) => string | number,
	most = Infinity
): Row[] {
	const rows: Row[] = [];
	reader.list((value) => {
		const row = asRow(value);
		const before = rows.at(-1);
		if (before && idOf(before) >= idOf(row)) throw new RangeError('rows out of order');
		if (rows.push(row) > most) throw new RangeError('too many rows');
	});
	return rows;
}

function asInteger(value: unknown, least = 0): number {
	if (!Number.isSafeInteger(value) || (value as number) < least)
		throw new RangeError('not such an integer');
	return value as number;
}

function asBytes(value: unknown, least: number, most = least): Bytes {
	// Base64 has four characters for three bytes; measured first, since decoding takes memory.
	if (typeof value !== 'string' || value.length > Math.ceil(most / 3) * 4)
		throw new RangeError('not Base64 of such a length');
	const bytes = fromBase64(value);
	if (bytes.length < least || bytes.length > most) throw new RangeError('bytes of another length');
	return bytes;
}

const asSealed = (value: unknown) => asBytes(value, shortestSealed, longestSealedBytes);

function asId(value: unknown): string {
	if (typeof value !== 'string' || value === '' || value.length > longestId)
		throw new RangeError('not an id');
	return value;
}

function asUuid(value: unknown): string {
	if (typeof value !== 'string' || !isUuid(value)) throw new RangeError('not a UUID');
	return value;
}

function asLiteral<Literal extends string>(value: unknown, literal: Literal): Literal {
	if (value !== literal) throw new RangeError('another kind');
	return literal;
}

function asHead(value: unknown): HeadRow {
	const row = asObject(value, ['vaultId', 'format', 'epoch', 'sealed']);
	return {
		vaultId: asBytes(row.vaultId, vaultIdBytes),
		format: asInteger(row.format, 1),
		epoch: asInteger(row.epoch, 1),
		sealed: asSealed(row.sealed)
	};
}

function asSlot(value: unknown): Slot {
	const row = asObject(value, ['slotId', 'kind', 'kdf', 'commitment', 'sealedRootKey', 'checksum']);
	const kdf = asObject(row.kdf, ['id', 'memoryKiB', 'passes', 'lanes', 'salt']);
	return {
		slotId: asUuid(row.slotId),
		kind: asLiteral(row.kind, 'passphrase'),
		kdf: {
			id: asLiteral(kdf.id, 'argon2id'),
			memoryKiB: asInteger(kdf.memoryKiB, 1),
			passes: asInteger(kdf.passes, 1),
			lanes: asInteger(kdf.lanes, 1),
			salt: asBytes(kdf.salt, 16, 64)
		},
		commitment: asBytes(row.commitment, 32),
		sealedRootKey: asBytes(row.sealedRootKey, 60),
		checksum: asBytes(row.checksum, digestBytes)
	};
}

function asRecord(value: unknown): RecordRow {
	const row = asObject(value, ['id', 'version', 'sealed']);
	return { id: asId(row.id), version: asInteger(row.version), sealed: asSealed(row.sealed) };
}

/** With its sealed bytes, or the marker of a sweep. */
function asErasable(value: unknown): ErasableRow {
	const row = asObject(value, ['id', 'version', 'notAfter', 'sealed', 'erasedAt']);
	const [id, version] = [asId(row.id), asInteger(row.version)];
	if (row.sealed === null) {
		const [notAfter, erasedAt] = [asInteger(row.notAfter), asInteger(row.erasedAt)];
		return { id, version, notAfter, sealed: null, erasedAt };
	}
	if (row.erasedAt !== null) throw new RangeError('erased, and still there');
	const notAfter = row.notAfter === null ? null : asInteger(row.notAfter);
	return { id, version, notAfter, sealed: asSealed(row.sealed), erasedAt: null };
}

function asLog(value: unknown): LogRow {
	const row = asObject(value, ['number', 'sealed', 'hash']);
	return {
		number: asInteger(row.number, 1),
		sealed: asSealed(row.sealed),
		hash: asBytes(row.hash, digestBytes)
	};
}
