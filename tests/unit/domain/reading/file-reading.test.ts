import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import {
	formatSteps,
	largestFileBytes,
	parseSteps,
	wasEncodedTwice,
	wasUtf16,
	wipeReadings,
	type FileReading,
	type ReadingHints
} from '#lib/domain/reading/reading.ts';
import { derOfSignature } from '#lib/domain/key/ecdsa-der.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { asKeyId, asParameterSetId } from '#lib/domain/ids.ts';
import { encodeImportToken } from '#lib/domain/import/import-token.ts';
import { itWithPeers } from '../../../support/peers.ts';
import fc from '../../../support/properties.ts';
import { rsaPair } from '../../../support/rsa-keys.ts';
import { rounds } from '../../../support/soak.ts';

/** Bytes that no reading takes for text. */
const bytesOf = (length: number): Bytes =>
	Uint8Array.from({ length }, (_, index) => (index * 37 + 11) % 256);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const wrapped = (text: string, width: number, lineEnd = '\n') =>
	(text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join(lineEnd) + lineEnd;
const utf16 = (text: string, mark = true): Bytes =>
	Uint8Array.from(Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le'));
const utf16BigEndian = (text: string) => Uint8Array.from(Buffer.from(utf16(text)).swap16());
const pem = (label: string, der: Uint8Array) =>
	`-----BEGIN ${label}-----\n${wrapped(base64(der), 64)}-----END ${label}-----\n`;

function only(file: Uint8Array, hints?: ReadingHints): FileReading {
	const readings = readFile(file, hints);
	expect(readings).toHaveLength(1);
	return readings[0] as FileReading;
}
/** The chain as the user reads it: `PEM PUBLIC KEY > BASE64`. */
const chain = ({ steps }: Pick<FileReading, 'steps'>) =>
	steps.map(({ step, name }) => (name === undefined ? step : `${step} ${name}`)).join(' > ');
const kinds = (readings: readonly FileReading[]) => readings.map(({ content }) => content.kind);

const token = concat(
	encodeImportToken({
		setId: asParameterSetId('85511bb2-b100-4ace-84da-76a7673a9d87'),
		keyId: asKeyId('6f9619ff-8b86-4011-b42d-00c04fc964ff'),
		wrappingAlgorithm: 'RSAES_OAEP_SHA_256',
		wrappingKeySpec: 'RSA_4096',
		vaultId: bytesOf(16),
		publicKeyHash: bytesOf(32),
		issued: 1_795_521_720_000,
		validTo: 1_795_608_120_000
	}),
	bytesOf(32)
);

const { publicKey, privateKey } = rsaPair(2048);
const spki = Uint8Array.from(publicKey.export({ type: 'spki', format: 'der' }));
const pkcs8 = Uint8Array.from(privateKey.export({ type: 'pkcs8', format: 'der' }));
const rsa2048 = { type: 'RSA', modulusBits: 2048 } as const;

describe('an encrypted key is read from', () => {
	const key = bytesOf(512);
	const colons = toHex(key).replace(/..(?!$)/g, '$&:');
	test.each<[string, string, Uint8Array]>([
		['raw bytes', 'BINARY', key],
		['hex', 'HEX', utf8(toHex(key))],
		['hex in upper case with 0x', 'HEX', utf8(`0x${toHex(key).toUpperCase()}\r\n`)],
		['hex with colons', 'HEX', utf8(colons)],
		['hex with spaces', 'HEX', utf8(colons.replaceAll(':', ' '))],
		['hex with 0x at each byte', 'HEX', utf8(`0x${colons.replaceAll(':', ', 0x')}`)],
		['hex in lines', 'HEX', utf8(wrapped(toHex(key), 60))],
		['Base64', 'BASE64', utf8(base64(key))],
		['Base64 in lines of 64', 'BASE64', utf8(wrapped(base64(key), 64))],
		['Base64 in lines of 76 with CRLF', 'BASE64', utf8(wrapped(base64(key), 76, '\r\n'))],
		['Base64 without padding', 'BASE64', utf8(base64(key).replaceAll('=', ''))],
		['URL-safe Base64', 'BASE64', utf8(base64url(key))],
		['Base64 in quotation marks', 'BASE64', utf8(`"${base64(key)}",\n`)],
		['a data: URL', 'BASE64', utf8(`data:application/octet-stream;base64,${base64(key)}`)],
		['PEM of any label', 'PEM ENCRYPTED KEY', utf8(pem('ENCRYPTED KEY', key))],
		['PEM with text around it', 'PEM X', utf8(`Here it is:\n${pem('X', key)}\nBye.`)],
		['PEM that ends too early', 'PEM X', utf8(pem('X', key).replace(/-----END[^]*/, ''))],
		['UTF-8 with a byte order mark', 'UTF_8_BOM > BASE64', utf8(`\uFEFF${base64(key)}`)],
		['UTF-16', 'UTF_16 > BASE64', utf16(wrapped(base64(key), 64, '\r\n'))],
		['UTF-16, the other way round', 'UTF_16 > HEX', utf16BigEndian(toHex(key))],
		['UTF-16 without a mark', 'UTF_16 > HEX', utf16(toHex(key), false)],
		['Base64 of Base64', 'BASE64 > BASE64', utf8(base64(utf8(base64(key))))],
		['Base64 of hex', 'BASE64 > HEX', utf8(base64(utf8(toHex(key))))],
		['hex of Base64', 'HEX > BASE64', utf8(toHex(utf8(base64(key))))],
		['Base64 of PEM', 'BASE64 > PEM X', utf8(base64(utf8(pem('X', key))))],
		[
			'JSON of a command line',
			'JSON CiphertextBlob > BASE64',
			utf8(JSON.stringify({ CiphertextBlob: base64(key), KeyId: 'arn:aws:kms:x' }))
		],
		['a zip', 'ZIP made/key.bin', zipSync({ 'made/key.bin': key })]
	])('%s', (_, how, file) => {
		const reading = only(file);
		expect([chain(reading), toHex(reading.bytes)]).toEqual([how, toHex(key)]);
		expect(reading.content).toEqual({
			kind: 'ENCRYPTED_KEY',
			wrappingKeySpec: 'RSA_4096',
			hybrid: false
		});
	});

	test('a program that writes UTF-16, and one that encodes twice, are told', () => {
		const plain = only(utf8(base64(key)));
		expect([wasUtf16(plain), wasEncodedTwice(plain)]).toEqual([false, false]);
		expect(wasUtf16(only(utf16(base64(key))))).toBe(true);
		expect(wasEncodedTwice(only(utf8(base64(utf8(base64(key))))))).toBe(true);
	});
});

describe('what reads in several ways', () => {
	const digits = utf8('ab'.repeat(32)); // 32 bytes as hex, 48 as Base64, 64 as they are

	test.each([
		[32, 'HEX', [['BASE64', 48]]],
		[48, 'BASE64', [['HEX', 32]]],
		[64, 'HEX', [['BASE64', 48]]],
		[7, 'HEX', [['BASE64', 48]]]
	] as const)('is read so that %i bytes come out if they can: %s', (length, how, others) => {
		const reading = only(digits, { expectedLengths: [length] });
		expect(chain(reading)).toBe(how);
		const alternatives = reading.alternatives.map((other) => [chain(other), other.byteCount]);
		expect(alternatives).toEqual(others);
	});

	test('and has a length of its own that is expected stays as it is, unless it is hex', () => {
		const letters = utf8('Abcdefghijklmnopqrstuvwxyz012345'); // 24 bytes as Base64
		expect(chain(only(letters, { expectedLengths: [32] }))).toBe('BINARY');
		expect(chain(only(letters, { expectedLengths: [24, 32] }))).toBe('BASE64');
		expect(chain(only(utf8('ab'.repeat(16)), { expectedLengths: [32] }))).toBe('HEX');
	});

	test('but has 128 hex digits or more is hex, whatever was expected', () => {
		expect(chain(only(utf8('ab'.repeat(64)), { expectedLengths: [96, 128] }))).toBe('HEX');
	});

	test('or says by itself what it is counts more than any length', () => {
		const reading = only(spki, { expectedLengths: [spki.length] });
		expect(reading.content.kind).toBe('PUBLIC_KEY');
	});

	test.each([
		['BINARY', 'BINARY', 64],
		['HEX', 'HEX', 32],
		['BASE64', 'BASE64', 48]
	] as const)('is read as %s when that is asked for', (as, how, length) => {
		const reading = only(digits, { as, expectedLengths: [32, 48, 64] });
		expect([chain(reading), reading.bytes.length]).toEqual([how, length]);
	});

	test.each(['BASE64', 'HEX', 'PEM', 'DER', 'JSON'] as const)(
		'and can’t be read as %s says so',
		(as) => {
			const { content, bytes } = only(bytesOf(100), { as });
			expect([content, bytes.length]).toEqual([{ kind: 'REFUSED', reason: 'NOT_READABLE_SO' }, 0]);
		}
	);

	test('DER, PEM and JSON when they are asked for', () => {
		expect(only(spki, { as: 'DER' }).content.kind).toBe('PUBLIC_KEY');
		expect(only(utf8(pem('PUBLIC KEY', spki)), { as: 'PEM' }).bytes).toEqual(spki);
		expect(only(utf8(JSON.stringify({ PublicKey: base64(spki) })), { as: 'JSON' }).bytes).toEqual(
			spki
		);
	});
});

test.each([256, 384, 521])('an ECDSA signature in DER of %i bits is no public key', (bits) => {
	const half = Math.ceil(bits / 8);
	for (const first of [0x01, 0x7f]) {
		const numbers = new Uint8Array(2 * half).fill(0x55);
		numbers[0] = first;
		numbers[half] = first;
		const der = derOfSignature(numbers);
		const [reading] = readFile(der);
		expect(reading?.bytes).toEqual(der);
		expect(reading?.content.kind).not.toBe('PUBLIC_KEY');
	}
});

test('steps are kept as a chain and come back without their names', () => {
	for (const chain of ['BINARY', 'UTF_16+BASE64', 'ZIP+JSON+BASE64+PEM'])
		expect(formatSteps(parseSteps(chain) ?? [])).toBe(chain);
	for (const chain of ['', 'hex', 'HEX+', 'HEX BASE64', 'HEX+'.repeat(9) + 'HEX', 'HEX+WHAT'])
		expect(parseSteps(chain), chain).toBeUndefined();
});

describe('import tokens', () => {
	test('of Airlock are parsed, whole or not', () => {
		expect(only(utf8(base64(token) + '\n')).content).toMatchObject({
			kind: 'IMPORT_TOKEN',
			token: { keyId: '6f9619ff-8b86-4011-b42d-00c04fc964ff' }
		});
		expect(only(token.slice(0, 90)).content).toEqual({ kind: 'IMPORT_TOKEN', token: undefined });
	});

	const awsToken = concat(Uint8Array.of(1, 1, 2, 0, 0x78), bytesOf(1700));
	test.each<[string, Uint8Array, string | undefined, string]>([
		['AWS by its bytes', awsToken, undefined, 'AWS'],
		['AWS in Base64', utf8(wrapped(base64(awsToken), 64)), undefined, 'AWS'],
		['another cloud by its name', bytesOf(700), 'importToken_a.bin', 'OTHER']
	])('of %s', (_, file, name, cloud) => {
		const reading = only(file, name === undefined ? {} : { name });
		expect(reading.content).toEqual({ kind: 'CLOUD_TOKEN', cloud });
	});

	test.each<[string, unknown, object]>([
		[
			'AWS',
			{
				KeyId: 'arn:aws:kms:eu-west-3:111122223333:key/6f9619ff-8b86-4011-b42d-00c04fc964ff',
				ImportToken: base64(awsToken),
				PublicKey: base64(spki),
				ParametersValidTo: '2026-11-25T10:00:00+00:00'
			},
			{
				cloud: 'AWS',
				keyId: 'arn:aws:kms:eu-west-3:111122223333:key/6f9619ff-8b86-4011-b42d-00c04fc964ff',
				validTo: Date.UTC(2026, 10, 25, 10)
			}
		],
		[
			'Alibaba Cloud',
			{
				KeyId: 'key-hzz',
				ImportToken: base64(bytesOf(900)),
				PublicKey: base64(spki),
				RequestId: 'x',
				TokenExpireTime: '2026-11-25T10:00:00Z'
			},
			{ cloud: 'ALIBABA', keyId: 'key-hzz', validTo: Date.UTC(2026, 10, 25, 10) }
		],
		[
			'Ping An Cloud',
			{ ImportToken: toHex(bytesOf(900)), PublicKey: toHex(spki) },
			{ cloud: 'PING_AN' }
		],
		[
			'Tencent Cloud',
			{
				Response: {
					ImportToken: base64(bytesOf(900)),
					PublicKey: base64(spki),
					KeyId: 'k',
					ParametersValidTo: 1_795_608_120
				}
			},
			{ cloud: 'TENCENT', keyId: 'k', validTo: 1_795_608_120_000 }
		]
	])('and public keys come out of the answer of %s', (_, answer, facts) => {
		const readings = readFile(utf8(JSON.stringify(answer, null, 2)));
		expect(kinds(readings).toSorted()).toEqual(['CLOUD_TOKEN', 'PUBLIC_KEY']);
		for (const reading of readings) expect(reading.facts).toEqual(facts);
		const cloud = readings.find(({ content }) => content.kind === 'CLOUD_TOKEN')?.content;
		expect(cloud).toMatchObject({ cloud: (facts as { cloud: string }).cloud });
		expect(readings.find(({ content }) => content.kind === 'PUBLIC_KEY')?.bytes).toEqual(spki);
	});
});

describe('keys', () => {
	test.each<[string, Uint8Array, string]>([
		['SubjectPublicKeyInfo in DER', spki, 'BINARY'],
		['SubjectPublicKeyInfo in hex', utf8(toHex(spki)), 'HEX'],
		['SubjectPublicKeyInfo in Base64', utf8(base64(spki)), 'BASE64'],
		['SubjectPublicKeyInfo in PEM', utf8(pem('PUBLIC KEY', spki)), 'PEM PUBLIC KEY'],
		['PEM in UTF-16', utf16(pem('PUBLIC KEY', spki)), 'UTF_16 > PEM PUBLIC KEY'],
		[
			'PEM in the JSON of Vault',
			utf8(JSON.stringify({ data: { public_key: pem('PUBLIC KEY', spki) } })),
			'JSON public_key > PEM PUBLIC KEY'
		],
		[
			'PEM in the JSON of Google Cloud',
			utf8(JSON.stringify({ publicKey: { pem: pem('PUBLIC KEY', spki) } })),
			'JSON pem > PEM PUBLIC KEY'
		]
	])('%s', (_, file, how) => {
		const reading = only(file);
		expect(chain(reading)).toBe(how);
		expect(reading.content).toEqual({ kind: 'PUBLIC_KEY', form: 'SPKI', algorithm: rsa2048 });
		expect(reading.bytes).toEqual(spki);
	});

	test('PKCS #1 becomes SubjectPublicKeyInfo', () => {
		const der = Uint8Array.from(publicKey.export({ type: 'pkcs1', format: 'der' }));
		for (const file of [der, utf8(pem('RSA PUBLIC KEY', der)), utf8(base64(der))])
			expect(only(file)).toMatchObject({
				content: { kind: 'PUBLIC_KEY', form: 'PKCS_1', algorithm: rsa2048 },
				bytes: spki
			});
	});

	test.each(['pkcs8', 'pkcs1'] as const)('private RSA keys in %s become PKCS #8', (type) => {
		const file = privateKey.export({ type, format: 'pem' });
		const reading = only(utf8(file as string));
		expect(reading.content).toMatchObject({ kind: 'PRIVATE_KEY', algorithm: rsa2048 });
		expect(reading.bytes).toEqual(pkcs8);
	});

	test.each([
		['P-256', 'prime256v1'],
		['P-384', 'secp384r1'],
		['P-521', 'secp521r1'],
		['secp256k1', 'secp256k1']
	] as const)('private keys on %s in every form become PKCS #8', (curve, namedCurve) => {
		const pair = generateKeyPairSync('ec', { namedCurve });
		for (const type of ['pkcs8', 'sec1'] as const) {
			const der = Uint8Array.from(pair.privateKey.export({ type, format: 'der' }));
			const { content, bytes } = only(der);
			expect(content).toEqual({
				kind: 'PRIVATE_KEY',
				form: type === 'sec1' ? 'SEC_1' : 'PKCS_8',
				algorithm: { type: 'EC', curve },
				encrypted: false
			});
			const again = createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
			expect(again.equals(pair.privateKey)).toBe(true);
		}
		const jwk = only(utf8(JSON.stringify(pair.privateKey.export({ format: 'jwk' }))));
		expect(jwk.content).toMatchObject({ form: 'JWK', algorithm: { type: 'EC', curve } });
		const key = { key: Buffer.from(jwk.bytes), format: 'der', type: 'pkcs8' } as const;
		expect(createPrivateKey(key).equals(pair.privateKey)).toBe(true);
		const publicJwk = only(utf8(JSON.stringify(pair.publicKey.export({ format: 'jwk' }))));
		expect(publicJwk.content).toMatchObject({ kind: 'PUBLIC_KEY', form: 'JWK' });
		expect(toHex(publicJwk.bytes)).toBe(
			pair.publicKey.export({ type: 'spki', format: 'der' }).toString('hex')
		);
	});

	test('JWKs of RSA and of symmetric keys, also inside another object and as Azure writes them', () => {
		const jwk = publicKey.export({ format: 'jwk' });
		const azure = { key: { ...jwk, kty: 'RSA-HSM', kid: 'https://v/keys/k/1', d: null } };
		expect(only(utf8(JSON.stringify(azure)))).toMatchObject({
			content: { kind: 'PUBLIC_KEY', form: 'JWK', algorithm: rsa2048, keyId: 'https://v/keys/k/1' },
			bytes: spki
		});
		const secret = only(utf8(JSON.stringify(privateKey.export({ format: 'jwk' }))));
		expect(secret).toMatchObject({ content: { kind: 'PRIVATE_KEY', form: 'JWK' }, bytes: pkcs8 });
		const oct = only(utf8(JSON.stringify({ kty: 'oct', k: base64url(bytesOf(32)) })));
		expect(oct).toMatchObject({ content: { kind: 'KEY_MATERIAL' }, bytes: bytesOf(32) });
	});

	test('an Azure transfer file', () => {
		const file = {
			schema_version: '1.0.0',
			header: { kid: 'https://v/keys/kek/1', alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' },
			ciphertext: base64url(bytesOf(296)),
			generator: 'x'
		};
		expect(only(utf8(JSON.stringify(file)))).toMatchObject({
			content: { kind: 'BYOK_FILE', keyId: 'https://v/keys/kek/1' },
			bytes: bytesOf(296)
		});
	});

	test('two keys in one file are two readings', () => {
		const file = pem('PRIVATE KEY', pkcs8) + pem('PUBLIC KEY', spki);
		expect(kinds(readFile(utf8(file)))).toEqual(['PRIVATE_KEY', 'PUBLIC_KEY']);
	});

	test('a private key that was cut off is still one', () => {
		const half = pem('PRIVATE KEY', pkcs8).slice(0, 701);
		expect(only(utf8(half)).content).toMatchObject({ kind: 'PRIVATE_KEY', algorithm: undefined });
	});

	test.each([16, 24, 28, 32, 48, 64])('%i bytes are key material', (length) => {
		for (const file of [bytesOf(length), utf8(toHex(bytesOf(length)))])
			expect(only(file, { expectedLengths: [length] }).content).toEqual({ kind: 'KEY_MATERIAL' });
	});
});

describe('keys made with OpenSSL', () => {
	let folder = '';
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'reading-'));
	});
	afterAll(() => {
		rmSync(folder, { recursive: true });
	});
	const at = (name: string) => join(folder, name);
	const openssl = (...options: string[]) =>
		void execFileSync('openssl', options, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
	const file = (name: string): Bytes => Uint8Array.from(readFileSync(at(name)));

	itWithPeers(['openssl'], 'RSA, EC and Ed25519 keys, locked ones, certificates, PKCS #12', () => {
		openssl('genrsa', '-out', 'rsa.pem', '3072');
		openssl('rsa', '-in', 'rsa.pem', '-pubout', '-outform', 'DER', '-out', 'spki.der');
		openssl('rsa', '-in', 'rsa.pem', '-RSAPublicKey_out', '-out', 'pkcs1.pem');
		openssl('rsa', '-in', 'rsa.pem', '-traditional', '-outform', 'DER', '-out', 'pkcs1.der');
		openssl(
			'rsa',
			'-in',
			'rsa.pem',
			'-aes256',
			'-traditional',
			'-passout',
			'pass:abcd',
			'-out',
			'locked1.pem'
		);
		openssl(
			'pkcs8',
			'-topk8',
			'-in',
			'rsa.pem',
			'-passout',
			'pass:abcd',
			'-outform',
			'DER',
			'-out',
			'locked8.der'
		);
		openssl('ecparam', '-name', 'secp384r1', '-genkey', '-out', 'ec.pem');
		openssl('genpkey', '-algorithm', 'ed25519', '-out', 'ed.pem');
		openssl(
			'req',
			'-x509',
			'-key',
			'rsa.pem',
			'-subj',
			'/CN=a/O=b',
			'-days',
			'2',
			'-out',
			'cert.pem'
		);
		openssl('x509', '-in', 'cert.pem', '-outform', 'DER', '-out', 'cert.der');
		openssl(
			'pkcs12',
			'-export',
			'-inkey',
			'rsa.pem',
			'-in',
			'cert.pem',
			'-passout',
			'pass:abcd',
			'-out',
			'all.p12'
		);
		const rsa = { type: 'RSA', modulusBits: 3072 };
		const spkiBytes = file('spki.der');

		const publicKeys = {
			'spki.der': 'SPKI',
			'pkcs1.pem': 'PKCS_1',
			'cert.pem': 'CERTIFICATE',
			'cert.der': 'CERTIFICATE'
		};
		for (const [name, form] of Object.entries(publicKeys)) {
			const reading = only(file(name));
			expect([name, reading.content]).toMatchObject([
				name,
				{ kind: 'PUBLIC_KEY', form, algorithm: rsa }
			]);
			expect(reading.bytes).toEqual(spkiBytes);
		}
		for (const name of ['rsa.pem', 'pkcs1.der']) {
			const { content, bytes } = only(file(name));
			expect(content).toMatchObject({ kind: 'PRIVATE_KEY', algorithm: rsa, encrypted: false });
			const key = createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' });
			expect(createPublicKey(key).export({ type: 'spki', format: 'der' })).toEqual(
				Buffer.from(spkiBytes)
			);
		}
		for (const name of ['locked1.pem', 'locked8.der'])
			expect(only(file(name)).content).toMatchObject({
				kind: 'PRIVATE_KEY',
				algorithm: undefined,
				encrypted: true
			});
		expect(only(file('ec.pem')).content).toMatchObject({
			form: 'SEC_1',
			algorithm: { type: 'EC', curve: 'P-384' }
		});
		expect(only(file('ed.pem')).content).toMatchObject({
			form: 'PKCS_8',
			algorithm: { type: 'ED25519' }
		});
		expect(only(file('all.p12')).content).toEqual({ kind: 'PKCS_12', opens: true });
		return Promise.resolve();
	});

	itWithPeers(
		['openssl', 'iconv', 'xxd'],
		'Base64, hex and UTF-16 as command lines write them',
		() => {
			openssl('rand', '-out', 'key.bin', '256');
			const shell = (command: string) => execFileSync('sh', ['-c', command], { cwd: folder });
			const made = [
				'openssl base64 -in key.bin',
				'openssl base64 -A -in key.bin',
				'base64 -w0 key.bin',
				'xxd -p key.bin',
				'xxd -p key.bin | tr -d "\\n"',
				'base64 key.bin | sed "s/$/\\r/" | iconv -f utf-8 -t utf-16',
				'base64 key.bin | iconv -f utf-8 -t utf-16le',
				'base64 -w0 key.bin | base64'
			];
			for (const command of made)
				expect([command, only(Uint8Array.from(shell(command))).bytes]).toEqual([
					command,
					file('key.bin')
				]);
			return Promise.resolve();
		}
	);
});

