/** The log as a file for programs outside (docs/formats.md §6, Activity). */
import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import type { LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { LogRow } from '#lib/storage/entry.ts';

/** The formats that the log is exported in. */
export const activityFormats = ['JSON_LINES', 'CSV'] as const;
/** One of them. */
export type ActivityFormat = (typeof activityFormats)[number];

/** An entry with what proves it: the bytes that were chained, and the hashes before and after them. */
export interface ProvenEntry {
	entry: LogEntry;
	row: LogRow;
	/** hash of the entry before it */
	previousHash: Bytes;
}

/** One line's fields, in their order. The same entry gives the same line in every export. */
function fieldsOf(vaultId: Bytes, { entry, row, previousHash }: ProvenEntry) {
	return {
		format: 'airlock/activity/1',
		vaultId: uuidFromBytes(vaultId),
		number: entry.number,
		time: new Date(entry.time).toISOString(),
		operation: entry.operation,
		keyId: entry.keyId,
		keyName: entry.keyName,
		result: entry.result,
		actor: entry.actor,
		detail: entry.detail,
		previousHash: toHex(previousHash),
		sealed: toHex(row.sealed),
		hash: toHex(row.hash)
	};
}

const columns = [
	'format',
	'vaultId',
	'number',
	'time',
	'operation',
	'keyId',
	'keyName',
	'result',
	'actor',
	'detail',
	'previousHash',
	'sealed',
	'hash'
] as const satisfies readonly (keyof ReturnType<typeof fieldsOf>)[];

/**
 * A cell that a spreadsheet takes as text, whatever the user has called a key: what could begin a formula gets an
 * apostrophe before it, and so does an apostrophe, so that the original can be told.
 */
function cell(text: string): string {
	const harmless = /^[=+\-@\t\r\n']/.test(text) ? `'${text}` : text;
	// RFC 4180 §2
	return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function csvLine(cells: readonly string[]): string {
	return `${cells.map(cell).join(',')}\r\n`;
}

/** @param entries - oldest first */
export function encodeActivity(
	format: ActivityFormat,
	vaultId: Bytes,
	entries: readonly ProvenEntry[]
): Bytes {
	const lines = entries.map((entry) => fieldsOf(vaultId, entry));
	if (format === 'JSON_LINES')
		return utf8(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
	const rows = lines.map((line) =>
		columns.map((column) => {
			const value = line[column];
			return typeof value === 'object' && value !== null ? JSON.stringify(value) : `${value ?? ''}`;
		})
	);
	// Spreadsheets take a file for UTF-8 that begins with U+FEFF.
	return utf8(`\uFEFF${[columns, ...rows].map(csvLine).join('')}`);
}
