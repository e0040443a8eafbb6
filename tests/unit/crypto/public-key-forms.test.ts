import { afterAll, describe, expect, test } from 'vitest';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { PairSpec } from '#lib/domain/key/kinds.ts';
import { publicKeyForms } from '#lib/crypto/public-key-forms.ts';
import { must } from '../../support/must.ts';
import { Workbench } from '../../support/openssl.ts';

const bench = new Workbench();
afterAll(() => bench.remove());

const ec = (namedCurve: string) => ({ name: 'ECDSA', namedCurve });
const makings: Readonly<Record<string, EcKeyGenParams | RsaHashedKeyGenParams | { name: string }>> =
	{
		RSA_2048: {
			name: 'RSA-PSS',
			hash: 'SHA-256',
			modulusLength: 2048,
			publicExponent: Uint8Array.of(1, 0, 1)
		},
		ECC_NIST_P256: ec('P-256'),
		ECC_NIST_P384: ec('P-384'),
		ECC_NIST_P521: ec('P-521'),
		ECC_NIST_EDWARDS25519: { name: 'Ed25519' }
	};

async function newPublicKey(keySpec: string): Promise<Bytes> {
	const pair = await crypto.subtle.generateKey(makings[keySpec] ?? '', true, ['sign', 'verify']);
	if (!('publicKey' in pair)) throw new TypeError('a pair');
	return new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
}

describe.each(Object.keys(makings) as PairSpec[])('a public key of kind %s', (keySpec) => {
	test('is read by OpenSSL from its PEM', async () => {
		const spki = await newPublicKey(keySpec);
		bench.write('public-key.pem', (await publicKeyForms(spki, keySpec)).pem);
		bench.shell('openssl pkey -pubin -in public-key.pem -pubout -outform DER -out again.der');
		expect(bench.read('again.der')).toEqual(spki);
	});

	test('makes the same key from its JWK', async () => {
		const spki = await newPublicKey(keySpec);
		const { jwk } = must((await publicKeyForms(spki, keySpec)).others);
		const key = await crypto.subtle.importKey('jwk', jwk, makings[keySpec] ?? '', true, ['verify']);
		expect(new Uint8Array(await crypto.subtle.exportKey('spki', key))).toEqual(spki);
	});

	test('is read by OpenSSH from its line', async () => {
		const spki = await newPublicKey(keySpec);
		const { others, pem } = await publicKeyForms(spki, keySpec);
		const { openSsh, openSshFingerprint } = must(others);
		bench.write('key.pub', `${openSsh} of the test\n`);
		expect(bench.shell('ssh-keygen -l -f key.pub').split(' ')[1]).toBe(openSshFingerprint);
		// OpenSSH writes no Ed25519 key in that form.
		if (keySpec !== 'ECC_NIST_EDWARDS25519')
			expect(bench.shell('ssh-keygen -e -m PKCS8 -f key.pub')).toBe(pem);
	});
});

test('has the thumbprint of RFC 8037 appendix A.3', async () => {
	const jwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
	const key = await crypto.subtle.importKey('jwk', jwk, { name: 'Ed25519' }, true, ['verify']);
	const spki = new Uint8Array(await crypto.subtle.exportKey('spki', key));
	const { thumbprint } = must((await publicKeyForms(spki, 'ECC_NIST_EDWARDS25519')).others);
	expect(thumbprint).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
});

test('has a fingerprint over all of it', async () => {
	const spki = await newPublicKey('ECC_NIST_P256');
	bench.write('public-key.der', spki);
	const { fingerprint } = await publicKeyForms(spki, 'ECC_NIST_P256');
	expect(bench.shell('sha256sum public-key.der').split(' ')[0]).toBe(fingerprint);
});
