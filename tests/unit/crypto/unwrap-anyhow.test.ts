import { publicEncrypt, constants } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removePadding } from '#lib/crypto/encoding-methods.ts';
import {
	openRsaPrivateKey,
	rsaRawDecrypt,
	type RsaPrivateKey
} from '#lib/crypto/rsa-raw-decrypt.ts';
import { seal } from '#lib/crypto/seal.ts';
import { unwrapAnyhow } from '#lib/crypto/unwrap-anyhow.ts';
import { wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { concat, fromHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { oaepPaddings, type RsaPadding } from '#lib/domain/import/rsa-padding.ts';
import { wrappingAlgorithms } from '#lib/domain/import/wrapping.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { pkeyutl, Workbench } from '../../support/openssl.ts';
import fc from '../../support/properties.ts';
import { rsaPair } from '../../support/rsa-keys.ts';

const material = Uint8Array.from({ length: 32 }, (_, index) => index * 7);
const aad = utf8('here');
let importKey: CryptoKey;
const bench = new Workbench();
afterAll(() => bench.remove());

const keys = new Map<number, { publicKey: Bytes; privateKey: RsaPrivateKey; pem: string }>();

async function open(pkcs8: Uint8Array): Promise<RsaPrivateKey> {
	const opened = await openRsaPrivateKey(
		importKey,
		await seal(importKey, Uint8Array.from(pkcs8), aad),
		aad
	);
	if (!opened) throw new Error('it does not open');
	return opened;
}

beforeAll(async () => {
	importKey = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt'
	]);
	for (const modulusLength of [2048, 3072, 4096]) {
		const pair = rsaPair(modulusLength);
		keys.set(modulusLength, {
			publicKey: Uint8Array.from(pair.publicKey.export({ format: 'der', type: 'spki' })),
			privateKey: await open(pair.privateKey.export({ format: 'der', type: 'pkcs8' })),
			pem: pair.publicKey.export({ format: 'pem', type: 'spki' }) as string
		});
	}
});

const keyOf = (bits: number) => {
	const key = keys.get(bits);
	if (!key) throw new Error('no such key');
	return key;
};

describe.each([2048, 3072, 4096])('an RSA-%i private key', (bits) => {
	it('undoes RSA alone as OpenSSL does it', () => {
		const { pem, privateKey } = keyOf(bits);
		for (const second of [0, 1]) {
			const block = new Uint8Array(bits / 8).fill(0x5a);
			block.set([0, second]);
			const c = publicEncrypt({ key: pem, padding: constants.RSA_NO_PADDING }, block);
			expect(rsaRawDecrypt(privateKey, Uint8Array.from(c))).toEqual(block);
		}
	});

	it('refuses another length and a number that is not below the modulus', () => {
		const { privateKey } = keyOf(bits);
		expect(rsaRawDecrypt(privateKey, new Uint8Array(bits / 8 - 1))).toBeUndefined();
		expect(rsaRawDecrypt(privateKey, new Uint8Array(bits / 8).fill(0xff))).toBeUndefined();
		const n = fromHex(privateKey.n.toString(16));
		expect(rsaRawDecrypt(privateKey, n)).toBeUndefined();
	});

	it.each(wrappingAlgorithms)('says of %s what it is', async (algorithm) => {
		const { publicKey, privateKey } = keyOf(bits);
		const wrapped = await wrapKeyMaterial(algorithm, publicKey, material);
		const hash = algorithm.endsWith('SHA_1') ? 'SHA-1' : 'SHA-256';
		const isHybrid = algorithm.startsWith('RSA_AES');
		expect(await unwrapAnyhow(privateKey, wrapped)).toEqual({
			padding: { name: 'OAEP', hash, maskHash: hash },
			hasLabel: false,
			second: isHybrid ? 'KWP' : null,
			aesKeyForm: null,
			secondText: null,
			firstBytes: material.length,
			material
		});
		for (const length of [0, 10, bits / 8 - 1])
			expect(await unwrapAnyhow(privateKey, wrapped.slice(0, length))).toBeUndefined();
		for (const altered of [wrapped.slice(0, -1), concat(wrapped, utf8('\n'))])
			if (isHybrid)
				expect(await unwrapAnyhow(privateKey, altered)).toMatchObject({
					second: 'UNKNOWN',
					material: null
				});
			else if (altered.length < wrapped.length)
				expect(await unwrapAnyhow(privateKey, altered)).toBeUndefined();
			// 32 bytes may be an AES key: what follows it is a second part then
			else
				expect(await unwrapAnyhow(privateKey, altered)).toMatchObject({
					second: 'UNKNOWN',
					material: null
				});
	});
});

