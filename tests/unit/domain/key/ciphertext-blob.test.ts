import { describe, expect, test } from 'vitest';
import { concat, toHex } from '#lib/domain/bytes.ts';
import {
	blobHeaderBytes,
	encodeBlobHeader,
	parseCiphertextBlob
} from '#lib/domain/key/ciphertext-blob.ts';
import { asKeyId } from '#lib/domain/ids.ts';

const keyId = asKeyId('10213243-5465-4687-98a9-bacbdcedfe0f');
const materialId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
const header = encodeBlobHeader(keyId, materialId);
/** salt (24) || commitment (32) || one chunk with its tag (16) */
const message = (plaintextBytes: number) => new Uint8Array(72 + plaintextBytes).fill(0xcc);
const invalid = { code: 'InvalidCiphertext', details: {} };

test('the header is what docs/formats.md §2 says', () => {
	expect(toHex(header)).toBe(
		'41495243' + '01' + '1021324354654687' + '98a9bacbdcedfe0f' + '0102030405060708'
	);
	expect(blobHeaderBytes).toBe(29);
});

test('a material id of another length is a mistake', () => {
	expect(() => encodeBlobHeader(keyId, new Uint8Array(7))).toThrow(RangeError);
});

describe('parseCiphertextBlob', () => {
	test('takes a blob apart', () => {
		expect(parseCiphertextBlob(concat(header, message(5)))).toEqual({
			header,
			keyId,
			materialId,
			message: message(5)
		});
	});

	test.each([
		[0, false],
		[1, true],
		[4096, true],
		[4097, false]
	])('%i bytes of plaintext: taken is %s', (plaintextBytes, taken) => {
		const parse = () => parseCiphertextBlob(concat(header, message(plaintextBytes)));
		if (taken) expect(parse().message.length).toBe(72 + plaintextBytes);
		else expect(parse).toThrow(expect.objectContaining(invalid));
	});

	test.each([
		['another magic', 0],
		['another format', 4]
	])('refuses %s', (_, at) => {
		const blob = concat(header, message(5));
		expect(() => parseCiphertextBlob(blob.with(at, 0))).toThrow(expect.objectContaining(invalid));
	});

	test('refuses a blob cut off anywhere in its overhead, the empty one too', () => {
		const blob = concat(header, message(1));
		for (let length = 0; length < blob.length; length++)
			expect(() => parseCiphertextBlob(blob.slice(0, length))).toThrow(
				expect.objectContaining(invalid)
			);
	});
});