describe('zip files', () => {
	test('of Airlock hold the public key and the token, each once', () => {
		const zip = zipSync({
			'PublicKey.der': spki,
			'PublicKey.pem': utf8(pem('PUBLIC KEY', spki)),
			'ImportToken.bin': token,
			'ImportToken.b64': utf8(base64(token) + '\n'),
			SHA256SUMS: utf8(`${toHex(bytesOf(32))}  ImportToken.bin\n`),
			'HOWTO.txt': utf8('How to encrypt your key material for this key\n')
		});
		expect(readFile(zip).map((reading) => [chain(reading), reading.content.kind])).toEqual([
			['ZIP PublicKey.der', 'PUBLIC_KEY'],
			['ZIP ImportToken.bin', 'IMPORT_TOKEN']
		]);
	});

	test('of AWS hold the public key and its token', () => {
		const id = '6f9619ff-8b86-4011-b42d-00c04fc964ff';
		const zip = zipSync({
			[`wrappingKey_${id}_11242026`]: spki,
			[`importToken_${id}_11242026`]: bytesOf(2000),
			[`README_${id}_11242026.txt`]: utf8('Please read.')
		});
		const readings = readFile(zip);
		expect(kinds(readings)).toEqual(['PUBLIC_KEY', 'CLOUD_TOKEN']);
		for (const { facts } of readings) expect(facts).toEqual({ cloud: 'AWS', keyId: id });
		expect(readings[1]?.content).toEqual({ kind: 'CLOUD_TOKEN', cloud: 'AWS' });
	});

	const reasonOf = (file: Uint8Array) => only(file).content;
	test('with too much inside are refused before anything is unpacked', () => {
		const bomb = zipSync({ a: new Uint8Array(900_000) }, { level: 9 });
		expect(reasonOf(bomb)).toEqual({ kind: 'REFUSED', reason: 'ZIP_TOO_LARGE' });
		const many = Object.fromEntries(
			Array.from({ length: 100 }, (_, index) => [String(index), token])
		);
		expect(reasonOf(zipSync(many))).toEqual({ kind: 'REFUSED', reason: 'ZIP_TOO_LARGE' });
	});

	test('that say less than they hold give no more than they said', () => {
		const zip = zipSync({ a: new Uint8Array(200_000).fill(7) }, { level: 9 });
		const view = new DataView(zip.buffer);
		const end = zip.length - 22;
		view.setUint32(view.getUint32(end + 16, true) + 24, 512, true); // the size in the central directory
		const start = performance.now();
		for (const { bytes } of readFile(zip)) expect(bytes.length).toBeLessThanOrEqual(512);
		expect(performance.now() - start).toBeLessThan(2000);
	});

	test('inside zip files, locked ones, broken ones and those without a key are refused', () => {
		const inner = zipSync({ 'ImportToken.bin': token });
		expect(reasonOf(zipSync({ 'a.zip': inner }))).toEqual({
			kind: 'REFUSED',
			reason: 'ARCHIVE_NESTED'
		});
		expect(reasonOf(inner.slice(0, -30))).toEqual({ kind: 'REFUSED', reason: 'ZIP_DAMAGED' });
		const notes = zipSync({ 'README.txt': utf8('Nothing here.') });
		expect(reasonOf(notes)).toEqual({ kind: 'REFUSED', reason: 'ZIP_WITHOUT_KEYS' });
		const locked = Uint8Array.from(inner);
		locked[6] = 1;
		expect(reasonOf(locked)).toEqual({ kind: 'REFUSED', reason: 'ZIP_ENCRYPTED' });
	});
});

