/** Bad files, made the way a person makes them: with openssl, Python, a shell, or Windows PowerShell’s encodings. */
import { createPublicKey, publicEncrypt, randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { ImportFinding, ImportFindingId } from '#lib/domain/import/import-finding.ts';
import { importFixes } from '#lib/domain/import/import-fixes.ts';
import { wrapPadded } from '#lib/crypto/aes-key-wrap.ts';
import { opensslCommands } from '#lib/domain/clients/openssl-commands.ts';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import type { WrappingAlgorithm, WrappingKeySpec } from '#lib/domain/import/wrapping.ts';
import { diagnose, findingsOfPairs, ids } from '../../../support/diagnosing.ts';
import {
	getParameters,
	importMaterial,
	importRequest,
	wrapFor,
	type Parameters
} from '../../../support/importing.ts';
import { pkeyutl, Workbench } from '../../../support/openssl.ts';
import { rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { fork, newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const seen = new Set<ImportFindingId>();
const bench = new Workbench();
afterAll(() => bench.remove());

/** A vault with a key that waits for its import, its material as KeyMaterial.bin, its parameters downloaded. */
interface Scene {
	vault: TestVault;
	KeyId: string;
	parameters: Parameters;
}

const oaep = (...rest: string[]) => ['rsa_padding_mode:oaep', ...rest];
const sha256 = oaep('rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256');
const material = someKeyMaterial(3);

async function scene(
	WrappingAlgorithm: WrappingAlgorithm = 'RSAES_OAEP_SHA_256',
	WrappingKeySpec: WrappingKeySpec = 'RSA_2048'
): Promise<Scene> {
	const vault = await newVault();
	const KeyId = await newKey(vault, { Origin: 'EXTERNAL', AliasName: 'alias/payments-master' });
	const parameters = await getParameters(vault, KeyId, { WrappingAlgorithm, WrappingKeySpec });
	return { vault, KeyId, parameters };
}

function download({ PublicKey, ImportToken }: Parameters, content: Uint8Array = material): void {
	bench.write('PublicKey.der', PublicKey);
	bench.write('ImportToken.bin', ImportToken);
	bench.write('KeyMaterial.bin', content);
}

async function findings(
	{ vault, KeyId }: Scene,
	files: { key?: Bytes; token?: Bytes }
): Promise<{ key: ImportFinding[]; token: ImportFinding[]; repaired: (Bytes | null)[] }> {
	const answer = await diagnose(
		vault,
		KeyId,
		{
			...(files.key && { EncryptedKeyMaterial: files.key }),
			...(files.token && { ImportToken: files.token })
		},
		[material, someKeyMaterial(99)]
	);
	const { EncryptedKey, ImportToken, Repaired } = answer;
	for (const id of ids([...EncryptedKey, ...ImportToken])) seen.add(id);
	return {
		key: EncryptedKey,
		token: ImportToken,
		repaired: [Repaired.EncryptedKey, Repaired.ImportToken]
	};
}

/** What is made in the workbench as out.bin. */
async function findingsOfOut(one: Scene): Promise<ImportFinding[]> {
	return (await findings(one, { key: bench.read('out.bin') })).key;
}

describe('the encrypted key file', () => {
	let plain: Scene;
	let hybrid: Scene;
	let older: Scene;
	beforeAll(async () => {
		plain = await scene();
		hybrid = await scene('RSA_AES_KEY_WRAP_SHA_256');
		older = await scene('RSAES_OAEP_SHA_1');
	});

	/** as it is right, with the commands of the app */
	function makeRight({ parameters }: Scene, content: Uint8Array = material): Bytes {
		download(parameters, content);
		const commands = opensslCommands(parameters.WrappingAlgorithm)
			.filter(({ step }) => step === 'ENCRYPT')
			.map(({ text }) => text);
		bench.shell(commands.join('\n'));
		return bench.read('EncryptedKeyMaterial.bin');
	}

	describe('that is right', () => {
		test.each(['plain', 'hybrid', 'older'] as const)('is found to be right (%s)', async (which) => {
			const one = { plain, hybrid, older }[which];
			const { key, token } = await findings(one, {
				key: makeRight(one),
				token: one.parameters.ImportToken
			});
			expect(key).toMatchObject(
				[
					{
						id: 'EK-OK',
						setId: one.parameters.ParameterSetId,
						keyCheckValue: { kcv: /^[0-9a-f]{6}$/ }
					}
				].map(({ keyCheckValue, ...rest }) => ({
					...rest,
					keyCheckValue: { kcv: expect.stringMatching(keyCheckValue.kcv) as string }
				}))
			);
			expect(ids(token)).toEqual(['TK-OK']);
		});

		test.each([
			['hex on one line', "xxd -p out.raw | tr -d '\\n' > out.bin"],
			['hex in lines', 'xxd -p out.raw > out.bin'],
			['Base64 in lines', 'base64 out.raw > out.bin'],
			['Base64 on one line', 'openssl base64 -A -in out.raw -out out.bin']
		])('is found to be right as %s', async (_, script) => {
			bench.write('out.raw', makeRight(plain));
			bench.shell(script);
			expect(ids(await findingsOfOut(plain))).toEqual(['EK-OK']);
		});
	});

	describe('made with other options of openssl', () => {
		test.each([
			['without any -pkeyopt', [], { id: 'EK-PKCS1', expected: 'SHA-256' }],
			['with OAEP alone', oaep(), { id: 'EK-SHA1' }],
			['with sha1 named', oaep('rsa_oaep_md:sha1', 'rsa_mgf1_md:sha1'), { id: 'EK-SHA1' }],
			[
				'with sha256 and mgf1 sha1',
				oaep('rsa_oaep_md:sha256', 'rsa_mgf1_md:sha1'),
				{ id: 'EK-MGF1' }
			],
			['with sha384', oaep('rsa_oaep_md:sha384'), { id: 'EK-HASH', found: 'SHA-384' }],
			['with sha512', oaep('rsa_oaep_md:sha512'), { id: 'EK-HASH', found: 'SHA-512' }]
		])('%s', async (_, options, expected) => {
			download(plain.parameters);
			bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...options));
			expect(await findingsOfOut(plain)).toMatchObject([expected]);
		});

		test('SHA-256 where the parameters are for SHA-1', async () => {
			download(older.parameters);
			bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...sha256));
			expect(await findingsOfOut(older)).toEqual([{ id: 'EK-SHA256' }]);
		});

		test('openssl rsautl -oaep, as older guides have it', async () => {
			download(plain.parameters);
			bench.shell(
				'openssl rsautl -encrypt -oaep -pubin -keyform DER -inkey PublicKey.der -in KeyMaterial.bin -out out.bin 2>/dev/null'
			);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-SHA1' }]);
		});

		test('Python with the defaults of its examples, SHA-1', async () => {
			download(plain.parameters);
			await bench.python(`
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
key = serialization.load_der_public_key(open('PublicKey.der', 'rb').read())
oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA1()), algorithm=hashes.SHA1(), label=None)
open('out.bin', 'wb').write(key.encrypt(open('KeyMaterial.bin', 'rb').read(), oaep))`);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-SHA1' }]);
		});

		test('Python with SHA-256 and MGF1 SHA-1, as Java does it', async () => {
			download(plain.parameters);
			await bench.python(`
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding
key = serialization.load_der_public_key(open('PublicKey.der', 'rb').read())
oaep = padding.OAEP(mgf=padding.MGF1(hashes.SHA1()), algorithm=hashes.SHA256(), label=None)
open('out.bin', 'wb').write(key.encrypt(open('KeyMaterial.bin', 'rb').read(), oaep))`);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-MGF1', expected: 'SHA-256' }]);
		});
	});

	describe('made with the right public key in another way', () => {
		test.each([
			['SHA-1 and MGF1 SHA-256', 'rsa_mgf1_md:sha256', 'SHA-1', 'SHA-256'],
			[
				'SHA-512 and MGF1 SHA-1, as Java does it',
				'rsa_oaep_md:sha512,rsa_mgf1_md:sha1',
				'SHA-512',
				'SHA-1'
			],
			['SHA-384 and MGF1 SHA-256', 'rsa_oaep_md:sha384,rsa_mgf1_md:sha256', 'SHA-384', 'SHA-256']
		])('OAEP %s: both hashes are named', async (_, options, found, mask) => {
			download(plain.parameters);
			bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...oaep(...options.split(','))));
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-HASH', found, mask, expected: 'SHA-256' }
			]);
		});

		test('with a label, as Node and Go take one', async () => {
			const key = {
				key: Buffer.from(plain.parameters.PublicKey),
				format: 'der',
				type: 'spki'
			} as const;
			const options = { ...key, oaepHash: 'sha256', oaepLabel: Buffer.from('payments') };
			const file = Uint8Array.from(publicEncrypt(options, material));
			expect((await findings(plain, { key: file })).key).toEqual([
				{ id: 'EK-LABEL', found: 'SHA-256', mask: 'SHA-256' }
			]);
		});

		test('without any padding', async () => {
			download(plain.parameters);
			bench.shell(`(head -c 224 /dev/zero; cat KeyMaterial.bin) > in.bin
				${pkeyutl('in.bin', 'out.bin', 'rsa_padding_mode:none')}`);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-RAW', expected: 'SHA-256' }]);
		});

		test('without any padding, at the start of a buffer full of zeros', async () => {
			// Of a key that is larger than the modulus RSA makes nothing.
			const small = Uint8Array.from(material, (byte, index) => (index === 0 ? 1 : byte));
			download(plain.parameters, small);
			bench.shell(`(cat KeyMaterial.bin; head -c 224 /dev/zero) > in.bin
				${pkeyutl('in.bin', 'out.bin', 'rsa_padding_mode:none')}`);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-RAW', expected: 'SHA-256' }]);
		});

		test('with the last byte first, as CryptoAPI of Windows writes it, in one part or two', async () => {
			for (const one of [plain, hybrid]) {
				const right = makeRight(one);
				const turned = Uint8Array.from([...right.slice(0, 256).reverse(), ...right.slice(256)]);
				const { key, repaired } = await findings(one, { key: turned });
				expect(key).toEqual([{ id: 'EK-REVERSED' }]);
				expect(repaired).toEqual([right, null]);
			}
		});

		test('as a number, without the zeros at its start', async () => {
			const key = {
				key: Buffer.from(plain.parameters.PublicKey),
				format: 'der',
				type: 'spki',
				oaepHash: 'sha256'
			} as const;
			let right = publicEncrypt(key, material);
			while (right[0] !== 0) right = publicEncrypt(key, material);
			const number = Uint8Array.from(right.subarray(1));
			const { key: found, repaired } = await findings(plain, { key: number });
			expect(found).toEqual([{ id: 'EK-ZEROS', bytes: 255, expectedBytes: 256 }]);
			expect(repaired).toEqual([Uint8Array.from(right), null]);
		});
	});

	describe('of the other kind of algorithm', () => {
		const makeHybrid = (
			cipher: string,
			iv: string,
			...options: string[]
		) => `openssl rand -out aes.key 32
			openssl enc -${cipher} -K "$(od -An -v -tx1 aes.key | tr -d ' \\n')" -iv ${iv} -in KeyMaterial.bin -out key.wrapped
			${pkeyutl('aes.key', 'aes.wrapped', ...options)}
			cat aes.wrapped key.wrapped > out.bin`;
		const pad = ['id-aes256-wrap-pad', 'A65959A6'] as const;

		test('hybrid where plain is wanted', async () => {
			download(plain.parameters);
			bench.shell(makeHybrid(...pad, ...sha256));
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-OTHERALG', found: 'RSA_AES_KEY_WRAP_SHA_256', expected: 'RSAES_OAEP_SHA_256' }
			]);
		});

		test('hybrid with SHA-1 where plain is wanted: the algorithm says both', async () => {
			download(plain.parameters);
			bench.shell(makeHybrid(...pad, ...oaep()));
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-OTHERALG', found: 'RSA_AES_KEY_WRAP_SHA_1', expected: 'RSAES_OAEP_SHA_256' }
			]);
		});

		test('one RSA block where hybrid is wanted: its first part, whatever padding it has', async () => {
			download(hybrid.parameters);
			bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...sha256));
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-HALF', holds: 'AES_KEY' }]);
			bench.shell(`openssl rand -out aes.key 16\n${pkeyutl('aes.key', 'out.bin', ...oaep())}`);
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-HALF', holds: 'AES_KEY' }]);
		});

		test('one RSA block where hybrid is wanted is the first part, whatever is in it: nothing offers to import it', async () => {
			download(hybrid.parameters);
			bench.shell(`openssl rand -out in.bin 48\n${pkeyutl('in.bin', 'out.bin', ...sha256)}
				openssl rand -hex 32 > in.hex\n${pkeyutl('in.hex', 'hex.bin', ...sha256)}`);
			expect(await findingsOfOut(hybrid)).toEqual([
				{ id: 'EK-HALF', holds: 'OTHER' },
				{ id: 'EK-AESBYTES', bytes: 48 }
			]);
			expect((await findings(hybrid, { key: bench.read('hex.bin') })).key).toEqual([
				{ id: 'EK-HALF', holds: 'AES_KEY' },
				{ id: 'EK-AESTEXT', form: 'HEX' }
			]);
		});

		test('the second part alone', async () => {
			makeRight(hybrid);
			bench.shell('tail -c 40 EncryptedKeyMaterial.bin > out.bin');
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-SECONDHALF' }]);
		});

		test('one RSA block that nothing opens where hybrid is wanted', async () => {
			bench.shell('openssl rand -out out.bin 256');
			expect(await findingsOfOut(hybrid)).toMatchObject([
				{ id: 'EK-NOPE' },
				{ id: 'EK-HALF', holds: 'UNOPENED' }
			]);
		});

		test('the first part of two, brought to plain parameters that came after', async () => {
			const one = await scene('RSA_AES_KEY_WRAP_SHA_256');
			download(one.parameters);
			bench.shell(makeHybrid(...pad, ...sha256));
			const first = bench.read('aes.wrapped');
			const { vault, KeyId } = one;
			one.parameters = await getParameters(vault, KeyId);
			const old = await findings(one, { key: first });
			expect(ids(old.key)).toEqual(['EK-OLDSET', 'EK-HALF']);
			download(one.parameters);
			bench.shell(makeHybrid(...pad, ...sha256));
			const anew = await findings(one, { key: bench.read('aes.wrapped') });
			expect(ids(anew.key)).toEqual(['EK-MAYBEHALF', 'EK-OK']);
			await vault.handle('SaveImportDraft', {
				KeyId,
				EncryptedKey: { Name: 'first.bin', ReadAs: 'BINARY', Bytes: bench.read('aes.wrapped') }
			});
			const progress = await vault.handle('GetImportProgress', { KeyId });
			expect(progress.MayBeFirstPart).toBe(true);
			// After a reload, and once the old parameters are swept away.
			const again = await fork(vault);
			again.clock.set(vault.clock.now() + dayMs + hourMs);
			await getParameters(again, KeyId);
			await again.handle('SaveImportDraft', {
				KeyId,
				EncryptedKey: { Name: 'first.bin', ReadAs: 'BINARY', Bytes: bench.read('aes.wrapped') }
			});
			expect((await again.handle('GetImportProgress', { KeyId })).MayBeFirstPart).toBe(true);
		});

		test('the first part of two, brought to plain parameters after both: not once the key is bound', async () => {
			const one = await scene();
			const { vault, KeyId, parameters } = one;
			download(parameters);
			bench.shell(makeHybrid(...pad, ...sha256));
			const Bytes = bench.read('out.bin');
			const EncryptedKey = { Name: 'both.bin', ReadAs: 'BINARY', Bytes };
			await vault.handle('SaveImportDraft', { KeyId, EncryptedKey });
			const first = { key: bench.read('aes.wrapped') };
			expect(ids((await findings(one, first)).key)).toEqual(['EK-MAYBEHALF', 'EK-OK']);
			const bound = await fork(vault);
			await importMaterial(bound, KeyId, material);
			const later = { ...one, vault: bound, parameters: await getParameters(bound, KeyId) };
			const right = wrapFor(later.parameters, material);
			expect(ids((await findings(later, { key: right })).key)).toEqual(['EK-OK']);
		});

		test('hybrid with its parts in the wrong order is undone', async () => {
			const right = makeRight(hybrid);
			bench.shell(
				'(tail -c 40 EncryptedKeyMaterial.bin; head -c 256 EncryptedKeyMaterial.bin) > out.bin'
			);
			const { key, repaired } = await findings(hybrid, { key: bench.read('out.bin') });
			expect(key).toEqual([{ id: 'EK-SWAPPED' }]);
			expect(repaired).toEqual([right, null]);
		});

		test('hybrid with OAEP SHA-1 where hybrid with SHA-256 is wanted', async () => {
			download(hybrid.parameters);
			bench.shell(makeHybrid(...pad, ...oaep()));
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-SHA1' }]);
		});

		test('AES key wrap without padding inside a hybrid', async () => {
			download(hybrid.parameters);
			bench.shell(makeHybrid('id-aes256-wrap', 'A6A6A6A6A6A6A6A6', ...sha256));
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-KW' }]);
		});

		const secondPart = (encrypt: string) => `openssl rand -out aes.key 32
			KEY=$(od -An -v -tx1 aes.key | tr -d ' \\n')
			${encrypt}
			${pkeyutl('aes.key', 'aes.wrapped', ...sha256)}
			cat aes.wrapped key.wrapped > out.bin`;
		const inKeyWrapped = '-in KeyMaterial.bin -out key.wrapped';

		test.each([
			['A65959A5, mistyped', 'id-aes256-wrap-pad -iv A65959A5'],
			['that of RFC 3394, cut to four bytes', 'id-aes256-wrap-pad -iv A6A6A6A6'],
			['zeros', 'id-aes256-wrap-pad -iv 00000000'],
			['zeros, without padding', 'id-aes256-wrap -iv 0000000000000000'],
			['that of RFC 5649, but without padding', 'id-aes256-wrap -iv A65959A6']
		])('a second part with another initial value: %s', async (_, cipher) => {
			download(hybrid.parameters);
			bench.shell(secondPart(`openssl enc -${cipher} -K "$KEY" ${inKeyWrapped} 2> /dev/null`));
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-WRAPIV' }]);
		});

		test('a second part that PKCS #7 filled up before RFC 3394', async () => {
			download(hybrid.parameters);
			bench.shell(
				secondPart(`(cat KeyMaterial.bin; printf '\\b\\b\\b\\b\\b\\b\\b\\b') > filled.bin
				openssl enc -id-aes256-wrap -iv A6A6A6A6A6A6A6A6 -K "$KEY" -in filled.bin -out key.wrapped`)
			);
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-KWPKCS7' }]);
		});

		test.each([
			['AES-CBC', 'aes-256-cbc -iv 00112233445566778899aabbccddeeff', { mode: 'CBC' }],
			['AES-ECB', 'aes-256-ecb', { mode: 'ECB' }]
		])('a second part by %s', async (_, cipher, mode) => {
			download(hybrid.parameters);
			bench.shell(secondPart(`openssl enc -${cipher} -K "$KEY" ${inKeyWrapped}`));
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-AESMODE', ...mode }]);
		});

		test.each([
			['AES-CBC without padding', 'openssl enc -nopad -aes-256-cbc -iv 00 -K "$KEY"', 32],
			[
				'AES key wrap under another AES key',
				'openssl enc -id-aes256-wrap-pad -iv A65959A6 -K 00',
				40
			]
		])('a second part by %s: the first part opens', async (_, encrypt, bytes) => {
			download(hybrid.parameters);
			bench.shell(secondPart(`${encrypt} ${inKeyWrapped} 2> /dev/null`));
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-SECOND', bytes, expectedBytes: 40 }]);
		});

		test.each([
			['cut off', 'head -c 290 EncryptedKeyMaterial.bin > out.bin', 34],
			[
				'with bytes in the middle',
				'(head -c 256 EncryptedKeyMaterial.bin; printf abc; tail -c 40 EncryptedKeyMaterial.bin) > out.bin',
				43
			]
		])('a hybrid file %s: the public key is right', async (_, script, bytes) => {
			makeRight(hybrid);
			bench.shell(script);
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-SECOND', bytes, expectedBytes: 40 }]);
		});

		test.each([
			['64 hexadecimal digits', "tr -d '\\n' < aes.hex > aes.txt", 'HEX'],
			['a line of hexadecimal digits', 'cp aes.hex aes.txt', 'HEX'],
			['Base64', 'openssl base64 -in aes.key -out aes.txt', 'BASE64']
		])('an AES key that was encrypted as %s', async (_, script, form) => {
			download(hybrid.parameters);
			bench.shell(`openssl rand -out aes.key 32
				xxd -p -c 32 aes.key > aes.hex
				${script}
				openssl enc -id-aes256-wrap-pad -iv A65959A6 -K "$(cat aes.hex)" ${inKeyWrapped}
				${pkeyutl('aes.txt', 'aes.wrapped', ...sha256)}
				cat aes.wrapped key.wrapped > out.bin`);
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-AESTEXT', form }]);
		});

		test('a first part that holds no AES key, or one and a line break, or one of printable characters', async () => {
			const right = makeRight(hybrid);
			const second = right.slice(-40);
			download(hybrid.parameters);
			bench.write('second', second);
			bench.shell(`openssl rand -out two.keys 64
				${pkeyutl('two.keys', 'first', ...sha256)}
				cat first second > long.bin
				openssl rand -out aes.key 32
				(cat aes.key; echo) > aes.line
				openssl rand -hex 16 | tr -d '\\n' > typed.key
				for KEY in aes.key typed.key; do
					openssl enc -id-aes256-wrap-pad -iv A65959A6 -K "$(od -An -v -tx1 $KEY | tr -d ' \\n')" -in KeyMaterial.bin -out $KEY.second
				done
				${pkeyutl('aes.line', 'first', ...sha256)}
				cat first aes.key.second > line.bin
				${pkeyutl('typed.key', 'first', ...sha256)}
				cat first typed.key.second > typed.bin`);
			const of = async (name: string) => (await findings(hybrid, { key: bench.read(name) })).key;
			expect(await of('long.bin')).toEqual([{ id: 'EK-AESBYTES', bytes: 64 }]);
			expect(await of('line.bin')).toEqual([{ id: 'EK-AESTEXT', form: 'LINE_BREAK' }]);
			expect(ids(await of('typed.bin'))).toEqual(['EK-OK']);
		});

		test.each([
			['hex', 'HEX', 'xxd -p -c 64 second'],
			['Base64', 'BASE64', 'base64 second'],
			['Base64 in a line of its own', 'BASE64', 'echo; base64 second']
		])('a second part that was joined as %s', async (_, form, print) => {
			makeRight(hybrid);
			bench.shell(`tail -c 40 EncryptedKeyMaterial.bin > second
				(head -c 256 EncryptedKeyMaterial.bin; ${print}) > out.bin`);
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-SECONDTEXT', form }]);
		});

		test('a second part that openssl enc encrypted with a password', async () => {
			download(hybrid.parameters);
			bench.shell(secondPart(`openssl enc -aes-256-cbc -pbkdf2 -pass "pass:$KEY" ${inKeyWrapped}`));
			expect(await findingsOfOut(hybrid)).toEqual([{ id: 'EK-AESMODE', mode: 'PASSWORD' }]);
		});

		test('both of these, and the first to put right is said first', async () => {
			download(hybrid.parameters);
			bench.shell(makeHybrid('id-aes256-wrap', 'A6A6A6A6A6A6A6A6'));
			expect(ids(await findingsOfOut(hybrid))).toEqual(['EK-PKCS1', 'EK-KW']);
		});
	});

	describe('of two parts where one is wanted', () => {
		const aesKey = Buffer.from(someKeyMaterial(77));
		const wrapped = Buffer.from(wrapPadded(Uint8Array.from(aesKey), material));
		const block = ({ parameters: { PublicKey } }: Scene, content: Uint8Array = aesKey) =>
			publicEncrypt(
				{
					key: createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' }),
					oaepHash: 'sha256'
				},
				content
			);
		const noise = (bytes: number) => randomBytes(bytes);
		const brought = (scene: Scene, file: Uint8Array) =>
			findings(scene, { key: Uint8Array.from(file) });
		/** Whatever it says, no way leads to an import of the AES key. */
		async function expectNoImport(file: Uint8Array, ...said: ImportFindingId[]) {
			const { key, repaired } = await brought(plain, file);
			expect([ids(key), repaired]).toEqual([said, [null, null]]);
		}

		test.each<[string, (rsa: Buffer) => Buffer, ImportFindingId[]]>([
			['whole', (rsa) => Buffer.concat([rsa, wrapped]), []],
			['cut off', (rsa) => Buffer.concat([rsa, wrapped.subarray(0, -1)]), ['EK-SECOND']],
			['cut off early', (rsa) => Buffer.concat([rsa, wrapped.subarray(0, 9)]), ['EK-SECOND']],
			[
				'with a line break between',
				(rsa) => Buffer.concat([rsa, utf8('\n'), wrapped]),
				['EK-SECOND']
			],
			['under another AES key', (rsa) => Buffer.concat([rsa, noise(40)]), ['EK-SECOND']],
			['the key material in the clear', (rsa) => Buffer.concat([rsa, material]), ['EK-SECOND']],
			['of AES-GCM without its IV', (rsa) => Buffer.concat([rsa, noise(48)]), ['EK-SECOND']],
			['a second RSA block', (rsa) => Buffer.concat([rsa, block(plain, material)]), ['EK-SECOND']]
		])('a second part %s', async (_, make, more) => {
			await expectNoImport(make(block(plain)), 'EK-OTHERALG', ...more);
		});

		const base64 = (bytes: Buffer) => bytes.toString('base64');
		test.each<[string, (rsa: Buffer) => Uint8Array]>([
			['two lines of Base64', (rsa) => utf8(`${base64(rsa)}\n${base64(wrapped)}\n`)],
			['Base64 after Base64', (rsa) => utf8(base64(rsa) + base64(wrapped))],
			[
				'JSON',
				(rsa) => utf8(JSON.stringify({ encryptedKey: base64(rsa), wrapped: base64(wrapped) }))
			],
			[
				'JSON with names of its own',
				(rsa) => utf8(JSON.stringify({ one: base64(rsa), two: base64(wrapped) }))
			],
			['settings', (rsa) => utf8(`AES_KEY=${base64(rsa)}\nKEY=${base64(wrapped)}\n`)],
			['a zip', (rsa) => zipSync({ 'aes.wrapped': rsa, 'key.wrapped': wrapped })]
		])('both parts in %s are one file', async (_, make) => {
			await expectNoImport(make(block(plain)), 'EK-OTHERALG');
			const { key } = await brought(hybrid, make(block(hybrid)));
			expect(ids(key)).not.toContain('EK-HALF');
			expect(ids(key)).not.toContain('EK-OTHERALG');
		});

		test('what follows a whole file is told by the material that the key is bound to', async () => {
			const bound = await scene();
			await importMaterial(bound.vault, bound.KeyId, material);
			bound.parameters = await getParameters(bound.vault, bound.KeyId);
			const right = block(bound, material);
			const { key, repaired } = await brought(bound, Buffer.concat([right, noise(48)]));
			expect(ids(key)).toEqual(['EK-EXTRA']);
			expect(repaired).toEqual([Uint8Array.from(right), null]);
		});
	});

	test.each<[string, (file: Buffer) => string, number]>([
		['Base64', (file) => file.toString('base64').slice(0, -3), 255],
		[
			'Base64 in lines',
			(file) => file.toString('base64').replace(/.{64}/g, '$&\r\n').slice(0, -7), // one character of a group of four is left
			252
		],
		['Base64 without its first character', (file) => file.toString('base64').slice(1), 255],
		['hex', (file) => file.toString('hex').slice(0, -1), 255]
	])('%s that was cut off is said by its bytes, not by its characters', async (_, print, bytes) => {
		const file = Buffer.from(wrapFor(plain.parameters, material));
		expect((await findings(plain, { key: utf8(print(file)) })).key).toEqual([
			{ id: 'EK-CUT', bytes, expectedBytes: 256 }
		]);
	});

	describe('with something else inside', () => {
		test.each([
			['hex of it', "xxd -p -c 32 KeyMaterial.bin | tr -d '\\n' > in.bin", 64, 'HEX'],
			['hex of it and a line break', 'xxd -p -c 32 KeyMaterial.bin > in.bin', 65, 'HEX'],
			['Base64 of it', 'openssl base64 -A -in KeyMaterial.bin -out in.bin', 44, 'BASE64'],
			['Base64 of it and a line break', 'base64 KeyMaterial.bin > in.bin', 45, 'BASE64']
		])('%s', async (_, script, bytes, form) => {
			download(plain.parameters);
			bench.shell(`${script}\n${pkeyutl('in.bin', 'out.bin', ...sha256)}`);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-MATTEXT', bytes, form }]);
		});

		test.each([
			['a line feed', "printf '\\n'", 33],
			['a carriage return and a line feed', "printf '\\r\\n'", 34]
		])('it and %s', async (_, script, bytes) => {
			download(plain.parameters);
			bench.shell(
				`(cat KeyMaterial.bin; ${script}) > in.bin\n${pkeyutl('in.bin', 'out.bin', ...sha256)}`
			);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-MATBREAK', bytes }]);
		});

		test.each([16, 24, 31, 33, 64, 100])('%i random bytes', async (bytes) => {
			download(plain.parameters);
			bench.shell(`openssl rand -out in.bin ${bytes}\n${pkeyutl('in.bin', 'out.bin', ...sha256)}`);
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-MATLEN', bytes, expectedBytes: 32, mostBytes: 32 }
			]);
		});

		test('a private key, in a hybrid', async () => {
			download(hybrid.parameters);
			const key = bench.shell(
				'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER -out km.der && wc -c < km.der'
			);
			bench.write('out.bin', wrapFor(hybrid.parameters, bench.read('km.der')));
			expect(await findingsOfOut(hybrid)).toEqual([
				{ id: 'EK-MATLEN', bytes: Number(key), expectedBytes: 32, mostBytes: 32 }
			]);
		});

		test('text, encrypted with SHA-1: both are said', async () => {
			download(plain.parameters);
			bench.shell(
				`xxd -p -c 32 KeyMaterial.bin > in.bin\n${pkeyutl('in.bin', 'out.bin', ...oaep())}`
			);
			expect(ids(await findingsOfOut(plain))).toEqual(['EK-SHA1', 'EK-MATTEXT']);
		});
	});

	describe('of a key that is bound', () => {
		let bound: Scene;
		beforeAll(async () => {
			const vault = await newVault();
			const KeyId = await newKey(vault);
			await importMaterial(vault, KeyId, material);
			await vault.handle('DeleteImportedKeyMaterial', { KeyId });
			bound = { vault, KeyId, parameters: await getParameters(vault, KeyId) };
		});

		test('with the material that it is bound to is right', async () => {
			expect(ids((await findings(bound, { key: makeRight(bound) })).key)).toEqual(['EK-OK']);
		});

		test('with other material says both check values', async () => {
			download(bound.parameters, someKeyMaterial(99));
			bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...sha256));
			const kcv = (content: Uint8Array) => {
				bench.write('kcv.bin', content);
				return bench
					.shell(
						`head -c 16 /dev/zero | openssl enc -aes-256-ecb -nopad -K "$(xxd -p -c 32 kcv.bin)" | xxd -p`
					)
					.slice(0, 6);
			};
			expect(await findingsOfOut(bound)).toMatchObject([
				{ id: 'EK-DIFF', bound: { kcv: kcv(material) }, found: { kcv: kcv(someKeyMaterial(99)) } }
			]);
		});

		test('with other material that could be guessed shows no check value of it', async () => {
			bench.write('out.bin', wrapFor(bound.parameters, utf8('correct horse battery staple 123')));
			expect(await findingsOfOut(bound)).toMatchObject([{ id: 'EK-DIFF', found: null }]);
		});

		test('with the material of another key of this vault says which', async () => {
			const other = await newKey(bound.vault);
			await importMaterial(bound.vault, other, someKeyMaterial(50));
			const parameters = await getParameters(bound.vault, bound.KeyId);
			const one = { ...bound, parameters };
			bench.write('out.bin', makeRight(one, someKeyMaterial(50)));
			expect(await findingsOfOut(one)).toMatchObject([
				{ id: 'EK-OTHERCMK', keyId: other },
				{ id: 'EK-DIFF' }
			]);
			const unbound = await newKey(bound.vault);
			const fresh = {
				...bound,
				KeyId: unbound,
				parameters: await getParameters(bound.vault, unbound)
			};
			bench.write('out.bin', makeRight(fresh, someKeyMaterial(50)));
			expect(ids(await findingsOfOut(fresh))).toEqual(['EK-OK', 'EK-OTHERCMK']);
		});
	});

	describe('made for other parameters', () => {
		test('for a set that was replaced within its 24 hours says which; afterwards it is unknown', async () => {
			const one = await scene();
			const first = one.parameters;
			one.vault.clock.advance(hourMs);
			const parameters = await getParameters(one.vault, one.KeyId);
			makeRight(one);
			bench.shell('cp EncryptedKeyMaterial.bin out.bin');
			expect(await findingsOfOut(one)).toEqual([
				{
					id: 'EK-OLDSET',
					setId: first.ParameterSetId,
					issued: first.Issued,
					currentSetId: parameters.ParameterSetId
				}
			]);
			const token = await findings(one, {
				key: bench.read('out.bin'),
				token: parameters.ImportToken
			});
			expect(ids(token.token)).toEqual(['TK-OK']);
			const oldToken = await findings(one, {
				key: bench.read('out.bin'),
				token: first.ImportToken
			});
			expect(oldToken.token).toEqual([
				{
					id: 'TK-OLDSET',
					setId: first.ParameterSetId,
					issued: first.Issued,
					encryptedKeySetId: first.ParameterSetId
				}
			]);
			one.vault.clock.set(first.ParametersValidTo);
			expect(await findingsOfOut(one)).toMatchObject([{ id: 'EK-NOPE', sets: 1 }]);
		});

		test('for another key of this vault says which key', async () => {
			const one = await scene();
			const KeyId = await newKey(one.vault);
			const parameters = await getParameters(one.vault, KeyId);
			makeRight({ ...one, KeyId, parameters });
			bench.shell('cp EncryptedKeyMaterial.bin out.bin');
			expect(await findingsOfOut(one)).toEqual([
				{ id: 'EK-OTHERKEY', keyId: KeyId, setId: parameters.ParameterSetId }
			]);
		});

		test('for a public key of somewhere else opens with nothing', async () => {
			download(plain.parameters);
			bench.write('PublicKey.der', someRsaPublicKey(2048));
			bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...sha256));
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-NOPE', fingerprint: plain.parameters.PublicKeyFingerprint, sets: 1 }
			]);
		});

		test('for a larger RSA key says so by its length', async () => {
			download(plain.parameters);
			bench.write('PublicKey.der', someRsaPublicKey(4096));
			bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...sha256));
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-RSA', bytes: 512, expectedBytes: 256, found: 'RSA_4096', expected: 'RSA_2048' }
			]);
		});

		test('once the parameters have run out, new ones are needed', async () => {
			const one = await scene();
			const key = makeRight(one);
			one.vault.clock.advance(dayMs);
			const { key: found, token } = await findings(one, { key, token: one.parameters.ImportToken });
			expect(found).toEqual([{ id: 'EK-NOSET' }]);
			expect(token).toMatchObject([{ id: 'TK-EXP', validTo: one.parameters.ParametersValidTo }]);
		});
	});

	describe('that something happened to on its way', () => {
		/** until the file has what the accident needs */
		function makeWith(holds: (file: Bytes) => boolean): Bytes {
			for (;;) {
				const file = wrapFor(plain.parameters, material);
				if (holds(file)) return file;
			}
		}
		const count = (file: Bytes, byte: number) => file.filter((one) => one === byte).length;

		test.each([
			['a line feed after it', '(cat right.bin; echo) > out.bin', 'EK-BREAK', 257],
			[
				'a line break of Windows after it',
				"(cat right.bin; printf '\\r\\n') > out.bin",
				'EK-BREAK',
				258
			],
			['another file after it', '(cat right.bin; echo the end of it) > out.bin', 'EK-EXTRA', 270],
			[
				'a byte order mark before it',
				"(printf '\\xef\\xbb\\xbf'; cat right.bin) > out.bin",
				'EK-EXTRA',
				259
			],
			[
				'LF made CR LF',
				"sed 's/$/\\r/' right.bin > out.bin; head -c -1 out.bin > o; tail -c 1 right.bin | cmp -s - <(printf '\\n') && cp o out.bin || (head -c -1 out.bin > o; mv o out.bin)",
				'EK-CRLF',
				undefined
			],
			[
				'text in UTF-8, as a program does that reads Latin-1',
				'iconv -f latin1 -t utf-8 right.bin > out.bin',
				'EK-RETYPED',
				undefined
			]
		])('%s is noticed, and undone', async (_, script, id, bytes) => {
			const right = makeWith(
				(file) => count(file, 10) > 0 && count(file, 13) === 0 && file.at(-1) !== 10
			);
			bench.write('right.bin', right);
			bench.shell(script);
			const { key, repaired } = await findings(plain, { key: bench.read('out.bin') });
			expect(key).toEqual([
				{ id, bytes: bytes ?? bench.read('out.bin').length, expectedBytes: 256 }
			]);
			expect(repaired).toEqual([right, null]);
		});

		test('CR LF made LF is noticed, and undone', async () => {
			const right = makeWith((file) => Buffer.from(file).includes('\r\n'));
			bench.write('right.bin', right);
			await bench.python(
				"open('out.bin', 'wb').write(open('right.bin', 'rb').read().replace(b'\\r\\n', b'\\n', 1))"
			);
			const { key, repaired } = await findings(plain, { key: bench.read('out.bin') });
			expect(key).toEqual([{ id: 'EK-CRLF', bytes: 255, expectedBytes: 256 }]);
			expect(repaired[0]).toEqual(right);
		});

		test('Windows-1252 read and UTF-16 written, as Set-Content and > do it, is undone', async () => {
			const right = makeWith(
				(file) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].some((byte) => file.includes(byte))
			);
			bench.write('right.bin', right);
			await bench.python(
				"open('out.bin', 'wb').write(b'\\xff\\xfe' + open('right.bin', 'rb').read().decode('cp1252').encode('utf-16-le'))"
			);
			const { key, repaired } = await findings(plain, { key: bench.read('out.bin') });
			expect(ids(key)).toEqual(['EK-RETYPED']);
			expect(repaired[0]).toEqual(right);
		});

		test('replacement characters and the code page of a console are beyond repair', async () => {
			bench.write('right.bin', wrapFor(plain.parameters, material));
			await bench.python(
				"open('out.bin', 'wb').write(open('right.bin', 'rb').read().decode('utf-8', errors='replace').encode('utf-8'))"
			);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-LOST' }]);
			await bench.python(
				"open('out.bin', 'wb').write(b'\\xff\\xfe' + open('right.bin', 'rb').read().decode('cp437').replace('\\n', '\\r\\n').encode('utf-16-le'))"
			);
			expect(await findingsOfOut(plain)).toEqual([{ id: 'EK-LOST' }]);
		});

		test('Base64 written by > of Windows PowerShell is read, and said', async () => {
			const text = Buffer.from(makeRight(plain)).toString('base64');
			bench.write('out.bin', Buffer.from(`\ufeff${text}\r\n`, 'utf16le'));
			expect(ids(await findingsOfOut(plain))).toEqual(['EK-OK', 'EK-UTF16']);
		});

		test('Base64 of Base64 is read, and said', async () => {
			makeRight(plain);
			bench.shell('base64 -w0 EncryptedKeyMaterial.bin | base64 -w0 > out.bin');
			expect(await findingsOfOut(plain)).toMatchObject([
				{ id: 'EK-OK' },
				{ id: 'EK-TWICE', bytes: 256 }
			]);
		});

		test('cut off, or of a length that fits nothing', async () => {
			bench.write('right.bin', makeRight(plain));
			bench.shell('head -c 200 right.bin > out.bin');
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-CUT', bytes: 200, expectedBytes: 256 }
			]);
			bench.shell('openssl rand -out out.bin 300');
			expect(await findingsOfOut(plain)).toEqual([
				{ id: 'EK-LEN', bytes: 300, expectedBytes: 256 }
			]);
		});

		test('one bit is another', async () => {
			const file = makeRight(plain);
			file[100] = (file[100] ?? 0) ^ 4;
			expect(await findings(plain, { key: file })).toMatchObject({ key: [{ id: 'EK-NOPE' }] });
		});
	});
});

