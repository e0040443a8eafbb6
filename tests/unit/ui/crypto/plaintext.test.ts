import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { showPlaintext } from '#lib/ui/crypto/plaintext.ts';

test.each(['hello', '两行\n\t文字\r\n', '👩‍💻', ''])('text is shown as it is: %j', (text) => {
	expect(showPlaintext(utf8(text))).toEqual({ isText: true, shown: text });
});

test.each([
	['no UTF-8', Uint8Array.of(0xff, 0x00), 'ff00'],
	['a control character', utf8('a\u0000b'), '610062'],
	['an escape', utf8('\u001b[1m'), '1b5b316d'],
	['text turned round', utf8('\u202eabc'), 'e280ae616263'],
	['what cannot be seen', utf8('a\u200bb'), '61e2808b62']
])('%s is shown in hex', (_, bytes, shown) => {
	expect(showPlaintext(bytes)).toEqual({ isText: false, shown });
});
