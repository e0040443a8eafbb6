import { describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { decodeBase85 } from '#lib/domain/reading/base85.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const decoded = (text: string, ...lengths: number[]) =>
	decodeBase85(utf8(text), lengths).map(({ form, bytes }) => [form, hex(bytes)]);

describe('Base85', () => {
	test.each([
		// the test keys of CurveZMQ
		[
			'Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID',
			'bb88471d65e2659b30c55a5321cebb5aab2b70a398645c26dca2b2fcb43fc518'
		],
		[
			'D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs',
			'7bb864b489afa3671fbe69101f94b38972f24816dfb01b51656b3fec8dfd0888'
		]
	])('Z85 %s is read where 32 bytes are expected', (text, key) => {
		expect(decoded(text, 32)).toEqual([['Z85', key]]);
		expect(decoded(` ${text}\r\n`, 16, 32)).toEqual([['Z85', key]]);
		expect(decoded(text, 16, 256)).toEqual([]);
		expect(decoded(text)).toEqual([]);
	});

	test.each([
		['<~87cURD]i,"Ebo80~>', 'Hello World!'],
		['<~87cURD]i,"\n  Ebo7~>', 'Hello World'],
		['<~z87cURz~>', '\0\0\0\0Hell\0\0\0\0'],
		['<~5l~>', 'A']
	])('Ascii85 %j says what it is, whatever is expected', (text, plain) => {
		expect(decoded(text)).toEqual([['ASCII85', hex(utf8(plain))]]);
	});

	test.each([
		['a group of more than four bytes', '<~s8W-"~>'],
		['one digit alone', '<~87cUR!~>'],
		['z within a group', '<~87zcUR~>'],
		['another character', '<~87cUv~>'],
		['no end', '<~87cUR'],
		['nothing in it', '<~~>'],
		['more than any key has', `<~${'87cUR'.repeat(4000)}~>`]
	])('Ascii85 with %s is none', (_, text) => {
		expect(decoded(text, 4)).toEqual([]);
	});

	test('both forms that fit are given', () => {
		const text = '0v#$%'.repeat(8); // of characters that both have
		const found = decoded(text, 32);
		expect(found.map(([form]) => form)).toEqual(['RFC_1924', 'Z85']);
		expect(readFile(utf8(text), { expectedLengths: [32] }).map(({ steps }) => steps[0])).toEqual(
			['RFC_1924', 'Z85'].map((name) => ({ step: 'BASE85', name }))
		);
	});

	test.each([
		['a hash in hex', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
		['Base64', 'qrvM3e7/ABEiM0RVZneImaq7zN3u/wARIjNEVWZ3'],
		['an address', 'https://kms.example.com/keys/alias/orders'.slice(0, 40)],
		['a path', 'projects/p-1/locations/eu/keyRings/r/k:1'],
		['a sentence', 'correct horse battery staple & 3 more!?!']
	])('%s of 40 characters is what it was', (_, text) => {
		expect(text).toHaveLength(40);
		expect(decoded(text, 32)).toEqual([]);
	});
});
