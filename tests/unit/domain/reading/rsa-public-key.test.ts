import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { encodeDer, encodeInteger, tags } from '#lib/domain/reading/der.ts';
import { parseRsaPublicKey } from '#lib/domain/reading/rsa-public-key.ts';
import { derOf, rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';

const { n = '', e = '' } = rsaPair(2048).publicKey.export({ format: 'jwk' });
const modulus = Uint8Array.from(Buffer.from(n, 'base64url'));
const f4 = Uint8Array.from(Buffer.from(e, 'base64url'));
const even = Uint8Array.from(modulus, (byte, index) => (index === 255 ? byte & 0xfe : byte));
const nothing = Uint8Array.of(5, 0);
/** @param oid - the last octet of 1.2.840.113549.1.1.x */
function keyOf(m: Uint8Array, exponent: Uint8Array, { oid = 1, parameters = nothing } = {}): Bytes {
	const name = Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, oid);
	const pkcs1 = encodeDer(tags.sequence, encodeInteger(m), encodeInteger(exponent));
	return encodeDer(
		tags.sequence,
		encodeDer(tags.sequence, name, parameters),
		encodeDer(tags.bitString, Uint8Array.of(0), pkcs1)
	);
}

describe('an RSA public key that nobody should wrap with is refused, and named:', () => {
	test.each<[string, Bytes]>([
		['EXPONENT', keyOf(modulus, Uint8Array.of(0))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(1))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(2))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(1, 0, 0))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 1))],
		['EXPONENT', keyOf(modulus, modulus)],
		['MODULUS_EVEN', keyOf(even, f4)],
		['MODULUS_SIZE', keyOf(modulus.slice(0, 255), f4)],
		['MODULUS_SIZE', keyOf(new Uint8Array(1025).fill(0xff), f4)],
		['PARAMETERS', keyOf(modulus, f4, { parameters: Uint8Array.of(4, 3, 1, 2, 3) })],
		['PARAMETERS', keyOf(modulus, f4, { parameters: Uint8Array.of(5, 0, 5, 0) })],
		['PSS_ONLY', keyOf(modulus, f4, { oid: 10, parameters: new Uint8Array() })],
		['OAEP_ONLY', keyOf(modulus, f4, { oid: 7, parameters: new Uint8Array() })],
		['NOT_RSA', derOf(generateKeyPairSync('ed25519').publicKey, 'spki')],
		['NOT_A_PUBLIC_KEY', derOf(rsaPair(2048).publicKey, 'pkcs1')]
	])('%s', (reason, key) => {
		expect(() => parseRsaPublicKey(key)).toThrow(
			expect.objectContaining({ code: 'InvalidPublicKey', details: { reason } })
		);
		const [reading] = readFile(key);
		expect(reading?.content).toMatchObject({ kind: 'PUBLIC_KEY' });
		if (reason.startsWith('NOT_')) return;
		expect(reading?.content).toMatchObject({ algorithm: { type: 'RSA', fault: reason } });
	});
});

test.each([
	['3', Uint8Array.of(3)],
	['2^64 - 1', new Uint8Array(8).fill(0xff)]
])('an exponent of %s is taken', (_, exponent) => {
	expect(parseRsaPublicKey(keyOf(modulus, exponent)).exponent).toBe(BigInt(`0x${toHex(exponent)}`));
});

test('without NULL, or with zeros before its numbers, it is written in the one form', () => {
	const bare = keyOf(modulus, f4, { parameters: new Uint8Array() });
	const padded = encodeDer(tags.integer, new Uint8Array(3), modulus);
	const name = Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1);
	const zeros = encodeDer(
		tags.sequence,
		encodeDer(tags.sequence, name, nothing),
		encodeDer(tags.bitString, Uint8Array.of(0), encodeDer(tags.sequence, padded, encodeInteger(f4)))
	);
	for (const key of [bare, zeros]) {
		expect(toHex(parseRsaPublicKey(key).spki)).toBe(toHex(someRsaPublicKey(2048)));
		expect(readFile(key).map(({ bytes }) => toHex(bytes))).toEqual([toHex(someRsaPublicKey(2048))]);
	}
});

test.each([
	['DSA', () => generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 })],
	['X25519', () => generateKeyPairSync('x25519')],
	['X448', () => generateKeyPairSync('x448')],
	['ED448', () => generateKeyPairSync('ed448')]
] as const)('a public key of %s says so', (type, make) => {
	const [reading] = readFile(derOf(make().publicKey, 'spki'));
	expect(reading?.content).toMatchObject({ kind: 'PUBLIC_KEY', algorithm: { type } });
});