describe('nothing is kept of', () => {
	const swept: Uint8Array[] = [];
	test('readings once they are wiped, and the file stays as it is', () => {
		const file = utf8(pem('PRIVATE KEY', pkcs8));
		const before = Uint8Array.from(file);
		const readings = readFile(file);
		swept.push(...readings.map(({ bytes }) => bytes));
		wipeReadings(readings);
		expect(swept.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true);
		expect(file).toEqual(before);
	});

	test('a file that was read as it is: the reading is a copy', () => {
		const file = bytesOf(32);
		wipeReadings(readFile(file));
		expect(file).toEqual(bytesOf(32));
	});
});

describe('for any bytes', () => {
	/** Long enough that hex or Base64 of them is no accident, and never text. */
	const anyBytes = fc
		.uint8Array({ minLength: 20, maxLength: 600 })
		.map((bytes) => concat(Uint8Array.of(0xfe, 0x01), bytes));

	test.each<[string, (bytes: Bytes) => Uint8Array]>([
		['raw', (bytes) => bytes],
		['hex', (bytes) => utf8(toHex(bytes))],
		['hex in lines', (bytes) => utf8(wrapped(toHex(bytes), 20))],
		['Base64', (bytes) => utf8(base64(bytes))],
		['Base64 in lines', (bytes) => utf8(wrapped(base64(bytes), 64, '\r\n'))],
		['URL-safe Base64', (bytes) => utf8(base64url(bytes))],
		['Base64 in UTF-16', (bytes) => utf16(base64(bytes))],
		['Base64 of Base64', (bytes) => utf8(base64(utf8(base64(bytes))))],
		['hex of Base64', (bytes) => utf8(toHex(utf8(base64(bytes))))],
		['PEM', (bytes) => utf8(pem('ANY LABEL', bytes))],
		['JSON', (bytes) => utf8(JSON.stringify({ PublicKey: base64(bytes) }))]
	])('%s comes back as it was', (_, encode) => {
		fc.assert(
			fc.property(anyBytes, (bytes) => {
				const [reading] = readFile(encode(bytes), { expectedLengths: [bytes.length] });
				expect(reading?.bytes).toEqual(bytes);
			})
		);
	});

	const pieces = fc.constantFrom(
		...[
			'-----BEGIN ',
			'PRIVATE KEY-----',
			'-----END ',
			'{',
			'"PublicKey":',
			'"kty":"RSA"',
			'[',
			'}'
		],
		...[
			'0x',
			'ab',
			'=',
			':',
			' ',
			'\n',
			'\r',
			'\uFEFF',
			'é',
			'\0',
			'AIRT',
			'PK\u0003\u0004',
			'"',
			','
		]
	);
	const anyFile = fc.oneof(
		fc.uint8Array({ maxLength: 400 }),
		fc
			.uint8Array({ maxLength: 200 })
			.map((bytes) => concat(Uint8Array.of(0x30, bytes.length), bytes)),
		fc.uint8Array({ maxLength: 200 }).map((bytes) => concat(utf8('PK\u0003\u0004'), bytes)),
		fc.array(pieces, { maxLength: 60 }).map((parts) => utf8(parts.join(''))),
		fc.json().map(utf8)
	);
	test('it never throws, and finds at least one thing', () => {
		fc.assert(
			fc.property(
				anyFile,
				fc.constantFrom(
					...(['AUTOMATIC', 'BINARY', 'BASE64', 'HEX', 'PEM', 'DER', 'JSON'] as const)
				),
				(file, as) => {
					const readings = readFile(file, { as, expectedLengths: [32] });
					expect(readings.length).toBeGreaterThan(0);
					for (const { steps } of readings) expect(steps.length).toBeGreaterThan(0);
				}
			),
			{ numRuns: rounds(1000, 50_000) }
		);
	});

	const mebibyte = largestFileBytes;
	const filled = (unit: string) => utf8(unit.repeat(Math.floor(mebibyte / unit.length)));
	const noise = () => {
		const bytes = new Uint8Array(mebibyte);
		for (let from = 0; from < mebibyte; from += 65536)
			crypto.getRandomValues(bytes.subarray(from, from + 65536));
		return bytes;
	};
	test.each<[string, () => Uint8Array]>([
		['noise', noise],
		['noise that begins as a zip', () => concat(utf8('PK\u0003\u0004'), noise().subarray(4))],
		[
			'noise that begins as DER',
			() => concat(Uint8Array.of(0x30, 0x83, 15, 255, 251), noise().subarray(5))
		],
		['zeros', () => new Uint8Array(mebibyte)],
		['brackets', () => filled('[')],
		['braces', () => filled('{"a":')],
		['JSON of many members', () => utf8(`{${'"a":1,'.repeat(170_000)}"a":1}`)],
		['hex', () => filled('a')],
		['Base64', () => filled('QUJD')],
		['white space', () => filled(' \n')],
		['dashes', () => filled('-')],
		['beginnings of PEM', () => filled('-----BEGIN X-----\n')],
		[
			'SEQUENCEs without a length',
			() => Uint8Array.from({ length: mebibyte }, (_, i) => (i % 2 ? 0x80 : 0x30))
		],
		['UTF-16', () => utf16('A'.repeat(mebibyte / 2 - 1))]
	])('1 MiB of %s is read; how long it takes is a benchmark’s', (_, make) => {
		expect(readFile(make().subarray(0, mebibyte)).length).toBeGreaterThan(0);
	});

	test('more than 1 MiB is not read', () => {
		const { content } = only(new Uint8Array(mebibyte + 1));
		expect(content).toEqual({ kind: 'REFUSED', reason: 'TOO_LARGE' });
	});

	test('ASN.1 that nests too deep is refused', () => {
		let der: Bytes = Uint8Array.of(5, 0);
		for (let depth = 0; depth < 50; depth++) der = concat(Uint8Array.of(0x30, der.length), der);
		expect(only(der).content).toEqual({ kind: 'REFUSED', reason: 'ASN1_TOO_DEEP' });
	});
});

