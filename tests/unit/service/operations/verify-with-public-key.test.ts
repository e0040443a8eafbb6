import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import type { SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import type { Request } from '#lib/service/api.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { derOf } from '../../../support/rsa-keys.ts';
import { newKey, newVault, type TestVault } from '../../../support/vault.ts';

const workbench = new Workbench();
afterAll(() => workbench.remove());

let vault: TestVault;
beforeAll(async () => {
	vault = await newVault();
	workbench.write('message', 'what is signed');
});
const Message = utf8('what is signed');
type VerifyRequest = Request<'VerifyWithPublicKey'>;

const curve = (name: string) => `EC -pkeyopt ec_paramgen_curve:${name}`;
const rsa = 'RSA -pkeyopt rsa_keygen_bits:2048';
const dgst = (hash: string, ...options: string[]) =>
	`openssl dgst -${hash} -sign key.pem ${options.join(' ')} -out signature message`;
const pss = '-sigopt rsa_padding_mode:pss';

/** @returns what OpenSSL has signed, to be verified with a public key in DER */
function signed(kind: string, command: string, SigningAlgorithm: SigningAlgorithm): VerifyRequest {
	workbench.shell(`openssl genpkey -algorithm ${kind} -out key.pem
		openssl pkey -in key.pem -pubout -outform DER -out public.der
		${command}`);
	return {
		PublicKey: workbench.read('public.der'),
		Message,
		Signature: workbench.read('signature'),
		SigningAlgorithm
	};
}

test.each<[string, SigningAlgorithm, string]>([
	[rsa, 'RSASSA_PKCS1_V1_5_SHA_512', dgst('sha512')],
	[rsa, 'RSASSA_PSS_SHA_256', dgst('sha256', pss, '-sigopt rsa_pss_saltlen:digest')],
	[rsa, 'RSASSA_PSS_SHA_384', dgst('sha384', pss, '-sigopt rsa_pss_saltlen:max')],
	['RSA-PSS -pkeyopt rsa_keygen_bits:2048', 'RSASSA_PSS_SHA_256', dgst('sha256', pss)],
	[curve('P-256'), 'ECDSA_SHA_256', dgst('sha256')],
	[curve('P-384'), 'ECDSA_SHA_256', dgst('sha256')],
	[curve('P-521'), 'ECDSA_SHA_512', dgst('sha512')],
	[
		...(['ED25519', 'ED25519_SHA_512'] as const),
		'openssl pkeyutl -sign -rawin -in message -inkey key.pem -out signature'
	]
])('what OpenSSL signs with a key of %s by %s is right; altered, it is not', async (...way) => {
	const [kind, algorithm, command] = way;
	const request = signed(kind, command, algorithm);
	const fingerprint: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);
	expect(await vault.handle('VerifyWithPublicKey', request)).toEqual({
		...{ SignatureValid: true, SigningAlgorithm: algorithm, PublicKeyFingerprint: fingerprint }
	});
	const code = 'KmsInvalidSignature' as const;
	const last = 8 * request.Signature.length - 1;
	for (const altered of [
		{ ...request, Message: utf8('what is Signed') },
		{ ...request, Signature: flipBit(request.Signature, last) },
		{ ...request, Signature: request.Signature.subarray(0, -1) }
	])
		await expectRefusal(vault, 'VerifyWithPublicKey', altered, { code });
});

test('the two numbers of ECDSA beside each other, as JOSE and WebCrypto have them, are taken', async () => {
	const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
	const Signature = Uint8Array.from(
		sign('sha384', Message, { key: privateKey, dsaEncoding: 'ieee-p1363' })
	);
	const request = {
		...{ PublicKey: derOf(publicKey, 'spki'), Message, Signature },
		SigningAlgorithm: 'ECDSA_SHA_384' as const
	};
	const { SignatureValid } = await vault.handle('VerifyWithPublicKey', request);
	expect(SignatureValid).toBe(true);
});

test('it confirms what Sign makes, also a large one, and is not in the log', async () => {
	const KeyId = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
	const large = { Message: new Uint8Array(5000).fill(7), LargeMessage: true };
	const SigningAlgorithm = 'ECDSA_SHA_256' as const;
	const { Signature } = await vault.handle('Sign', { KeyId, SigningAlgorithm, ...large });
	const { PublicKey } = await vault.handle('GetPublicKey', { KeyId });
	const before = await vault.handle('ListActivity', {});
	const request = { PublicKey, Signature, SigningAlgorithm, ...large };
	await vault.handle('VerifyWithPublicKey', request);
	expect(await vault.handle('ListActivity', {})).toEqual(before);
	await expectRefusal(
		vault,
		'VerifyWithPublicKey',
		{ ...request, LargeMessage: false },
		{ code: 'InputTooLarge', details: { parameter: 'Message', limitBytes: 4096 } }
	);
});

describe('refuses', () => {
	const request = {
		Message,
		Signature: Uint8Array.of(1),
		SigningAlgorithm: 'ECDSA_SHA_256' as const
	};
	const kinds = {
		secp256k1: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
		X25519: () => generateKeyPairSync('x25519'),
		'RSA of 1024 bits': () => generateKeyPairSync('rsa', { modulusLength: 1024 })
	};
	test.each(Object.keys(kinds))('a key of %s', async (name) => {
		const { publicKey } = kinds[name as keyof typeof kinds]();
		await expectRefusal(
			vault,
			'VerifyWithPublicKey',
			{ ...request, PublicKey: derOf(publicKey, 'spki') },
			{ code: 'InvalidPublicKey', details: { reason: 'CANT_VERIFY' } }
		);
	});

	test('a private key, a point beside the curve, and an algorithm of other keys', async () => {
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
		const PublicKey = derOf(publicKey, 'spki');
		const offCurve = Uint8Array.from(PublicKey).fill(1, -32);
		await expectRefusal(
			vault,
			'VerifyWithPublicKey',
			{ ...request, PublicKey: derOf(privateKey, 'pkcs8') },
			{ code: 'InvalidPublicKey', details: { reason: 'NOT_A_PUBLIC_KEY' } }
		);
		await expectRefusal(
			vault,
			'VerifyWithPublicKey',
			{ ...request, PublicKey: offCurve },
			{ code: 'InvalidPublicKey', details: { reason: 'CANT_VERIFY' } }
		);
		await expectRefusal(
			vault,
			'VerifyWithPublicKey',
			{ ...request, PublicKey, SigningAlgorithm: 'ED25519_SHA_512' },
			{ code: 'InvalidParameter', details: { parameter: 'SigningAlgorithm' } }
		);
	});
});