it('a private key whose seal does not verify stays closed', async () => {
	const pkcs8 = rsaPair(2048).privateKey.export({ format: 'der', type: 'pkcs8' });
	const sealed = await seal(importKey, Uint8Array.from(pkcs8), aad);
	expect(await openRsaPrivateKey(importKey, sealed, utf8('there'))).toBeUndefined();
	expect(await openRsaPrivateKey(importKey, flipBit(sealed, 700), aad)).toBeUndefined();
});

const oaepSha256 = { name: 'OAEP', hash: 'SHA-256', maskHash: 'SHA-256' } as const;
const oaep = (...rest: string[]) => ['rsa_padding_mode:oaep', ...rest];
const mdOf = (hash: string) => hash.toLowerCase().replace('-', '');
const everyPadding: readonly RsaPadding[] = [...oaepPaddings, { name: 'PKCS1_V1_5' }];
/** Every way to ask openssl for a padding; where a hash is left out, it takes one of its own. */
const commandLines = everyPadding.flatMap(
	(padding): { padding: RsaPadding; options: string[] }[] => {
		if (padding.name !== 'OAEP')
			return [[], ['rsa_padding_mode:pkcs1']].map((options) => ({ padding, options }));
		const { hash, maskHash } = padding;
		const [md, mask] = [`rsa_oaep_md:${mdOf(hash)}`, `rsa_mgf1_md:${mdOf(maskHash)}`];
		const shorter = [
			...(hash === maskHash ? [oaep(md)] : []),
			...(hash === 'SHA-1' ? [oaep(mask)] : []),
			...(hash === 'SHA-1' && maskHash === 'SHA-1' ? [oaep()] : [])
		];
		return [oaep(md, mask), ...shorter].map((options) => ({ padding, options }));
	}
);

describe('a padding', () => {
	beforeAll(() => {
		bench.write('PublicKey.der', keyOf(2048).publicKey);
		bench.write('KeyMaterial.bin', material);
		bench.shell(
			commandLines
				.map(({ options }, index) => pkeyutl('KeyMaterial.bin', `${index}.bin`, ...options))
				.join('\n')
		);
	});

	it.each(commandLines.map((line, index) => ({ ...line, index })))(
		'is recognised as openssl pkeyutl makes it with $options',
		async ({ padding, index }) => {
			const { privateKey } = keyOf(2048);
			const file = bench.read(`${index}.bin`);
			expect(await unwrapAnyhow(privateKey, file)).toEqual({
				padding,
				hasLabel: false,
				second: null,
				aesKeyForm: null,
				secondText: null,
				firstBytes: material.length,
				material
			});
			// OAEP is never taken for another OAEP; for PKCS #1 v1.5 it can be, once in 256 times.
			const encoded = rsaRawDecrypt(privateKey, file) as Bytes;
			for (const other of oaepPaddings.filter((one) => one !== padding))
				for (const label of ['EMPTY', 'ANY'] as const)
					expect(await removePadding(other, encoded, label)).toBeUndefined();
		}
	);

	it.each([
		{ oaepHash: 'sha256', hash: 'SHA-256' },
		{ oaepHash: 'sha1', hash: 'SHA-1' },
		{ oaepHash: 'sha512', hash: 'SHA-512' }
	])('with a label, as Node makes it with $hash, is told', async ({ oaepHash, hash }) => {
		const { pem, privateKey } = keyOf(2048);
		const oaepLabel = Buffer.from('payments');
		const file = publicEncrypt({ key: pem, oaepHash, oaepLabel }, material);
		expect(await unwrapAnyhow(privateKey, Uint8Array.from(file))).toEqual({
			padding: { name: 'OAEP', hash, maskHash: hash },
			hasLabel: true,
			second: null,
			aesKeyForm: null,
			secondText: null,
			firstBytes: material.length,
			material
		});
	});

	it.each([1, 0])('that is not there is told: the material begins with %i', async (first) => {
		const { pem, privateKey } = keyOf(2048);
		const message = Uint8Array.from(material);
		message[0] = first;
		const block = new Uint8Array(256);
		block.set(message, 224);
		const file = publicEncrypt({ key: pem, padding: constants.RSA_NO_PADDING }, block);
		expect(await unwrapAnyhow(privateKey, Uint8Array.from(file))).toMatchObject({
			padding: { name: 'NONE' },
			material: message
		});
	});
});

