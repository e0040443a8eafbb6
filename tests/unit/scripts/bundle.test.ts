import { webcrypto } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toHex, type Bytes } from '#lib/domain/bytes.ts';
import * as source from '#lib/crypto/certificate.ts';
import { bundle } from '../../../scripts/bundle.mjs';

// Of the packages that declare ASN.1 types, a bundle has only what is used. The other tests run the packages as they are.

const writer = fileURLToPath(new URL('fixtures/certificate-writer.ts', import.meta.url));
const global = globalThis as { certificateWriter?: typeof source };
let bundled: typeof source;
beforeAll(async () => {
	const code = await bundle(writer);
	await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
	if (!global.certificateWriter) throw new TypeError('the bundle did not run');
	bundled = global.certificateWriter;
});
afterAll(() => {
	delete global.certificateWriter;
});

const content: source.CertificateContent = {
	subject: { Country: 'CH', Organization: 'Example', CommonName: 'Root' },
	names: [
		{ Type: 'DNS', Value: 'a.example' },
		{ Type: 'IP', Value: '10.0.0.1' },
		{ Type: 'EMAIL', Value: 'a@b.example' }
	],
	authority: { pathLength: 1 }
};

const rsa = { modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: 'SHA-256' };

test.each([
	['ECDSA_SHA_256', { name: 'ECDSA', namedCurve: 'P-256' }],
	['ED25519_SHA_512', { name: 'Ed25519' }],
	['RSASSA_PSS_SHA_384', { name: 'RSA-PSS', ...rsa }],
	['RSASSA_PKCS1_V1_5_SHA_256', { name: 'RSASSA-PKCS1-v1_5', ...rsa }]
] as const)('what is written for %s is the same in a bundle', async (algorithm, made) => {
	const pair = (await webcrypto.subtle.generateKey(made, true, [
		'sign',
		'verify'
	])) as CryptoKeyPair;
	const publicKey = new Uint8Array(await webcrypto.subtle.exportKey('spki', pair.publicKey));
	const signed: string[] = [];
	const key = {
		publicKey,
		algorithm,
		sign: (message: Bytes) => {
			signed.push(toHex(message));
			return Promise.resolve(new Uint8Array(64).fill(7));
		}
	};
	const inBundle = await bundled.certificateRequest(content, key);
	expect(toHex(inBundle)).toBe(toHex(await source.certificateRequest(content, key)));

	const validity = { notBefore: Date.UTC(2030, 0, 1), notAfter: Date.UTC(2040, 0, 1) };
	const { certificate, serialNumber } = await bundled.selfSignedCertificate(content, validity, key);
	const other = await source.selfSignedCertificate(content, validity, key);
	const zeros = '00'.repeat(serialNumber.length);
	expect(toHex(certificate).replace(toHex(serialNumber), zeros)).toBe(
		toHex(other.certificate).replace(toHex(other.serialNumber), zeros)
	);
	expect(signed).toHaveLength(4);
});
