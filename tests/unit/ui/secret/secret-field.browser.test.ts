import { describe, expect, onTestFinished, test } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { parseUtf8 } from '#lib/domain/bytes.ts';
import { SecretField, secretOf } from '#lib/ui/secret/secret-field.ts';

/** What this file uses of Chromium's own protocol. */
interface Protocol {
	send(method: string, parameters: object): Promise<unknown>;
}

const chromium = cdp() as unknown as Protocol;
/** As a keyboard or an input method that gives a whole character, or several, at once. */
const insertText = (text: string) => chromium.send('Input.insertText', { text });

type Tag = 'input' | 'textarea';

/** A secret field in a form, which has the focus. */
function openField(tag: Tag = 'input') {
	const form = document.createElement('form');
	const element = document.createElement(tag);
	element.name = 'secret';
	if (element instanceof HTMLInputElement) element.type = 'password';
	form.append(element);
	document.body.append(form);
	const field = new SecretField();
	const end = field.attach(element) ?? (() => undefined);
	let inputs = 0;
	form.addEventListener('input', () => inputs++);
	let submits = 0;
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		submits++;
	});
	element.focus();
	onTestFinished(() => {
		end();
		form.remove();
	});
	return {
		form,
		element,
		field,
		end,
		text: () => parseUtf8(secretOf(form, 'secret')),
		counts: () => ({ inputs, submits })
	};
}

const transferOf = (text: string) => {
	const data = new DataTransfer();
	data.setData('text/plain', text);
	return data;
};
const paste = (element: Element, text: string) =>
	element.dispatchEvent(
		new ClipboardEvent('paste', {
			clipboardData: transferOf(text),
			bubbles: true,
			cancelable: true
		})
	);
const drop = (element: Element, text: string) =>
	element.dispatchEvent(
		new DragEvent('drop', { dataTransfer: transferOf(text), bubbles: true, cancelable: true })
	);

describe('keys', () => {
	test.each<Tag>(['input', 'textarea'])(
		'typed into an %s are in its bytes, and the page has as many dots',
		async (tag) => {
			const { element, text, counts } = openField(tag);
			await userEvent.keyboard('cörrect 锁');
			await insertText('😀');
			expect(text()).toBe('cörrect 锁😀');
			expect(element.value).toBe('•'.repeat(10));
			expect(element.selectionStart).toBe(10);
			expect(counts().inputs).toBe(10);
		}
	);

	test.each([
		['{Backspace}', 'one two thre', 12],
		['{ArrowLeft}{ArrowLeft}{Delete}', 'one two thre', 11],
		['{ArrowLeft}{ArrowLeft}X', 'one two thrXee', 12],
		['{Control>}{Backspace}{/Control}', 'one two ', 8],
		['{Home}{Control>}{Delete}{/Control}', ' two three', 0],
		['{Home}{Shift>}{ArrowRight}{ArrowRight}{ArrowRight}{/Shift}1', '1 two three', 1],
		['{Shift>}{Home}{/Shift}{Delete}', '', 0],
		['{Control>}a{/Control}new', 'new', 3],
		['{Control>}z{/Control}{Control>}{Shift>}z{/Shift}{/Control}', 'one two three', 13]
	])('%s edits as in any field', async (keys, expected, caret) => {
		const { element, text } = openField();
		await userEvent.keyboard('one two three');
		await userEvent.keyboard(keys);
		expect(text()).toBe(expected);
		expect(element.value).toBe('•'.repeat(expected.length));
		expect(element.selectionStart).toBe(caret);
		expect(element.selectionEnd).toBe(caret);
	});

	test('Enter sends the form of one line, and breaks the line of several', async () => {
		const line = openField();
		await userEvent.keyboard('secret{Enter}');
		expect(line.text()).toBe('secret');
		expect(line.counts().submits).toBe(1);
		const lines = openField('textarea');
		await userEvent.keyboard('one{Enter}two');
		expect(lines.text()).toBe('one\ntwo');
		expect(lines.element.value).toBe('•••\n•••');
	});
});

describe('text from elsewhere', () => {
	test.each([
		['paste', paste],
		['drop', drop]
	])('comes out of the event of a %s, which the browser never gets', async (_, give) => {
		const { element, text } = openField();
		await userEvent.keyboard('ab{ArrowLeft}');
		expect(give(element, 'one\r\ntwo\n')).toBe(false);
		expect(text()).toBe('aone twob');
		expect(element.value).toBe('•'.repeat(9));
		expect(element.selectionStart).toBe(8);
	});

	test('that is a file goes on to whoever takes files', () => {
		const { element } = openField('textarea');
		expect(paste(element, '')).toBe(true);
	});

	test('put in by a password manager takes the place of all', async () => {
		const { element, text } = openField();
		await userEvent.keyboard('wrong');
		element.value = 'from a manager';
		element.dispatchEvent(new Event('input', { bubbles: true }));
		expect(element.value).toBe('•'.repeat(14));
		expect(text()).toBe('from a manager');
	});

	test('put in by a password manager without a word is taken when it is asked for', () => {
		const { element, text } = openField();
		element.value = 'from a manager';
		expect(text()).toBe('from a manager');
		expect(element.value).toBe('•'.repeat(14));
	});

	test('that is but dots, which a password manager kept, is none', async () => {
		const { element, text } = openField();
		await userEvent.keyboard('right');
		element.value = '•'.repeat(14);
		element.dispatchEvent(new Event('input', { bubbles: true }));
		expect(text()).toBe('right');
		expect(element.value).toBe('•'.repeat(5));
	});

	test('composed by an input method is taken over when it is done', async () => {
		const { element, text } = openField('textarea');
		await userEvent.keyboard('ab{ArrowLeft}');
		await chromium.send('Input.imeSetComposition', {
			text: '锁',
			selectionStart: 1,
			selectionEnd: 1
		});
		expect(element.value).toBe('•锁•');
		await insertText('锁库');
		expect(text()).toBe('a锁库b');
		expect(element.value).toBe('••••');
		expect(element.selectionStart).toBe(3);
	});
});

describe('hidden and shown', () => {
	test('the text is in the page for as long as it is shown, the caret where it was', async () => {
		const { element, field, text } = openField();
		await insertText('a😀b');
		await userEvent.keyboard('{ArrowLeft}');
		field.show(true);
		expect(element.value).toBe('a😀b');
		expect(element.selectionStart).toBe(3);
		await userEvent.keyboard('{Backspace}锁');
		expect(element.value).toBe('a锁b');
		expect(text()).toBe('a锁b');
		field.show(false);
		expect(element.value).toBe('•••');
		expect(element.selectionStart).toBe(2);
	});

	test.each(['copy', 'cut', 'dragstart'])('no %s out of it but what is shown', (type) => {
		const { element, field } = openField('textarea');
		const isAllowed = () =>
			element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
		expect(isAllowed()).toBe(false);
		field.show(true);
		expect(isAllowed()).toBe(true);
	});
});

test('a form that is reset, and a field that goes, keep nothing', async () => {
	const { form, element, text, end } = openField();
	await userEvent.keyboard('secret');
	form.reset();
	expect(text()).toBe('');
	await userEvent.keyboard('secret');
	end();
	expect(element.value).toBe('');
	expect(() => secretOf(form, 'secret')).toThrow(TypeError);
});
