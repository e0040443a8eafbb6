import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { answerStrength } from '#lib/service/worker/answer-strength.ts';

const answer = (text: string) => answerStrength({ passphrase: utf8(text) });

test('a passphrase is estimated as the engine will take it, however its characters were typed', () => {
	const words = 'éclair à la crème brûlée';
	const typed = answer(words.normalize('NFD'));
	expect(typed.strength).toBeDefined();
	expect(typed).toEqual(answer(words.normalize('NFC')));
});

test('what is too short anyway is not estimated', () => {
	expect(answer('e\u0301'.repeat(11))).toEqual({}); // 22 code points as typed, 11 characters
});

test('the bytes that came are wiped', () => {
	for (const text of ['correct horse battery', 'éclair à la crème']) {
		const passphrase = utf8(text);
		answerStrength({ passphrase });
		expect(passphrase).toEqual(new Uint8Array(passphrase.length));
	}
});
