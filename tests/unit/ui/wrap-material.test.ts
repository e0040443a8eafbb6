import { expect, test } from 'vitest';
import { KmsError } from '#lib/domain/errors.ts';
import { keySpecs, symmetricSpecsOfLength } from '#lib/domain/key-spec.ts';
import { describeError } from '#lib/ui/messages/errors.ts';
import { materialVerdict, recognisedType } from '#lib/ui/wrap/material-words.ts';

const wrongLength = (actualBytes: number, expectedBytes = 32) =>
	new KmsError('InvalidKeyMaterialLength', { actualBytes, expectedBytes });
const finding = {
	name: 'key.bin',
	fileBytes: 33,
	reading: undefined,
	keySpecs: [],
	fault: undefined,
	comparison: undefined
};

test('the type of one file does not stay for the next', () => {
	expect(recognisedType(symmetricSpecsOfLength(64), keySpecs, 'AES_256')).toBe('HMAC_512');
	expect(recognisedType(symmetricSpecsOfLength(33), keySpecs, 'AES_256')).toBeUndefined();
	expect(recognisedType(symmetricSpecsOfLength(32), keySpecs, 'HMAC_256')).toBeUndefined();
	expect(recognisedType(symmetricSpecsOfLength(64), ['AES_256'], 'AES_256')).toBeUndefined();
});

test('a wrong length names the type that it is wrong for', () => {
	const said = materialVerdict({ ...finding, error: wrongLength(33, 64) }, 'HMAC_512', 'en');
	expect(said?.title).toMatch(/^HMAC-SHA-512 .*needs 64 bytes; this has 33\.$/);
});

test.each([
	[33, 'The likely cause is a line break at the end.'],
	[34, 'The likely cause is a line break at the end.'],
	[64, 'Often the hex or Base64 text was taken instead of the bytes.'],
	[65, 'Often the hex or Base64 text was taken instead of the bytes.'],
	[44, 'Often the hex or Base64 text was taken instead of the bytes.'],
	[43, 'Often the hex or Base64 text was taken instead of the bytes.'],
	[20, 'It may be another file, or a part of one.'],
	[48, 'It may be another file, or a part of one.']
])('%i bytes in place of 32 have a likely cause', (bytes, cause) => {
	expect(describeError(wrongLength(bytes), 'en').cause).toBe(cause);
	expect(materialVerdict({ ...finding, error: wrongLength(bytes) }, 'AES_256', 'en')?.cause).toBe(
		cause
	);
});
