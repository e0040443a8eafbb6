import { describe, expect, test } from 'vitest';
import { parseUtf8 } from '#lib/domain/bytes.ts';
import { changeOfMask, deletedRange, onOneLine, onSeveralLines } from '#lib/ui/secret/edits.ts';
import { longestSecretText, SecretText } from '#lib/ui/secret/secret-text.ts';
import fc from '../../../support/properties.ts';

const dot = '•';
const textOf = (secret: SecretText) => parseUtf8(secret.bytes());

function secretOf(content: string): SecretText {
	const secret = new SecretText();
	secret.replace({ start: 0, end: 0 }, content);
	return secret;
}

/** One, two, three and four bytes; a family of five code points, a letter with its accent apart; spaces and lines. */
const anyText = fc
	.array(fc.constantFrom('a', 'Z', '7', ' ', '\n', 'é', '锁', '😀', '👨‍👩‍👧', 'e\u0301'), {
		maxLength: 40
	})
	.map((parts) => parts.join(''));
const anyPlace = fc.nat({ max: 60 });

/** The same edits on an array of code points. */
class PlainText {
	characters: string[] = [];

	replace(start: number, end: number, inserted: string) {
		this.characters.splice(start, end - start, ...inserted);
	}

	deleted(inputType: string, start: number, end: number): [number, number] {
		const before = this.characters.slice(0, start);
		const after = this.characters.slice(end);
		const lengthOf = (pattern: RegExp, part: string[]) =>
			[...(pattern.exec(part.join(''))?.[0] ?? '')].length;
		if (start < end) return [start, end];
		switch (inputType) {
			case 'deleteContentBackward':
				return [start - lengthOf(/[\s\S]$/u, before), end];
			case 'deleteContentForward':
				return [start, end + lengthOf(/^[\s\S]/u, after)];
			case 'deleteWordBackward':
				return [start - lengthOf(/\S*\s*$/u, before), end];
			case 'deleteWordForward':
				return [start, end + lengthOf(/^\s*\S*/u, after)];
			case 'deleteSoftLineBackward':
				return [start - lengthOf(/[^\n]*$/u, before), end];
			case 'deleteHardLineForward':
				return [start, end + lengthOf(/^[^\n]*/u, after)];
			default:
				return [start - lengthOf(/[^\n]*$/u, before), end + lengthOf(/^[^\n]*/u, after)];
		}
	}
}

const deletions = [
	'deleteContentBackward',
	'deleteContentForward',
	'deleteWordBackward',
	'deleteWordForward',
	'deleteSoftLineBackward',
	'deleteHardLineForward',
	'deleteEntireSoftLine'
];

describe('secret text', () => {
	test('is what the same edits make of a plain text, with as many dots as characters', () => {
		const anyEdit = fc.record({
			one: anyPlace,
			other: anyPlace,
			collapsed: fc.boolean(),
			inserted: fc.option(anyText, { nil: undefined }),
			deletion: fc.constantFrom(...deletions)
		});
		fc.assert(
			fc.property(fc.array(anyEdit, { maxLength: 30 }), (edits) => {
				const secret = new SecretText();
				const plain = new PlainText();
				for (const { one, other, collapsed, inserted, deletion } of edits) {
					const length = plain.characters.length;
					const start = Math.min(one, collapsed ? one : other, length);
					const end = collapsed ? start : Math.min(Math.max(one, other), length);
					if (inserted !== undefined) {
						secret.replace({ start, end }, inserted);
						plain.replace(start, end, inserted);
					} else {
						const range = deletedRange(deletion, { start, end }, secret);
						expect(range).toBeDefined();
						secret.replace(range ?? { start, end }, '');
						plain.replace(...plain.deleted(deletion, start, end), '');
					}
					expect(textOf(secret)).toBe(plain.characters.join(''));
					expect(secret.length).toBe(plain.characters.length);
					expect(secret.masked(dot)).toBe(
						plain.characters.map((one) => (one === '\n' ? one : dot)).join('')
					);
				}
			})
		);
	});

	test('hands out bytes that fill a buffer of their own, and can be moved', () => {
		const bytes = secretOf('correct horse').bytes();
		expect(bytes.buffer.byteLength).toBe(bytes.length);
		expect(structuredClone(bytes, { transfer: [bytes.buffer] })).toHaveLength(13);
		expect(bytes).toHaveLength(0);
	});

	test('that would be too long stays as it was', () => {
		const secret = secretOf('x'.repeat(longestSecretText));
		expect(secret.replace({ start: 0, end: 0 }, 'y')).toBe(false);
		expect(secret.length).toBe(longestSecretText);
		expect(secret.replace({ start: 0, end: 1 }, 'y')).toBe(true);
	});

	test('is gone when it is wiped', () => {
		const secret = secretOf('correct horse');
		secret.wipe();
		expect([secret.length, secret.bytes().length, secret.masked(dot)]).toEqual([0, 0, '']);
	});
});

test('what is no deletion deletes nothing', () => {
	const selection = { start: 0, end: 3 };
	for (const inputType of ['insertText', 'historyUndo', 'formatBold'])
		expect(deletedRange(inputType, selection, secretOf('abc'))).toBeUndefined();
});

test.each([
	['one\r\n', 'one'],
	['one\n\n\r', 'one'],
	['one\r\ntwo\rthree\nfour\n', 'one two three four'],
	[' one ', ' one ']
])('%j is put on one line as browsers do', (pasted, line) => {
	expect(onOneLine(pasted)).toBe(line);
	expect(onSeveralLines(pasted)).toBe(pasted.replaceAll('\r\n', '\n').replaceAll('\r', '\n'));
});

describe('what something else wrote among the dots', () => {
	test('is told from the dots around it, wherever it stands', () => {
		fc.assert(
			fc.property(anyText, anyPlace, anyPlace, anyText, (content, one, other, inserted) => {
				fc.pre(!inserted.includes('\n') && !content.includes('\n'));
				const length = [...content].length;
				const start = Math.min(one, other, length);
				const end = Math.min(Math.max(one, other), length);
				const mask = dot.repeat(length);
				const value = dot.repeat(start) + inserted + dot.repeat(length - end);
				const secret = secretOf(content);
				const change = changeOfMask(mask, value, dot);
				if (change) secret.replace(change, change.inserted);
				const characters = [...content];
				// What is only taken out of a row of dots leaves no trace of its place.
				if (inserted === '') expect(secret.length).toBe(length - (end - start));
				else {
					characters.splice(start, end - start, ...inserted);
					expect(textOf(secret)).toBe(characters.join(''));
				}
			})
		);
	});

	test('takes the place of all of it', () => {
		expect(changeOfMask('•••', 'from a password manager', dot)).toEqual({
			start: 0,
			end: 3,
			inserted: 'from a password manager'
		});
		expect(changeOfMask('', 'abc', dot)).toEqual({ start: 0, end: 0, inserted: 'abc' });
	});

	test('is no text when it is dots, which a password manager kept', () => {
		expect(changeOfMask('', '••••', dot)).toBeUndefined();
		expect(changeOfMask('••', '••••', dot)).toBeUndefined();
	});
});
