import { compactVerify, createLocalJWKSet, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import {
	compactJws,
	isJwsAlgorithm,
	joseSignature,
	jwsSigningInput,
	parseClaims,
	type JwsAlgorithm
} from '#lib/domain/key/jws.ts';
import { isPair, signingAlgorithms, type CmkSpec } from '#lib/domain/key/kinds.ts';
import { publicKeyForms } from '#lib/crypto/public-key-forms.ts';
import { must } from '../../../support/must.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';

const claims = '{"sub": "build-7", "roles": ["签名"]}';
const specs: Readonly<Record<string, CmkSpec>> = {
	RSASSA: 'RSA_2048',
	ECDSA_SHA_256: 'ECC_NIST_P256',
	ECDSA_SHA_384: 'ECC_NIST_P384',
	ECDSA_SHA_512: 'ECC_NIST_P521',
	ED25519_SHA_512: 'ECC_NIST_EDWARDS25519'
};

let vault: TestVault;
beforeAll(async () => {
	vault = await newVault();
});

describe('a token', () => {
	test.each(signingAlgorithms.filter((one) => isJwsAlgorithm(one)))(
		'signed with %s is taken by jose, and altered is not',
		async (SigningAlgorithm) => {
			const algorithm = must(isJwsAlgorithm(SigningAlgorithm) ? SigningAlgorithm : undefined);
			const KeySpec = must(specs[algorithm] ?? specs['RSASSA']);
			const KeyId = await newKey(vault, { KeySpec, KeyUsage: 'SIGN_VERIFY' });
			const input = jwsSigningInput(algorithm, claims, KeyId);
			const { Signature } = await vault.handle('Sign', {
				KeyId,
				Message: utf8(input),
				SigningAlgorithm
			});
			const token = compactJws(input, joseSignature(SigningAlgorithm, Signature));

			const { PublicKey } = await vault.handle('GetPublicKey', { KeyId });
			if (!isPair(KeySpec)) throw new TypeError('a pair');
			const { jwk } = must((await publicKeyForms(PublicKey, KeySpec)).others);
			const keys = createLocalJWKSet({ keys: [{ ...jwk, kty: must(jwk['kty']), kid: KeyId }] });
			const { payload, protectedHeader } = await jwtVerify(token, keys);
			expect(payload).toEqual(JSON.parse(claims));
			expect(protectedHeader).toMatchObject({ typ: 'JWT', kid: KeyId });
			const altered = compactJws(
				jwsSigningInput(algorithm, '{"sub": "build-8"}', KeyId),
				Signature
			);
			await expect(jwtVerify(altered, keys)).rejects.toThrow();
		}
	);

	test.each<[JwsAlgorithm, string, number]>([
		['HMAC_SHA_256', 'HS256', 32],
		['HMAC_SHA_384', 'HS384', 48],
		['HMAC_SHA_512', 'HS512', 64]
	])('with a MAC of %s is taken by jose as %s', async (algorithm, alg, keyBytes) => {
		const secret: Bytes = new Uint8Array(keyBytes).fill(7);
		const hash = `SHA-${algorithm.slice(-3)}`;
		const key = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash }, false, [
			'sign'
		]);
		const input = jwsSigningInput(algorithm, claims);
		const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(input)));
		const { protectedHeader } = await compactVerify(compactJws(input, mac), secret);
		expect(protectedHeader).toEqual({ alg, typ: 'JWT' });
	});
});

test('the claims are a JSON object', () => {
	expect(parseClaims(claims)).toEqual(JSON.parse(claims));
	for (const other of ['', 'sub: 1', '[]', 'null', '"sub"', '7'])
		expect(parseClaims(other)).toBeUndefined();
});

test('JOSE has no name for HMAC-SHA-224', () => {
	expect(isJwsAlgorithm('HMAC_SHA_224')).toBe(false);
});