describe('files in the wrong slot', () => {
	let one: Scene;
	beforeAll(async () => {
		one = await scene();
	});

	const rsaKey = rsaPair(2048).privateKey.export({ format: 'pem', type: 'pkcs1' });
	const pkcs8 = `openssl pkcs8 -topk8 -nocrypt -out out.bin <<'END'\n${rsaKey.toString()}END`;
	test.each<[string, string, ImportFindingId, ImportFindingId]>([
		['key material', 'cp KeyMaterial.bin out.bin', 'EK-PLAIN', 'TK-PLAIN'],
		['key material in hex', 'xxd -p -c 32 KeyMaterial.bin > out.bin', 'EK-PLAIN', 'TK-PLAIN'],
		['key material in Base64', 'base64 KeyMaterial.bin > out.bin', 'EK-PLAIN', 'TK-PLAIN'],
		['a private key in PEM', pkcs8, 'EK-PEMPRIV', 'TK-PEMPRIV'],
		[
			'a private key in DER',
			'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER -out out.bin',
			'EK-PEMPRIV',
			'TK-PEMPRIV'
		],
		['the public key', 'cp PublicKey.der out.bin', 'EK-PUB', 'TK-PUB'],
		[
			'the public key in PEM',
			'openssl pkey -pubin -inform DER -in PublicKey.der -out out.bin',
			'EK-PUB',
			'TK-PUB'
		],
		['nothing', ': > out.bin', 'EK-EMPTY', 'TK-EMPTY'],
		['2 MiB', 'head -c 2097152 /dev/zero > out.bin', 'EK-BIG', 'TK-BIG'],
		[
			'an encrypted copy',
			'printf "age-encryption.org/v1\\n-> scrypt x 18\\n" > out.bin',
			'EK-COPY',
			'TK-COPY'
		],
		[
			'what openssl enc wrote',
			'openssl enc -aes-256-cbc -pbkdf2 -pass pass:x -in KeyMaterial.bin -out out.bin',
			'EK-CONTAINER',
			'TK-CONTAINER'
		],
		['a tar.gz of the key', 'tar -czf out.bin KeyMaterial.bin', 'EK-PLAIN', 'TK-PLAIN'],
		[
			'a zip of something',
			'echo hello > hello.txt; rm -f out.zip; zip -q out.zip hello.txt; mv out.zip out.bin',
			'EK-ARCHIVE',
			'TK-ARCHIVE'
		],
		[
			'a token of AWS, as its CLI saves it',
			`printf '{"KeyId": "arn:aws:kms:eu-west-1:1:key/1234abcd-12ab-34cd-56ef-1234567890ab", "ImportToken": "%s"}' \
				"$( (printf '\\1\\2\\2\\0\\170'; openssl rand 2600) | base64 -w0)" > out.bin`,
			'EK-CLOUD',
			'TK-CLOUD'
		]
	])('%s', async (_, script, inKeySlot, inTokenSlot) => {
		download(one.parameters);
		bench.shell(script);
		const file = bench.read('out.bin');
		const { key, token } = await findings(one, { key: file, token: file });
		expect([ids(key), ids(token)]).toEqual([[inKeySlot], [inTokenSlot]]);
	});

	test('the two files swapped', async () => {
		const { key, token } = await findings(one, {
			key: one.parameters.ImportToken,
			token: wrapFor(one.parameters, material)
		});
		expect([ids(key), ids(token)]).toEqual([['EK-TOKEN'], ['TK-EK']]);
	});
});

