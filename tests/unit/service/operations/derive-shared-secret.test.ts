import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { opensslDerive, pairFiles } from '#lib/domain/clients/pair-commands.ts';
import { toPem } from '#lib/domain/pem.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { someRsaPublicKey } from '../../../support/rsa-keys.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';

const workbench = new Workbench();
afterAll(() => workbench.remove());

const KeyAgreementAlgorithm = 'ECDH' as const;
const curves = [
	{ KeySpec: 'ECC_NIST_P256', curve: 'P-256', length: 32 },
	{ KeySpec: 'ECC_NIST_P384', curve: 'P-384', length: 48 },
	{ KeySpec: 'ECC_NIST_P521', curve: 'P-521', length: 66 }
] as const;

let vault: TestVault;
beforeAll(async () => {
	vault = await newVault();
});

const newPair = (KeySpec: (typeof curves)[number]['KeySpec']) =>
	newKey(vault, { KeySpec, KeyUsage: 'KEY_AGREEMENT' });
const publicKeyOf = async (KeyId: string): Promise<Bytes> =>
	(await vault.handle('GetPublicKey', { KeyId })).PublicKey;

describe.each(curves)('$KeySpec', ({ KeySpec, curve, length }) => {
	test('agrees with OpenSSL on a secret, which each of them computes', async () => {
		const KeyId = await newPair(KeySpec);
		workbench.write(pairFiles.publicKey, toPem('PUBLIC KEY', await publicKeyOf(KeyId)));
		workbench.shell(`
			openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:${curve} -out ${pairFiles.privateKey}
			openssl pkey -in ${pairFiles.privateKey} -pubout -outform DER -out theirs.der
		`);
		// As the screen gives it to the other side.
		const printed = workbench.shell(opensslDerive('BASH'));
		const PublicKey = workbench.read('theirs.der');
		const answer = await vault.handle('DeriveSharedSecret', {
			...{ KeyId, PublicKey, KeyAgreementAlgorithm }
		});
		expect(answer).toEqual({
			...{ KeyId, KeyAgreementAlgorithm, KeyOrigin: 'AIRLOCK' },
			SharedSecret: workbench.read(pairFiles.secret)
		});
		expect(printed).toBe(toHex(answer.SharedSecret));
		expect(answer.SharedSecret).toHaveLength(length);
	});

	test('refuses what is no public key on its curve', async () => {
		const KeyId = await newPair(KeySpec);
		const other = await newPair(KeySpec === 'ECC_NIST_P256' ? 'ECC_NIST_P384' : 'ECC_NIST_P256');
		const own = await publicKeyOf(KeyId);
		const offCurve = Uint8Array.from(own);
		offCurve.fill(1, -length);
		for (const PublicKey of [
			await publicKeyOf(other),
			someRsaPublicKey(),
			utf8('no key'),
			own.subarray(0, -1),
			offCurve
		])
			await expectRefusal(
				vault,
				'DeriveSharedSecret',
				{ KeyId, PublicKey, KeyAgreementAlgorithm },
				{
					code: 'InvalidParameter',
					details: { parameter: 'PublicKey', rule: `PUBLIC_KEY_ON_${curve}` }
				}
			);
	});
});

test('a key that signs agrees on nothing, and the other way round', async () => {
	const signing = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
	const agreeing = await newPair('ECC_NIST_P256');
	const PublicKey = await publicKeyOf(agreeing);
	await expectRefusal(
		vault,
		'DeriveSharedSecret',
		{ KeyId: signing, PublicKey, KeyAgreementAlgorithm },
		{ code: 'InvalidKeyUsage', details: { keyUsage: 'SIGN_VERIFY' } }
	);
	await expectRefusal(
		vault,
		'Sign',
		{ KeyId: agreeing, Message: Uint8Array.of(1), SigningAlgorithm: 'ECDSA_SHA_256' },
		{ code: 'InvalidKeyUsage', details: { keyUsage: 'KEY_AGREEMENT' } }
	);
});

test('the length of a public key is bounded', async () => {
	const KeyId = await newPair('ECC_NIST_P256');
	const request = { KeyId, KeyAgreementAlgorithm };
	await expectRefusal(
		vault,
		'DeriveSharedSecret',
		{ ...request, PublicKey: new Uint8Array() },
		{ code: 'EmptyInput', details: { parameter: 'PublicKey' } }
	);
	await expectRefusal(
		vault,
		'DeriveSharedSecret',
		{ ...request, PublicKey: new Uint8Array(8193) },
		{ code: 'InputTooLarge', details: { parameter: 'PublicKey', limitBytes: 8192 } }
	);
});
