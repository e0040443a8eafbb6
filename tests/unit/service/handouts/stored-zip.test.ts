import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { storedZip } from '#lib/service/handouts/stored-zip.ts';

const files = {
	'README.txt': utf8('read me\n'),
	'empty.bin': new Uint8Array(),
	'密钥.bin': Uint8Array.from({ length: 300 }, (_, index) => index % 256)
};

test('a stored zip holds its files by their names, as another reader has them', () => {
	expect(unzipSync(storedZip(files))).toEqual(files);
	expect(unzipSync(storedZip({}))).toEqual({});
});

test('the same files give the same bytes, dated on the first day that a zip knows', () => {
	const zip = storedZip(files);
	expect(storedZip(files)).toEqual(zip);
	expect([...zip.subarray(10, 14)]).toEqual([0, 0, 0x21, 0]);
});