describe('the import token', () => {
	let one: Scene;
	let token: Bytes;
	beforeAll(async () => {
		one = await scene();
		token = one.parameters.ImportToken;
	});
	const found = async (file: Bytes, of = one) => findings(of, { token: file });
	const changed = (at: number) => {
		const copy = token.slice();
		copy[at] = (copy[at] ?? 0) ^ 1;
		return copy;
	};

	test('with a line break after it is undone', async () => {
		download(one.parameters);
		bench.shell('(cat ImportToken.bin; echo) > out.bin');
		const { token: findings, repaired } = await found(bench.read('out.bin'));
		expect(findings).toEqual([{ id: 'TK-EXTRA', bytes: 136, expectedBytes: 135 }]);
		expect(repaired).toEqual([null, token]);
	});

	test('cut off, changed, or no token at all', async () => {
		expect((await found(token.slice(0, 100))).token).toEqual([
			{ id: 'TK-CUT', bytes: 100, expectedBytes: 135 }
		]);
		for (const at of [4, 10, 30, 90, 134])
			expect(ids((await found(changed(at))).token)).toEqual(['TK-CHANGED']);
		expect((await found(utf8('This is the readme, not the token.'))).token).toMatchObject([
			{ id: 'TK-NOT' }
		]);
	});

	test('of another vault', async () => {
		const elsewhere = await scene();
		expect(ids((await found(elsewhere.parameters.ImportToken)).token)).toEqual(['TK-VAULT']);
	});

	test('of another key', async () => {
		const KeyId = await newKey(one.vault);
		const { ImportToken } = await getParameters(one.vault, KeyId);
		expect((await found(ImportToken)).token).toEqual([{ id: 'TK-OTHERKEY', keyId: KeyId }]);
	});

	test('of a set that was replaced, and one that was used', async () => {
		const mine = await scene();
		const { parameters } = mine;
		const next = await getParameters(mine.vault, mine.KeyId);
		expect((await found(parameters.ImportToken, mine)).token).toEqual([
			{
				id: 'TK-OLDSET',
				setId: parameters.ParameterSetId,
				issued: parameters.Issued,
				encryptedKeySetId: null
			}
		]);
		await mine.vault.handle('ImportKeyMaterial', importRequest(next));
		expect((await found(next.ImportToken, mine)).token).toMatchObject([{ id: 'TK-SPENT' }]);
	});
});