it('AES key wrap without padding is told from the one with it', async () => {
	const { publicKey, privateKey } = keyOf(2048);
	bench.write('PublicKey.der', publicKey);
	bench.write('KeyMaterial.bin', material);
	for (const [cipher, iv, second] of [
		['id-aes256-wrap', 'A6A6A6A6A6A6A6A6', 'KW'],
		['id-aes256-wrap-pad', 'A65959A6', 'KWP']
	]) {
		bench.shell(
			`openssl rand -out aes.key 32
			openssl enc -${cipher} -K "$(od -An -v -tx1 aes.key | tr -d ' \\n')" -iv ${iv} -in KeyMaterial.bin -out key.wrapped
			${pkeyutl('aes.key', 'aes.wrapped', ...oaep('rsa_oaep_md:sha256'))}
			cat aes.wrapped key.wrapped > out.bin`
		);
		expect(await unwrapAnyhow(privateKey, bench.read('out.bin'))).toEqual({
			padding: oaepPaddings[0],
			hasLabel: false,
			second,
			aesKeyForm: null,
			secondText: null,
			firstBytes: material.length,
			material
		});
	}
});

describe('removePadding', () => {
	const pad = (...bytes: number[]) => Uint8Array.from(bytes);
	const message = pad(7, 7);

	it.each<[string, Bytes, Bytes | undefined]>([
		['8 bytes of padding', pad(0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 7, 7), message],
		['more of it', pad(0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 7, 7), message],
		['an empty message', pad(0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0), pad()],
		['7 bytes of padding', pad(0, 2, 1, 1, 1, 1, 1, 1, 1, 0, 7, 7, 7), undefined],
		['no separator', pad(0, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 7, 7), undefined],
		['block type 1', pad(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 7, 7), undefined],
		['no leading zero', pad(1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 0, 7, 7), undefined]
	])('of PKCS #1 v1.5: %s (RFC 8017 §7.2.2)', async (_, encoded, expected) => {
		expect(await removePadding({ name: 'PKCS1_V1_5' }, encoded)).toEqual(expected);
	});

	it('of OAEP finds nothing in a block in which one bit is another', async () => {
		const { publicKey, privateKey } = keyOf(2048);
		const wrapped = await wrapKeyMaterial('RSAES_OAEP_SHA_256', publicKey, material);
		const encoded = rsaRawDecrypt(privateKey, wrapped);
		if (!encoded) throw new Error('it does not open');
		await fc.assert(
			fc.asyncProperty(fc.nat(2047), async (bit) => {
				const altered = flipBit(encoded, bit);
				expect(await removePadding(oaepSha256, altered)).toBeUndefined();
				expect(await removePadding(oaepSha256, altered, 'ANY')).toBeUndefined();
			}),
			{ numRuns: 60 }
		);
	});

	it('of noise that looks like PKCS #1 v1.5 is no finding', async () => {
		const { pem, privateKey } = keyOf(2048);
		const noise = new Uint8Array(256).fill(0x5a);
		noise.set([0, 2]);
		noise.set([0], 100);
		const block = publicEncrypt({ key: pem, padding: constants.RSA_NO_PADDING }, noise);
		expect(await unwrapAnyhow(privateKey, Uint8Array.from(block))).toBeUndefined();
	});

	it.each([0, 1, 33, 65, 66])('of OAEP refuses a block of %i bytes', async (length) => {
		expect(await removePadding(oaepSha256, new Uint8Array(length))).toBeUndefined();
	});
});
