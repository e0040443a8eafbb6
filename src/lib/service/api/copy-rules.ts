/** Rules for copies of key material, which the user takes or brings back. A slip here must not end in no copy at all. */
import type { Bytes } from '#lib/domain/bytes.ts';
import { longestPassphrase } from '#lib/domain/vault/slot.ts';
import { hasOnly, isBytes, isRecord, type Rule } from './rules.ts';

/** An age file under this passphrase (UTF-8 as typed, wiped), the bytes to write down, or none. */
export type Copy =
	| { Kind: 'AGE_FILE'; FilePassphrase: Bytes }
	| { Kind: 'SHOW' }
	| { Kind: 'NONE' };

/** Besides, to be printed: shares of which `Threshold` join, or one sheet with all of it. */
export type CopyOrSheets =
	| Copy
	| { Kind: 'SHARES'; Threshold: number; Count: number }
	| { Kind: 'SHEET' };

/** A copy that the user brings to be tested. */
export type CopyToTest =
	| { Kind: 'AGE_FILE'; File: Bytes; FilePassphrase: Bytes }
	/** UTF-8, as typed or scanned */
	| { Kind: 'TEXT'; Text: Bytes }
	/** the key material itself, or its hex or Base64; a private key may be under a password (UTF-8 as typed, wiped) */
	| { Kind: 'BYTES'; Bytes: Bytes; Password?: Bytes };

/** Of an age file, UTF-8. */
const isFilePassphrase = (value: unknown): boolean =>
	isBytes(value) && value.length <= longestPassphrase;

function isCopy(value: unknown): value is Copy {
	if (!isRecord(value)) return false;
	return value['Kind'] === 'AGE_FILE'
		? hasOnly(value, 'Kind', 'FilePassphrase') && isFilePassphrase(value['FilePassphrase'])
		: hasOnly(value, 'Kind') && (value['Kind'] === 'SHOW' || value['Kind'] === 'NONE');
}

function isSheets(value: unknown): boolean {
	if (!isRecord(value)) return false;
	return value['Kind'] === 'SHARES'
		? hasOnly(value, 'Kind', 'Threshold', 'Count') &&
				Number.isSafeInteger(value['Threshold']) &&
				Number.isSafeInteger(value['Count'])
		: hasOnly(value, 'Kind') && value['Kind'] === 'SHEET';
}

function isCopyToTest(value: unknown): value is CopyToTest {
	if (!isRecord(value)) return false;
	switch (value['Kind']) {
		case 'AGE_FILE':
			return (
				hasOnly(value, 'Kind', 'File', 'FilePassphrase') &&
				isBytes(value['File']) &&
				isFilePassphrase(value['FilePassphrase'])
			);
		case 'TEXT':
			return hasOnly(value, 'Kind', 'Text') && isBytes(value['Text']);
		default:
			return (
				value['Kind'] === 'BYTES' &&
				hasOnly(value, 'Kind', 'Bytes', 'Password') &&
				isBytes(value['Bytes']) &&
				(value['Password'] === undefined || isFilePassphrase(value['Password']))
			);
	}
}

/** A copy that the user takes. */
export const copy: Rule<Copy> = { name: 'COPY', holds: isCopy };
/** A copy that the user takes, also on paper. */
export const copyOrSheets: Rule<CopyOrSheets> = {
	name: 'COPY',
	holds: (value): value is CopyOrSheets => isCopy(value) || isSheets(value)
};
/** A copy that the user brings. */
export const copyToTest: Rule<CopyToTest> = { name: 'COPY_TO_TEST', holds: isCopyToTest };
