import { describe, expect, test } from 'vitest';
import {
	asKeyId,
	asParameterSetId,
	isKeyId,
	shortSetId,
	uuidBytes,
	uuidFromBytes
} from '#lib/domain/ids.ts';
import fc from '../../support/properties.ts';

const uuid = '7f3a19c2-0b1d-4e5f-8a9b-0c1d2e3f4a5b';

describe('key ids', () => {
	test('are lower-case UUIDs with hyphens', () => {
		expect(asKeyId(uuid)).toBe(uuid);
		expect(asParameterSetId(uuid)).toBe(uuid);
	});

	test.each([
		['upper case', uuid.toUpperCase()],
		['no hyphens', uuid.replaceAll('-', '')],
		['braces', `{${uuid}}`],
		['a line end', `${uuid}\n`],
		['a prototype name', '__proto__'],
		['nothing', '']
	])('%s is none', (_, text) => {
		expect(isKeyId(text)).toBe(false);
		expect(() => asKeyId(text)).toThrow(RangeError);
		expect(() => asParameterSetId(text)).toThrow(RangeError);
	});
});

test('a UUID is 16 bytes and back', () => {
	fc.assert(
		fc.property(fc.uuid(), (any) => {
			expect(uuidBytes(any).length).toBe(16);
			expect(uuidFromBytes(uuidBytes(any))).toBe(any);
		})
	);
	expect(() => uuidFromBytes(new Uint8Array(15))).toThrow(RangeError);
});

test('the short form of a parameter set is its first 4 bytes, for people', () => {
	expect(shortSetId(asParameterSetId(uuid))).toBe('7F3A·19C2');
});