describe('a zip that misleads', () => {
	const key = bytesOf(256);
	const stored = (name: string, bytes: Uint8Array) => zipSync({ [name]: [bytes, { level: 0 }] });
	/** Writes one name over another of the same length, in both headers. */
	const renamed = (zip: Uint8Array, from: string, to: string) =>
		Uint8Array.from(
			Buffer.from(Buffer.from(zip).toString('latin1').replaceAll(from, to), 'latin1')
		);

	test('has a file named __proto__, which is read like any other', () => {
		expect(chain(only(renamed(stored('A_proto_A', key), 'A_proto_A', '__proto__')))).toBe(
			'ZIP __proto__'
		);
	});

	test('has two files of one name, and both are read', () => {
		const two = zipSync({ 'a.bin': key, 'b.bin': key.slice().reverse() });
		expect(readFile(renamed(two, 'b.bin', 'a.bin'))).toHaveLength(2);
	});

	test('locks only its second file', () => {
		const zip = zipSync({ 'a.bin': key, 'b.bin': key });
		const second = Buffer.from(zip).lastIndexOf('PK\u0003\u0004', undefined, 'latin1');
		zip[second + 6] = 1;
		expect(only(zip).content).toEqual({ kind: 'REFUSED', reason: 'ZIP_ENCRYPTED' });
	});

	test('is damaged where its CRC does not fit', () => {
		const zip = stored('a.bin', key);
		const at = Buffer.from(zip).indexOf(Buffer.from(key));
		zip[at] = (zip[at] ?? 0) ^ 1;
		expect(only(zip).content).toEqual({ kind: 'REFUSED', reason: 'ZIP_DAMAGED' });
	});

	test('holds JSON of thousands of members: no more is read than is shown', () => {
		const many = Array.from({ length: 5700 }, (_, index) => ({
			PublicKey: base64(bytesOf(256).map((byte) => byte ^ (index % 256)))
		}));
		const zip = zipSync({ 'a.json': utf8(JSON.stringify({ many })) });
		expect(readFile(zip).length).toBeLessThanOrEqual(32);
	});
});

test('an object identifier of 900 kB is neither read nor shown', () => {
	const oid = Uint8Array.from({ length: 900_000 }, () => 0x81);
	oid[oid.length - 1] = 1;
	const length = (n: number) => [0x83, n >> 16, (n >> 8) & 0xff, n & 0xff];
	const element = concat(Uint8Array.of(6, ...length(oid.length)), oid);
	const identifier = concat(Uint8Array.of(0x30, ...length(element.length)), element);
	const key = concat(identifier, Uint8Array.of(3, 2, 0, 0));
	expect(only(concat(Uint8Array.of(0x30, ...length(key.length)), key)).content).toEqual({
		kind: 'REFUSED',
		reason: 'ASN1_TOO_DEEP'
	});
});
