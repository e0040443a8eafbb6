import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import { encodeDer, encodeInteger } from '#lib/domain/asn1/der-writing.ts';
import { parseRsaPublicKey } from '#lib/domain/reading/rsa-public-key.ts';
import { derOf, rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';

const { n = '', e = '' } = rsaPair(2048).publicKey.export({ format: 'jwk' });
const modulus = Uint8Array.from(Buffer.from(n, 'base64url'));
const f4 = Uint8Array.from(Buffer.from(e, 'base64url'));
const even = Uint8Array.from(modulus, (byte, index) => (index === 255 ? byte & 0xfe : byte));
const nothing = Uint8Array.of(5, 0);
/** @param oid - the last octet of 1.2.840.113549.1.1.x */
function keyOf(
	m: Uint8Array,
	exponent: Uint8Array,
	{
		oid = 1,
		parameters = nothing,
		unusedBits = 0,
		asWritten = [encodeInteger(m), encodeInteger(exponent)]
	} = {}
): Bytes {
	const name = Uint8Array.of(6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, oid);
	const pkcs1 = encodeDer(tags.sequence, ...asWritten);
	return encodeDer(
		tags.sequence,
		encodeDer(tags.sequence, name, parameters),
		encodeDer(tags.bitString, Uint8Array.of(unusedBits), pkcs1)
	);
}
/** An INTEGER of these octets, the sign as it comes. */
const raw = (...octets: number[]) => encodeDer(tags.integer, Uint8Array.from(octets));

describe('an RSA public key that nobody should wrap with is refused, and named:', () => {
	test.each<[string, Bytes]>([
		['EXPONENT', keyOf(modulus, Uint8Array.of(0))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(1))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(2))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(1, 0, 0))],
		['EXPONENT', keyOf(modulus, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 1))],
		['EXPONENT', keyOf(modulus, modulus)],
		// negative numbers
		['EXPONENT', keyOf(modulus, f4, { asWritten: [encodeInteger(modulus), raw(0x81, 0, 1)] })],
		['MODULUS_SIZE', keyOf(modulus, f4, { asWritten: [raw(...modulus), encodeInteger(f4)] })],
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

test('a BIT STRING of which not all bits count is no key, for the reader as for the check', () => {
	const key = keyOf(modulus, f4, { unusedBits: 1 });
	expect(() => parseRsaPublicKey(key)).toThrow(
		expect.objectContaining({ code: 'InvalidPublicKey', details: { reason: 'NOT_RSA' } })
	);
	expect(readFile(key).map(({ content }) => content.kind)).toEqual(['UNKNOWN']);
});

test('a line break behind DER is none of it; parameters for DH are no RSA key', () => {
	const withBreak = Buffer.concat([keyOf(modulus, f4), Buffer.from('\r\n')]);
	expect(readFile(withBreak).map(({ content }) => content.kind)).toEqual(['PUBLIC_KEY']);
	const pair = encodeDer(tags.sequence, encodeInteger(modulus), encodeInteger(Uint8Array.of(5)));
	const parameters = `-----BEGIN DH PARAMETERS-----\n${Buffer.from(pair).toString('base64')}\n-----END DH PARAMETERS-----\n`;
	expect(readFile(Buffer.from(parameters)).map(({ content }) => content.kind)).toEqual(['UNKNOWN']);
});

test('a key in PEM that a mail has quoted is read, and that is said', () => {
	const pem = rsaPair(2048).publicKey.export({ format: 'pem', type: 'spki' }).toString();
	const [reading] = readFile(Buffer.from(pem.replaceAll(/^/gm, '> ')));
	expect(reading?.steps.map(({ step, name }) => name ?? step)).toEqual(['MARKS', 'PUBLIC KEY']);
	expect(reading?.content).toMatchObject({ kind: 'PUBLIC_KEY', algorithm: { type: 'RSA' } });
});

test('a JWK of X25519 is a key of that kind, and no key material of 32 bytes', () => {
	const { publicKey, privateKey } = generateKeyPairSync('x25519');
	const read = (key: KeyObject) =>
		readFile(Buffer.from(JSON.stringify(key.export({ format: 'jwk' }))), {
			expectedLengths: [32]
		}).map(({ content, bytes }) => ({ ...content, length: bytes.length }));
	const algorithm = { type: 'OTHER', oid: 'X25519' };
	expect(read(publicKey)).toEqual([{ kind: 'PUBLIC_KEY', form: 'JWK', algorithm, length: 0 }]);
	expect(read(privateKey)).toEqual([
		{ kind: 'PRIVATE_KEY', form: 'JWK', algorithm, encrypted: false, length: 0 }
	]);
});

test('nor is a JWK of a kind that is not known', () => {
	const jwk = { kty: 'AKP', alg: 'ML-DSA-44', pub: Buffer.alloc(32, 7).toString('base64url') };
	const [reading] = readFile(Buffer.from(JSON.stringify(jwk)), { expectedLengths: [32] });
	expect(reading?.content).toMatchObject({ kind: 'PUBLIC_KEY', algorithm: { oid: 'AKP' } });
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
