import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { MessageInput } from '#lib/ui/sign/message-input.svelte.ts';

function typed(text: string): FormData {
	const data = new FormData();
	data.set('message', text);
	return data;
}

test('a longer message is refused in the words of the form, with both sizes', async () => {
	const input = new MessageInput(4, (size, most) => `${size} instead of ${most}`);
	expect(await input.read(typed('1234'))).toEqual(utf8('1234'));
	const refused = { field: 'message', message: '5 bytes instead of 4 bytes' };
	expect(await input.read(typed('12345'))).toEqual(refused);

	input.what = 'FILE';
	input.file = new File(['12345'], 'message.txt');
	expect(await input.read(typed(''))).toEqual({ ...refused, field: 'message-file' });
});

test('nothing typed, no file and an empty file are named', async () => {
	const input = new MessageInput(4, () => 'too long');
	expect(await input.read(typed(''))).toEqual({ field: 'message', message: 'Enter the text.' });
	input.what = 'FILE';
	const field = 'message-file';
	expect(await input.read(typed(''))).toEqual({ field, message: 'Choose a file.' });
	input.file = new File([], 'message.txt');
	expect(await input.read(typed(''))).toEqual({ field, message: 'The file is empty.' });
});
