import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { generateKeyPair } from '#lib/crypto/key-pair.ts';
import { derOfSignature, signatureOfDer } from '#lib/domain/key/ecdsa-der.ts';
import { sealKey } from '#lib/crypto/seal.ts';
import { openSigningKey, sign, verify } from '#lib/crypto/signature.ts';
import { fromHex, toHex, utf8 } from '#lib/domain/bytes.ts';
import {
	algorithmsOf,
	type DataKeyPairSpec,
	type SigningAlgorithm
} from '#lib/domain/key/kinds.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { must } from '../../support/must.ts';
import { Workbench } from '../../support/openssl.ts';
import { reuseWrappingKeyPairs } from '../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const workbench = new Workbench();
afterAll(() => workbench.remove());

const message = utf8('what is signed');
const place = utf8('place');

/** What OpenSSL is told beside the key and the files. */
function dgst(algorithm: SigningAlgorithm): string {
	const hash = `-sha${algorithm.slice(-3)}`;
	return algorithm.startsWith('RSASSA_PSS')
		? `openssl dgst ${hash} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest`
		: `openssl dgst ${hash}`;
}

const signedBy = (algorithm: SigningAlgorithm) =>
	algorithm === 'ED25519_SHA_512'
		? 'openssl pkeyutl -sign -rawin -inkey key.pem -in message -out signature'
		: `${dgst(algorithm)} -sign key.pem -out signature message`;
const verifiedBy = (algorithm: SigningAlgorithm) =>
	algorithm === 'ED25519_SHA_512'
		? 'openssl pkeyutl -verify -rawin -pubin -inkey public.pem -in message -sigfile signature'
		: `${dgst(algorithm)} -verify public.pem -signature signature message`;

const makesKey: Record<DataKeyPairSpec, string> = {
	RSA_2048: 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem',
	RSA_3072: 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out key.pem',
	RSA_4096: 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out key.pem',
	ECC_NIST_P256: 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem',
	ECC_NIST_P384: 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out key.pem',
	ECC_NIST_P521: 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out key.pem',
	ECC_NIST_EDWARDS25519: 'openssl genpkey -algorithm ED25519 -out key.pem'
};

// The larger RSA keys differ from the smallest in nothing but their length.
const specs = [
	...(['RSA_2048', 'ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'] as const),
	'ECC_NIST_EDWARDS25519' as const
];

describe.each(specs)('%s', (keySpec) => {
	const algorithms = algorithmsOf({ keySpec, keyUsage: 'SIGN_VERIFY' }) as SigningAlgorithm[];
	let sealingKey: CryptoKey;
	let pair: Awaited<ReturnType<typeof generateKeyPair>>;
	let sealed: Awaited<ReturnType<typeof sealKey>>;
	beforeAll(async () => {
		sealingKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
			'wrapKey',
			'unwrapKey'
		]);
		pair = await generateKeyPair(keySpec);
		sealed = await sealKey(sealingKey, 'pkcs8', pair.privateKey, place);
	});
	const opened = async (algorithm: SigningAlgorithm) =>
		must(await openSigningKey(sealingKey, sealed, place, keySpec, algorithm));

	test.each(algorithms)('%s: OpenSSL verifies what is signed here', async (algorithm) => {
		const signature = await sign(await opened(algorithm), message, keySpec, algorithm);
		workbench.write('message', message);
		workbench.write('signature', signature);
		workbench.write('public.der', pair.publicKey);
		workbench.shell('openssl pkey -pubin -inform DER -in public.der -pubout -out public.pem');
		expect(workbench.shell(verifiedBy(algorithm))).toMatch(/Verified OK|Verified Successfully/);
		expect(await verify(pair.publicKey, message, signature, keySpec, algorithm)).toBe(true);
	});

	test('what OpenSSL signs is verified here, and nothing else is', async () => {
		workbench.write('message', message);
		workbench.shell(
			`${makesKey[keySpec]}; openssl pkey -in key.pem -pubout -outform DER -out public.der`
		);
		const publicKey = workbench.read('public.der');
		for (const algorithm of algorithms) {
			workbench.shell(signedBy(algorithm));
			const signature = workbench.read('signature');
			const verifies = (key = publicKey, text = message, made = signature) =>
				verify(key, text, made, keySpec, algorithm);
			expect(await verifies()).toBe(true);
			expect(await verifies(publicKey, flipBit(message, 0))).toBe(false);
			expect(await verifies(publicKey, message, flipBit(signature, 8 * signature.length - 1))).toBe(
				false
			);
			expect(await verifies(publicKey, message, signature.subarray(1))).toBe(false);
			expect(await verifies(pair.publicKey)).toBe(false);
		}
	});

	test('the private key can be exported by nobody, and opens in its place only', async () => {
		const [algorithm] = algorithms;
		const privateKey = await opened(must(algorithm));
		expect(privateKey.extractable).toBe(false);
		expect(privateKey.usages).toEqual(['sign']);
		const elsewhere = openSigningKey(
			...([sealingKey, sealed, utf8('elsewhere'), keySpec, must(algorithm)] as const)
		);
		expect(await elsewhere).toBeUndefined();
	});
});

describe('the DER of an ECDSA signature', () => {
	const raw = (r: string, s: string) => fromHex(r.padStart(64, '0') + s.padStart(64, '0'));

	test.each([
		['01', '02', '3006020101020102'],
		['80', '7f', '300702020080' + '02017f'],
		['00', '00', '3006020100020100']
	])('of r = %s and s = %s is the shortest', (r, s, der) => {
		expect(toHex(derOfSignature(raw(r, s)))).toBe(der);
		expect(signatureOfDer(fromHex(der), 32)).toEqual(raw(r, s));
	});

	test('of P-521 has a length in two bytes', () => {
		const longest = new Uint8Array(132).fill(0xff);
		const der = derOfSignature(longest);
		expect(toHex(der.subarray(0, 3))).toBe('30818a');
		expect(signatureOfDer(der, 66)).toEqual(longest);
	});

	test.each([
		['', 'nothing'],
		['3006020101', 'cut off'],
		['300602010102010200', 'something after it'],
		['3007020101020102' + '00', 'something after the numbers'],
		['310602010102' + '0102', 'another tag'],
		['3006020101' + '030102', 'another kind of number'],
		['3006020181020102', 'a negative number'],
		['30070202000102' + '0102', 'a zero too many'],
		['3081060201' + '01020102', 'a length that is too long'],
		['30050200020102', 'an empty number'],
		['30800201010201020000', 'a length that is told by an end']
	])('is refused: %s (%s)', (der) => {
		expect(signatureOfDer(fromHex(der), 32)).toBeUndefined();
	});

	test('is refused with a number that is longer than the curve has', () => {
		const der = derOfSignature(new Uint8Array(132).fill(0x7f));
		expect(signatureOfDer(der, 32)).toBeUndefined();
	});
});
