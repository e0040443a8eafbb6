import { beforeEach, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { largestFileBytes, type FileReading } from '#lib/domain/reading/reading.ts';
import { FileInput, type FileFinding } from '#lib/ui/components/file-input.svelte.ts';
import { readingFacts } from '#lib/ui/words/reading-words.ts';
import { readInPage } from '../../../support/reading.ts';

interface Finding extends FileFinding {
	said: string | undefined;
}

/** Judges by an answer that the test gives. */
class Field extends FileInput<Finding> {
	readonly answers: { resolve: (said: string) => void; reject: (error: KmsError) => void }[] = [];
	kept: FileReading['bytes'] | undefined;

	protected hints() {
		return {};
	}
	protected refused(refusal: FileFinding): Finding {
		return { ...refusal, said: undefined };
	}
	protected drop(): void {
		this.kept?.fill(0);
		this.kept = undefined;
	}
	protected async judge([first]: FileReading[], unread: FileFinding): Promise<void> {
		if (!first) throw new Error('a file has a reading');
		this.kept = first.bytes;
		const finding = { ...unread, reading: readingFacts(first), said: undefined };
		this.say(finding);
		const question = () =>
			new Promise<string>((resolve, reject) => this.answers.push({ resolve, reject }));
		const result = await this.ask(question);
		if (result) this.say({ ...finding, said: result.answer, error: result.error });
	}
}

let field: Field;
beforeEach(() => {
	field = new Field(readInPage);
});
const file = (name: string, content = name) => new File([content], name);
const asked = (count: number) => expect.poll(() => field.answers.length).toBe(count);

describe('a field for a file', () => {
	test('reads, judges and says', async () => {
		const read = field.readFile(file('a.bin', 'some text'));
		await asked(1);
		expect(field.finding).toMatchObject({ name: 'a.bin', fileBytes: 9, said: undefined });
		field.answers[0]?.resolve('good');
		await read;
		expect(field.finding).toMatchObject({ said: 'good', error: undefined });
	});

	test('never says what comes late about the one before', async () => {
		const first = field.readFile(file('first'));
		await asked(1);
		const second = field.readFile(file('second'));
		await asked(2);
		field.answers[1]?.resolve('of the second');
		await second;
		field.answers[0]?.resolve('of the first');
		await first;
		expect(field.finding).toMatchObject({ name: 'second', said: 'of the second' });
	});

	test('says nothing once it is emptied, and wipes what it kept', async () => {
		const read = field.readText(utf8('secret text'));
		await asked(1);
		const { kept } = field;
		field.forget();
		field.answers[0]?.resolve('late');
		await read;
		expect(field.finding).toBeUndefined();
		expect(kept?.every((byte) => byte === 0)).toBe(true);
	});

	test('says why the engine refuses', async () => {
		const read = field.readFile(file('a'));
		await asked(1);
		field.answers[0]?.reject(new KmsError('VaultLocked', {}));
		await read;
		expect(field.finding?.error?.code).toBe('VaultLocked');
	});

	test.each([
		['an empty file', file('empty', ''), 'EmptyInput'],
		['one that is too large', file('large', 'x'.repeat(largestFileBytes + 1)), 'InputTooLarge']
	])('refuses %s without reading it', async (_, chosen, code) => {
		await field.readFile(chosen);
		expect(field.finding?.error?.code).toBe(code);
		expect(field.answers).toEqual([]);
	});

	test('waits, before a form is sent, for what is being read', async () => {
		let isSettled = false;
		void field.readFile(file('a'));
		const settled = field.settled().then(() => (isSettled = true));
		await asked(1);
		expect(isSettled).toBe(false);
		field.answers[0]?.resolve('good');
		await settled;
		expect(field.finding?.said).toBe('good');
	});
});
