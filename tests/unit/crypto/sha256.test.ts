import { describe, expect, it } from 'vitest';
import { sha256 } from '#lib/crypto/sha256.ts';
import { toHex, utf8 } from '#lib/domain/bytes.ts';

describe('sha256', () => {
	// The figures of FIPS 180-2 §B.1 and §B.2, and of no bytes at all.
	it.each([
		['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
		['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
		[
			'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
			'248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1'
		]
	])('hashes "%s"', async (text, hash) => {
		expect(toHex(await sha256(utf8(text)))).toBe(hash);
	});
});
