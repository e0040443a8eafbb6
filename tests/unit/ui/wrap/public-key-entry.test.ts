import { generateKeyPairSync } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import type { WrapTarget } from '#lib/domain/wrap/wrap-targets.ts';
import { publicKeyEntry, publicKeyVerdict } from '#lib/ui/wrap/public-key-entry.ts';
import { derOf, rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';

const read = (file: Uint8Array, name = 'file') =>
	publicKeyEntry(name, file.length, readFile(file, { name }));
const verdict = (file: Uint8Array, target?: WrapTarget, name?: string) =>
	publicKeyVerdict(read(file, name), target, undefined, 'en', Date.UTC(2026, 10, 29));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const token = Uint8Array.from({ length: 1100 }, (_, index) => (index * 151 + 7) % 256);

test.each([
	['DER', (key: Uint8Array) => key],
	['PEM', () => strToU8(String(rsaPair(2048).publicKey.export({ format: 'pem', type: 'spki' })))],
	['PKCS #1', () => derOf(rsaPair(2048).publicKey, 'pkcs1')],
	['hex, as Ping An gives it', (key: Uint8Array) => strToU8(hex(key))],
	['Base64, as Alibaba Cloud gives it', (key: Uint8Array) => strToU8(base64(key))],
	[
		'the answer of a command line',
		(key: Uint8Array) =>
			strToU8(JSON.stringify({ PublicKey: base64(key), ImportToken: base64(token) }))
	]
])('%s is the same public key', (_, encode) => {
	const key = someRsaPublicKey(2048);
	const { found } = read(encode(key));
	expect(found && hex(found.publicKey)).toBe(hex(key));
	expect(found?.modulusBits).toBe(2048);
	expect(verdict(encode(key), 'PING_AN')).toMatchObject({
		tone: 'ok',
		title: 'RSA-2048 public key.'
	});
});

test('a zip of AWS gives its token and its key id along', () => {
	const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
	const zip = zipSync({
		[`wrappingKey_${id}_1`]: someRsaPublicKey(2048),
		[`importToken_${id}_1`]: token
	});
	const entry = read(zip);
	expect(entry.keyId).toBe(id);
	expect(entry.importToken && hex(entry.importToken)).toBe(hex(token));
	expect(verdict(zip, 'AWS').cause).toContain('import token that came along');
});

test.each([
	[
		'a private key',
		derOf(rsaPair(2048).privateKey, 'pkcs8'),
		'This is a private key. Never upload it anywhere.'
	],
	[
		'an EC key',
		derOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey, 'spki'),
		'This is a public key, P-256. Services wrap with RSA keys.'
	],
	[
		'a small key',
		derOf(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey, 'spki'),
		'This key has 1024 bits. No service wraps with so small a key.'
	],
	['text', strToU8('hello'), 'There is no public key in it.']
])('%s is named and refused', (_, file, title) => {
	expect(verdict(file, 'OTHER')).toMatchObject({ tone: 'danger', title });
});

test('what a public key was read from is said beside the verdict', () => {
	const { n = '', e = '' } = rsaPair(2048).publicKey.export({ format: 'jwk' });
	const std = (value: string) => base64(Buffer.from(value, 'base64url'));
	const xml = `<RSAKeyValue><Modulus>${std(n)}</Modulus><Exponent>${std(e)}</Exponent></RSAKeyValue>`;
	expect(verdict(strToU8(xml))).toMatchObject({
		tone: 'ok',
		cause: 'The public key was taken from XML of .NET.'
	});
});

test('a size that the service has not is refused with those that it has', () => {
	expect(verdict(someRsaPublicKey(2048), 'GOOGLE').title).toBe(
		'Google Cloud KMS uses RSA-3072, RSA-4096; this key has 2048 bits.'
	);
	expect(verdict(token, 'AWS', 'importToken_1').title).toContain('This is an import token.');
});

test('of two keys in one file the first is taken, and that there are two is said', () => {
	const pems = [2048, 3072].map((bits) =>
		String(rsaPair(bits).publicKey.export({ format: 'pem', type: 'spki' }))
	);
	expect(read(strToU8(pems.join(''))).found?.modulusBits).toBe(2048);
	expect(verdict(strToU8(pems.join('')))).toMatchObject({
		tone: 'warning',
		cause: expect.stringContaining('There are 2 public keys in this file') as string
	});
	const [first = ''] = pems;
	expect(verdict(strToU8(first + first)).tone).toBe('ok');
});
