import type { Combination } from '#lib/domain/reading/key-combinations.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { formatBytes } from '#lib/ui/words/format.ts';

/** The search for a key: which file holds the key material that a key is bound to. */
export const findMessages = {
	title: 'Find the key material',
	ofKey: (shortId: string) => `Key ${shortId}`,
	back: 'Back to the key',
	link: 'Find the file that holds it',
	linkHint: 'Drop any number of files; Airlock says which one holds it.',
	lead: (name: string) =>
		`Drop any number of files. Airlock says which one holds the key material that ${name} is bound to, whatever its encoding. The files are read on this computer; nothing of them is stored.`,
	checkValue: (kcv: string) => `Its check value is ${kcv}.`,
	notBound: 'This key has never had key material.',
	notBoundCause: 'There is nothing to find: you can import any 32 random bytes.',
	field: 'Files to search',
	fieldHint:
		'Key files, text files, JSON, zip, old exports: any file that might hold it. Shares may be in a file each.',
	looking: (name: string, done: number, total: number) =>
		`Searching ${name}, file ${done + 1} of ${total}…`,
	results: 'What was found',
	found: (name: string) => `${name} holds the key material.`,
	notFound: (total: number) =>
		total === 1 ? 'This file does not hold it.' : `None of ${total} files holds it.`,
	importIt: 'Import it again',
	file: 'File',
	finding: 'Finding',
	read: (how: string) => `read as ${how}`,
	forms: {
		BYTES: '',
		HEX: 'hex',
		BASE64: 'Base64',
		LINE_BREAK: 'with a line break after it',
		IN_TEXT: 'within text'
	},
	inParts: (combination: Combination) => {
		switch (combination.how) {
			case 'FIRST_BYTES':
				return `It is the first 32 of ${combination.of} bytes here; what follows may be an IV or another key. Save these 32 bytes to a file of their own to import them.`;
			case 'LAST_BYTES':
				return `It is the last 32 of ${combination.of} bytes here; what comes before may be an IV or another key. Save these 32 bytes to a file of their own to import them.`;
			case 'HALVES':
				return 'It is two values of this file, one after the other: each is one half. Join them in one file to import it.';
			case 'HALVES_TURNED':
				return 'It is in this file with its two halves in the wrong order. Swap them to import it.';
			case 'XOR':
				return `It is the XOR of ${combination.of} values of this file: each is a component. Combine them to import it.`;
			case 'BYTES_TURNED':
				return `It is in this file, in words of ${combination.of} bytes with the last byte first, as “od -x” prints them. Print it as single bytes (“od -An -tx1”) to import it.`;
		}
	},
	shares: (set: string | undefined, fault: readonly string[]) =>
		['Shares of a recovery kit', ...(set === undefined ? [] : [`set ${set}`])].join(', ') +
		`. ${fault.filter(Boolean).join(' ')}`,
	otherValues: (count: number, combined: boolean) =>
		combined
			? `${count} values of 32 bytes. None of them is it, nor is the XOR of two or three of them.`
			: `${count} values of 32 bytes. None of them is it.`,
	is: {
		HOLDS_IT: 'This is it.',
		HOLDS_IT_IN_SHARES: 'This is it, in the text of a printed sheet or of enough shares.',
		HALF: '16 bytes: not key material for this key. If it is one half, put both halves into one file.',
		HOLDS_IT_ENCRYPTED:
			'This is it, encrypted with parameters of this vault that still work. Import it as it is.',
		OTHER_KEY: (name: string) => `The key material of another key: ${name}.`,
		OTHER_MATERIAL: (kcv: string) => `Other key material, check value ${kcv}.`,
		OTHER_MATERIAL_WEAK: 'Other key material, or text of 32 characters.',
		ENCRYPTED_COPY:
			'An encrypted copy (age). Open it with “age -d” and its passphrase, then search the result.',
		ENCRYPTED_KEY: 'An encrypted key. No parameters in this vault can open it any more.',
		PRIVATE_KEY: 'A private key, not key material for this key.',
		PUBLIC_KEY: 'A public key.',
		TOKEN: 'A token.',
		NOT_UNPACKED: 'It can’t be unpacked.',
		EMPTY: 'The file is empty.',
		TOO_LARGE: `Larger than ${formatBytes(largestFileBytes, 'en')}: not read.`,
		NO_KEY: 'No key material.',
		UNREADABLE: 'The file can’t be read.'
	}
};
