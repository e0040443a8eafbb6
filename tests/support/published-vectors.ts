import { describe, expect, it } from 'vitest';
import { unwrapPadded, wrapPadded } from '#lib/crypto/aes-key-wrap.ts';
import { decryptMessage } from '#lib/crypto/cobblestone.ts';
import { deriveSecret } from '#lib/crypto/key-agreement.ts';
import { unwrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { macUnderSealedKey } from '#lib/crypto/key-mac.ts';
import { mac, verifyMac } from '#lib/crypto/mac.ts';
import { removePadding } from '#lib/crypto/encoding-methods.ts';
import {
	openRsaPrivateKey,
	rsaRawDecrypt,
	type RsaPrivateKey
} from '#lib/crypto/rsa-raw-decrypt.ts';
import { open, seal } from '#lib/crypto/seal.ts';
import { verify } from '#lib/crypto/signature.ts';
import { equalBytes, fromBase64, fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { RsaPadding } from '#lib/domain/import/rsa-padding.ts';
import type { CmkSpec, MacAlgorithm, SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import type { WrappingAlgorithm } from '#lib/domain/import/wrapping.ts';
import rfc5869 from '../vectors/rfc5869.json' with { type: 'json' };
import { outcome } from './outcome.ts';

/** Wycheproof's `testvectors_v1`, by path; what a group holds depends on the file. */
const wycheproof = import.meta.glob<{ testGroups: unknown[] }>(
	'../vectors/wycheproof/*_test.json',
	{ eager: true, import: 'default' }
);

interface WycheproofCase {
	tcId: number;
	flags: string[];
	result: 'valid' | 'invalid' | 'acceptable';
}

/** Runs every published vector that applies to `src/lib/crypto`, in whatever engine the tests run. */
export function publishedVectors(): void {
	aesGcm();
	aesKeyWrapPadded();
	aesKeyWrap();
	cobblestone();
	hkdfOfRfc5869();
	hkdf('hkdf_sha256_test.json', 'SHA-256');
	hkdf('hkdf_sha512_test.json', 'SHA-512');
	hmacSha256();
	keyMac('hmac_sha224_test.json', 'HMAC_SHA_224');
	keyMac('hmac_sha384_test.json', 'HMAC_SHA_384');
	keyMac('hmac_sha512_test.json', 'HMAC_SHA_512');
	signatures('ecdsa_secp256r1_sha256_test.json', 'ECC_NIST_P256', 'ECDSA_SHA_256');
	signatures('ecdsa_secp384r1_sha384_test.json', 'ECC_NIST_P384', 'ECDSA_SHA_384');
	signatures('ecdsa_secp521r1_sha512_test.json', 'ECC_NIST_P521', 'ECDSA_SHA_512');
	signatures('ed25519_test.json', 'ECC_NIST_EDWARDS25519', 'ED25519_SHA_512');
	signatures('rsa_pss_2048_sha256_mgf1_32_test.json', 'RSA_2048', 'RSASSA_PSS_SHA_256');
	signatures('rsa_signature_2048_sha256_test.json', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256');
	signatures('rsa_pss_2048_sha384_mgf1_48_test.json', 'RSA_2048', 'RSASSA_PSS_SHA_384');
	signatures('rsa_pss_3072_sha256_mgf1_32_test.json', 'RSA_3072', 'RSASSA_PSS_SHA_256');
	signatures('rsa_pss_4096_sha384_mgf1_48_test.json', 'RSA_4096', 'RSASSA_PSS_SHA_384');
	signatures('rsa_pss_4096_sha512_mgf1_64_test.json', 'RSA_4096', 'RSASSA_PSS_SHA_512');
	signatures('rsa_signature_2048_sha384_test.json', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384');
	signatures('rsa_signature_2048_sha512_test.json', 'RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512');
	signatures('rsa_signature_3072_sha256_test.json', 'RSA_3072', 'RSASSA_PKCS1_V1_5_SHA_256');
	signatures('rsa_signature_3072_sha384_test.json', 'RSA_3072', 'RSASSA_PKCS1_V1_5_SHA_384');
	signatures('rsa_signature_4096_sha256_test.json', 'RSA_4096', 'RSASSA_PKCS1_V1_5_SHA_256');
	signatures('rsa_signature_4096_sha512_test.json', 'RSA_4096', 'RSASSA_PKCS1_V1_5_SHA_512');
	keyAgreement('ecdh_secp256r1_pem_test.json', 'ECC_NIST_P256');
	keyAgreement('ecdh_secp384r1_pem_test.json', 'ECC_NIST_P384');
	keyAgreement('ecdh_secp521r1_pem_test.json', 'ECC_NIST_P521');
	rsaOaep('rsa_oaep_2048_sha256_mgf1sha256_test.json', 'RSAES_OAEP_SHA_256');
	rsaOaep('rsa_oaep_2048_sha1_mgf1sha1_test.json', 'RSAES_OAEP_SHA_1');
	rsaOaepOtherMgf1Hash();
	oaepPadding('rsa_oaep_2048_sha1_mgf1sha1_test.json', {
		name: 'OAEP',
		hash: 'SHA-1',
		maskHash: 'SHA-1'
	});
	oaepPadding('rsa_oaep_2048_sha256_mgf1sha1_test.json', {
		name: 'OAEP',
		hash: 'SHA-256',
		maskHash: 'SHA-1'
	});
	oaepPadding('rsa_oaep_2048_sha256_mgf1sha256_test.json', {
		name: 'OAEP',
		hash: 'SHA-256',
		maskHash: 'SHA-256'
	});
}

/** Describes the cases of one file. */
function describeWycheproof(file: string, body: (groups: unknown[]) => void): void {
	const vectors = wycheproof[`../vectors/wycheproof/${file}`];
	if (vectors === undefined) throw new Error(`no such vectors: ${file}`);
	describe(`Wycheproof ${file}`, () => body(vectors.testGroups));
}

/** The ids of the cases that do not hold; an empty list of cases is a failure too. */
async function failing<Case extends WycheproofCase>(
	cases: readonly Case[],
	holds: (vector: Case) => Promise<boolean> | boolean
): Promise<number[]> {
	expect(cases.length).toBeGreaterThan(0);
	const ids: number[] = [];
	for (const vector of cases) if (!(await holds(vector))) ids.push(vector.tcId);
	return ids;
}

/** Each case with what its group holds for all of them. */
function flatten<Group extends { tests: WycheproofCase[] }>(
	groups: readonly Group[]
): (Omit<Group, 'tests'> & Group['tests'][number])[] {
	return groups.flatMap(({ tests, ...shared }) => tests.map((test) => ({ ...shared, ...test })));
}

const valid = ({ result }: WycheproofCase) => result === 'valid';
const invalid = ({ result }: WycheproofCase) => result === 'invalid';

interface GcmGroup {
	ivSize: number;
	keySize: number;
	tagSize: number;
	tests: (WycheproofCase & Record<'key' | 'iv' | 'aad' | 'msg' | 'ct' | 'tag', string>)[];
}

function aesGcm(): void {
	describeWycheproof('aes_gcm_test.json', (groups) => {
		// Nonces of 12 bytes and AES-256 are what sealing knows.
		const cases = flatten(groups as GcmGroup[]).filter(
			(group) => group.ivSize === 96 && group.keySize === 256
		);
		const openVector = async (vector: (typeof cases)[number]) => {
			const { key, iv, ct, tag, aad } = vector;
			const sealingKey = await crypto.subtle.importKey('raw', fromHex(key), 'AES-GCM', false, [
				'decrypt'
			]);
			return open(sealingKey, fromHex(iv + ct + tag), fromHex(aad));
		};

		it('opens every valid vector', async () => {
			const failures = await failing(cases.filter(valid), async (vector) => {
				const plaintext = await openVector(vector);
				return plaintext !== undefined && toHex(plaintext) === vector.msg;
			});
			expect(failures).toEqual([]);
		});

		it('opens no invalid vector', async () => {
			const failures = await failing(
				cases.filter(invalid),
				async (vector) => (await openVector(vector)) === undefined
			);
			expect(failures).toEqual([]);
		});
	});
}

interface KeyWrapGroup {
	tests: (WycheproofCase & Record<'key' | 'msg' | 'ct', string>)[];
}

function aesKeyWrapPadded(): void {
	describeWycheproof('aes_kwp_test.json', (groups) => {
		const cases = flatten(groups as KeyWrapGroup[]);

		it('wraps and unwraps every valid vector', async () => {
			const failures = await failing(
				cases.filter(valid),
				({ key, msg, ct }) =>
					toHex(wrapPadded(fromHex(key), fromHex(msg))) === ct &&
					toHex(unwrapPadded(fromHex(key), fromHex(ct))) === msg
			);
			expect(failures).toEqual([]);
		});

		it('refuses every invalid vector with InvalidCiphertext', async () => {
			const failures = await failing(
				cases.filter(invalid),
				async ({ key, ct }) =>
					(await outcome(() => unwrapPadded(fromHex(key), fromHex(ct)))) === 'InvalidCiphertext'
			);
			expect(failures).toEqual([]);
		});
	});
}

function aesKeyWrap(): void {
	describeWycheproof('aes_wrap_test.json', (groups) => {
		it('refuses every vector, for it is key wrap without padding, with InvalidCiphertext', async () => {
			const failures = await failing(
				flatten(groups as KeyWrapGroup[]),
				async ({ key, ct }) =>
					(await outcome(() => unwrapPadded(fromHex(key), fromHex(ct)))) === 'InvalidCiphertext'
			);
			expect(failures).toEqual([]);
		});
	});
}

interface CobblestoneGroup {
	tests: (WycheproofCase & {
		key: string;
		ctx: string;
		/** zlib (RFC 1950), then hex */
		ct: string;
		msgLength?: number;
		msgSha512?: string;
	})[];
}

function cobblestone(): void {
	const file = 'c2sp_chunked_encryption_aes_256_gcm_test.json';
	describeWycheproof(file, (groups) => {
		const cases = flatten(groups as CobblestoneGroup[]);
		const decryptVector = async ({ key, ctx, ct }: (typeof cases)[number]) => {
			const hmacSha512 = { name: 'HMAC', hash: 'SHA-512' };
			const inputKey = await crypto.subtle.importKey('raw', fromHex(key), hmacSha512, false, [
				'sign'
			]);
			return decryptMessage(inputKey, await inflate(fromHex(ct)), fromHex(ctx));
		};

		it('decrypts every valid vector', async () => {
			const failures = await failing(cases.filter(valid), async (vector) => {
				const plaintext = await decryptVector(vector);
				const hash = await crypto.subtle.digest('SHA-512', plaintext);
				return (
					plaintext.length === vector.msgLength && toHex(new Uint8Array(hash)) === vector.msgSha512
				);
			});
			expect(failures).toEqual([]);
		});

		const hasWrongKeySize = ({ flags }: WycheproofCase) => flags.includes('InvalidKeySize');

		it('refuses every invalid vector with InvalidCiphertext', async () => {
			const failures = await failing(
				cases.filter((vector) => invalid(vector) && !hasWrongKeySize(vector)),
				async (vector) => (await outcome(() => decryptVector(vector))) === 'InvalidCiphertext'
			);
			expect(failures).toEqual([]);
		});

		it('refuses input keys of another size with a RangeError', async () => {
			const failures = await failing(
				cases.filter(hasWrongKeySize),
				async (vector) => (await outcome(() => decryptVector(vector))) === 'RangeError'
			);
			expect(failures).toEqual([]);
		});
	});
}

async function inflate(compressed: Bytes): Promise<Bytes> {
	const stream = new Blob([compressed]).stream().pipeThrough(new DecompressionStream('deflate'));
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

interface HkdfGroup {
	tests: (WycheproofCase & Record<'ikm' | 'salt' | 'info' | 'okm', string> & { size: number })[];
}

/** Every derivation of `src/lib/crypto` rests on the engine's HKDF. */
async function deriveVector(
	hash: 'SHA-256' | 'SHA-512',
	{ ikm, salt, info }: Record<'ikm' | 'salt' | 'info', string>,
	byteCount: number
): Promise<string> {
	const inputKey = await crypto.subtle.importKey('raw', fromHex(ikm), 'HKDF', false, [
		'deriveBits'
	]);
	const params = { name: 'HKDF', hash, salt: fromHex(salt), info: fromHex(info) };
	const derived = await crypto.subtle.deriveBits(params, inputKey, byteCount * 8);
	return toHex(new Uint8Array(derived));
}

function hkdfOfRfc5869(): void {
	it.each(rfc5869.vectors)('HKDF derives the figures of RFC 5869: $okm', async (vector) => {
		expect(await deriveVector('SHA-256', vector, vector.okm.length / 2)).toBe(vector.okm);
	});
}

function hkdf(file: string, hash: 'SHA-256' | 'SHA-512'): void {
	describeWycheproof(file, (groups) => {
		it('derives the bytes of every valid vector', async () => {
			const failures = await failing(
				flatten(groups as HkdfGroup[]).filter(valid),
				async (vector) => (await deriveVector(hash, vector, vector.size)) === vector.okm
			);
			expect(failures).toEqual([]);
		});
	});
}

interface HmacGroup {
	tagSize: number;
	tests: (WycheproofCase & Record<'key' | 'msg' | 'tag', string>)[];
}

function hmacSha256(): void {
	describeWycheproof('hmac_sha256_test.json', (groups) => {
		const cases = flatten(groups as HmacGroup[]);
		const importMacKey = async (key: string) =>
			crypto.subtle.importKey('raw', fromHex(key), { name: 'HMAC', hash: 'SHA-256' }, false, [
				'sign',
				'verify'
			]);

		it('makes the tag of a vector exactly when it is valid', async () => {
			const failures = await failing(cases, async (vector) => {
				const tag = await mac(await importMacKey(vector.key), fromHex(vector.msg));
				const expected = fromHex(vector.tag);
				return equalBytes(tag.slice(0, vector.tagSize / 8), expected) === valid(vector);
			});
			expect(failures).toEqual([]);
		});

		it('verifies valid tags of full length only', async () => {
			const failures = await failing(cases, async (vector) => {
				const macKey = await importMacKey(vector.key);
				const verifies = await verifyMac(macKey, fromHex(vector.msg), fromHex(vector.tag));
				return verifies === (valid(vector) && vector.tagSize === 256);
			});
			expect(failures).toEqual([]);
		});
	});
}

const newSealingKey = () =>
	crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
		'encrypt',
		'decrypt',
		'unwrapKey'
	]);

/** HMAC under a key of a CMK, with the whole tag. */
function keyMac(file: string, algorithm: MacAlgorithm): void {
	describeWycheproof(file, (groups) => {
		it('makes the tag of a vector exactly when it is valid', async () => {
			const sealingKey = await newSealingKey();
			const place = new Uint8Array();
			const failures = await failing(flatten(groups as HmacGroup[]), async (vector) => {
				const sealed = await seal(sealingKey, fromHex(vector.key), place);
				const message = fromHex(vector.msg);
				const tag = await macUnderSealedKey(sealingKey, sealed, place, algorithm, message);
				const expected = fromHex(vector.tag);
				return (
					tag !== undefined &&
					equalBytes(tag.slice(0, vector.tagSize / 8), expected) === valid(vector)
				);
			});
			expect(failures).toEqual([]);
		});
	});
}

interface SignatureGroup {
	publicKeyDer: string;
	tests: (WycheproofCase & Record<'msg' | 'sig', string>)[];
}

function signatures(file: string, keySpec: CmkSpec, algorithm: SigningAlgorithm): void {
	describeWycheproof(file, (groups) => {
		it('are verified exactly when they are valid', async () => {
			const cases = flatten(groups as SignatureGroup[]).filter(
				({ result }) => result !== 'acceptable'
			);
			const failures = await failing(cases, async (vector) => {
				const [publicKey, message, signature] = [vector.publicKeyDer, vector.msg, vector.sig].map(
					fromHex
				) as [Bytes, Bytes, Bytes];
				return (await verify(publicKey, message, signature, keySpec, algorithm)) === valid(vector);
			});
			expect(failures).toEqual([]);
		});
	});
}

interface KeyAgreementGroup {
	tests: (WycheproofCase & Record<'public' | 'private' | 'shared', string>)[];
}

function keyAgreement(file: string, keySpec: CmkSpec): void {
	describeWycheproof(file, (groups) => {
		it('give their secret when they are valid, and are refused when they are not', async () => {
			const sealingKey = await newSealingKey();
			const place = new Uint8Array();
			const cases = flatten(groups as KeyAgreementGroup[]).filter(
				({ result }) => result !== 'acceptable'
			);
			const failures = await failing(cases, async (vector) => {
				const sealed = await seal(sealingKey, derOfPem(vector.private), place);
				const theirs = derOfPem(vector.public);
				const derived = await deriveSecret(sealingKey, sealed, place, keySpec, theirs).catch(
					() => undefined
				);
				const isRight = derived !== undefined && toHex(derived) === vector.shared;
				if (valid(vector)) return isRight;
				// Node knows a curve by its parameters, and leaves its cofactor alone; browsers refuse all that has no name.
				return derived === undefined || (isRight && vector.flags.includes('UnnamedCurve'));
			});
			expect(failures).toEqual([]);
		});
	});
}

/** @param pem - with one block */
const derOfPem = (pem: string): Bytes => fromBase64(pem.replaceAll(/-----[^-]+-----|\s/g, ''));

/** For an engine that has ML-DSA. No context is ever given here. */
export function mlDsaVectors(): void {
	describeWycheproof('mldsa_44_verify_test.json', (groups) => {
		it('are verified exactly when they are valid, and their public key is whole', async () => {
			const cases = flatten(groups as MlDsaGroup[]).filter(({ ctx }) => ctx === undefined);
			const failures = await failing(cases, async (vector) => {
				const publicKey = fromHex(vector.publicKeyDer ?? '');
				const verified = await verify(
					...([publicKey, fromHex(vector.msg), fromHex(vector.sig)] as const),
					...(['ML_DSA_44', 'ML_DSA_SHAKE_256'] as const)
				).catch((error: unknown) => error instanceof DOMException && error.name);
				const isWhole = !vector.flags.includes('IncorrectPublicKeyLength');
				return verified === (isWhole ? valid(vector) : 'DataError');
			});
			expect(failures).toEqual([]);
		});
	});
}

interface MlDsaGroup {
	publicKeyDer?: string | null;
	tests: (WycheproofCase & Record<'msg' | 'sig', string> & { ctx?: string })[];
}

interface OaepGroup {
	privateKeyPkcs8: string;
	tests: (WycheproofCase & Record<'msg' | 'ct' | 'label', string>)[];
}

/** A file as a service would meet it: the whole way of an import, with a wrapping key of 2048 bits. */
async function unwrapVector(
	{ privateKeyPkcs8, ct }: { privateKeyPkcs8: string; ct: string },
	algorithm: WrappingAlgorithm
): Promise<Bytes> {
	const hash = algorithm === 'RSAES_OAEP_SHA_1' ? 'SHA-1' : 'SHA-256';
	const rsaOaep = { name: 'RSA-OAEP', hash };
	const pkcs8 = fromHex(privateKeyPkcs8);
	const privateKey = await crypto.subtle.importKey('pkcs8', pkcs8, rsaOaep, false, ['decrypt']);
	return unwrapKeyMaterial(algorithm, 'RSA_2048', privateKey, fromHex(ct));
}

function rsaOaep(file: string, algorithm: WrappingAlgorithm): void {
	describeWycheproof(file, (groups) => {
		const cases = flatten(groups as OaepGroup[]);

		it('unwraps every valid vector that has no label', async () => {
			const failures = await failing(
				cases.filter((vector) => valid(vector) && vector.label === ''),
				async (vector) => toHex(await unwrapVector(vector, algorithm)) === vector.msg
			);
			expect(failures).toEqual([]);
		});

		it('refuses every invalid vector, and every label, with InvalidCiphertext', async () => {
			const failures = await failing(
				cases.filter((vector) => invalid(vector) || vector.label !== ''),
				async (vector) =>
					(await outcome(() => unwrapVector(vector, algorithm))) === 'InvalidCiphertext'
			);
			expect(failures).toEqual([]);
		});
	});
}

function rsaOaepOtherMgf1Hash(): void {
	describeWycheproof('rsa_oaep_2048_sha256_mgf1sha1_test.json', (groups) => {
		it.each<WrappingAlgorithm>(['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'])(
			'refuses every vector, for its MGF1 hash is another, with InvalidCiphertext (%s)',
			async (algorithm) => {
				const failures = await failing(
					flatten(groups as OaepGroup[]),
					async (vector) =>
						(await outcome(() => unwrapVector(vector, algorithm))) === 'InvalidCiphertext'
				);
				expect(failures).toEqual([]);
			}
		);
	});
}

/** The padding by itself, as a diagnosis takes it off. */
function oaepPadding(file: string, padding: RsaPadding): void {
	describeWycheproof(file, (groups) => {
		it(`taken off as ${JSON.stringify(padding)} gives the message of every valid vector, and nothing for the others`, async () => {
			const cases = flatten(groups as OaepGroup[]).filter(({ label }) => label === '');
			const failures = await failing(cases, async ({ privateKeyPkcs8, ct, msg, result }) => {
				const encoded = rsaRawDecrypt(await openPkcs8(privateKeyPkcs8), fromHex(ct));
				const message = encoded && (await removePadding(padding, encoded));
				return (message && toHex(message)) === (result === 'valid' ? msg : undefined);
			});
			expect(failures).toEqual([]);
		});
	});
}

const openedKeys = new Map<string, RsaPrivateKey>();

async function openPkcs8(pkcs8: string): Promise<RsaPrivateKey> {
	const known = openedKeys.get(pkcs8);
	if (known) return known;
	const aes256 = { name: 'AES-GCM', length: 256 };
	const importKey = await crypto.subtle.generateKey(aes256, false, ['encrypt', 'decrypt']);
	const nowhere = new Uint8Array();
	const sealed = await seal(importKey, fromHex(pkcs8), nowhere);
	const opened = await openRsaPrivateKey(importKey, sealed, nowhere);
	if (!opened) throw new Error('the private key does not open');
	openedKeys.set(pkcs8, opened);
	return opened;
}