describe('DiagnoseImport', () => {
	test('wipes the files that it is given', async () => {
		const { vault, KeyId } = await scene();
		const EncryptedKeyMaterial = Uint8Array.from(material);
		const ImportToken = Uint8Array.from(material);
		await vault.handle('DiagnoseImport', { KeyId, EncryptedKeyMaterial, ImportToken });
		expect([toHex(EncryptedKeyMaterial), toHex(ImportToken)]).toEqual([
			'00'.repeat(32),
			'00'.repeat(32)
		]);
	});

	test('is refused while the vault is locked, and the import itself still gives no cause', async () => {
		const { vault, KeyId, parameters } = await scene();
		download(parameters);
		bench.shell(pkeyutl('KeyMaterial.bin', 'out.bin', ...oaep()));
		const request = { ...importRequest(parameters), EncryptedKeyMaterial: bench.read('out.bin') };
		const refusal = await refusalOf(vault.handle('ImportKeyMaterial', request));
		expect([refusal.code, refusal.details]).toEqual(['InvalidCiphertext', {}]);
		vault.kms.lock();
		const locked = await refusalOf(vault.handle('DiagnoseImport', { KeyId }));
		expect(locked.code).toBe('VaultLocked');
	});

	test('found everything in the closed list above', () => {
		const all = [...seen, ...findingsOfPairs];
		expect(all.toSorted()).toEqual(Object.keys(importFixes).toSorted());
	});
});
