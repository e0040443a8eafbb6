import { expect, test } from 'vitest';
import { toHex } from '#lib/domain/bytes.ts';
import { privateKeyIn } from '#lib/domain/import/private-key-fault.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import { encodeDer } from '#lib/domain/asn1/der-writing.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import {
	mlDsaForms,
	mlDsaPeers,
	mlDsaSeed,
	otherSeed,
	parameterSets
} from '../../../support/ml-dsa-keys.ts';

// What WebCrypto finds of them: import-ml-dsa.browser.test.ts.

test.each(parameterSets)('a key of ML-DSA-%i is its seed, in whatever form', (set) => {
	const forms = mlDsaForms(set);
	const { publicKey } = mlDsaPeers[set].keygen(mlDsaSeed);
	const starts = {
		...{ seed: [], seedOnly: [], both: [publicKey.subarray(0, 32)] },
		withPublicKey: [publicKey]
	};
	for (const [form, publicStarts] of Object.entries(starts)) {
		const found = privateKeyIn(forms[form as keyof typeof starts], `ML_DSA_${set}`);
		expect(found, form).toMatchObject({
			publicStarts: publicStarts.map((one) => Uint8Array.from(one))
		});
		expect('pkcs8' in found && toHex(found.pkcs8), form).toBe(toHex(forms.seedOnly));
	}
});

test.each(parameterSets)('what is wrong with a file for ML-DSA-%i is told', (set) => {
	const other = set === 44 ? 65 : 44;
	const forms = mlDsaForms(set);
	const expected = `ML_DSA_${set}` as const;
	const cut = mlDsaForms(other).both;
	const inner = encodeDer(tags.sequence, Uint8Array.of(tags.null, 0), Uint8Array.of(tags.null, 0));
	const wrong = [
		[
			mlDsaForms(other).seedOnly,
			{ reason: 'OTHER_KIND_OF_KEY', actual: `ML_DSA_${other}`, expected }
		],
		[cut, { reason: 'OTHER_KIND_OF_KEY', actual: `ML_DSA_${other}`, expected }],
		[forms.expandedOnly, { reason: 'EXPANDED_ONLY' }],
		[forms.damaged, { reason: 'DAMAGED' }],
		[forms.spki, { reason: 'PUBLIC_HALF' }],
		[Buffer.from(JSON.stringify(forms.jwk())), { reason: 'NOT_PKCS_8', form: 'JWK', expected }],
		[mlDsaSeed.subarray(1), { reason: 'NO_PRIVATE_KEY' }],
		[inner, { reason: 'NO_PRIVATE_KEY' }]
	] as const;
	for (const [file, fault] of wrong)
		expect(privateKeyIn(Uint8Array.from(file), expected)).toEqual({ fault });
});

test('a seed is that of no other kind of key', () => {
	expect(privateKeyIn(otherSeed, 'ECC_NIST_EDWARDS25519')).toEqual({
		fault: { reason: 'NO_PRIVATE_KEY' }
	});
	expect(privateKeyIn(mlDsaForms(44).seedOnly, 'ECC_NIST_P256')).toMatchObject({
		fault: { reason: 'OTHER_KIND_OF_KEY', actual: 'ML_DSA_44' }
	});
});

test.each(parameterSets)('a JWK of ML-DSA-%i is read, private and public', (set) => {
	const forms = mlDsaForms(set);
	const algorithm = { type: 'ML_DSA', parameterSet: set };
	const read = (jwk: object) => readFile(Buffer.from(JSON.stringify(jwk)));
	const jwk = forms.jwk();
	const [privateKey] = read(jwk);
	expect(privateKey?.content).toMatchObject({ kind: 'PRIVATE_KEY', algorithm });
	const bytes = privateKey?.bytes ?? new Uint8Array();
	expect(toHex(bytes)).toBe(toHex(forms.withPublicKey));
	// So that a public key that isn't the seed's is noticed.
	expect(privateKeyIn(bytes, `ML_DSA_${set}`)).toEqual({
		pkcs8: forms.seedOnly,
		publicStarts: [Uint8Array.from(Buffer.from(jwk.pub, 'base64url'))]
	});
	const [publicKey] = read({ ...jwk, priv: undefined });
	expect(publicKey?.content).toMatchObject({ kind: 'PUBLIC_KEY', form: 'JWK', algorithm });
	expect(toHex(publicKey?.bytes ?? new Uint8Array())).toBe(toHex(forms.spki));
	for (const wrong of [{ priv: 'AAAA' }, { pub: 'AAAA' }, { alg: 'ML-DSA-1' }])
		expect(read({ ...jwk, ...wrong })[0]?.content).toMatchObject({
			...{ kind: 'PRIVATE_KEY', algorithm: { type: 'OTHER', oid: 'AKP' } }
		});
});
