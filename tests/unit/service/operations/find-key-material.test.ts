import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseUtf8, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { CandidateFinding } from '#lib/domain/import/candidate-finding.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { encodeRecoveryText } from '#lib/domain/recovery/recovery-text.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import { splitKeyMaterial } from '#lib/crypto/shares.ts';
import {
	getParameters,
	importMaterial,
	wrapFor,
	type Parameters
} from '../../../support/importing.ts';
import { makeFiles } from '../../../support/made-files.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import {
	cheapAgeFile,
	newKey,
	newVault,
	someKeyMaterial,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const bench = new Workbench();
afterAll(() => bench.remove());

const material = someKeyMaterial(3);
let vault: TestVault;
let KeyId: string;
let otherKeyId: string;
let parameters: Parameters;

beforeAll(async () => {
	vault = await newVault();
	KeyId = await newKey(vault);
	await importMaterial(vault, KeyId, material);
	await vault.handle('DeleteImportedKeyMaterial', { KeyId });
	otherKeyId = await newKey(vault);
	await importMaterial(vault, otherKeyId, someKeyMaterial(50));
	parameters = await getParameters(vault, KeyId);
	bench.write('km.bin', material);
	bench.write('other.bin', someKeyMaterial(50));
	bench.write('PublicKey.der', parameters.PublicKey);
	bench.write('ImportToken.bin', parameters.ImportToken);
});

/** Looks into a file, and that nothing was stored and the file was wiped. */
async function lookInto(file: Bytes): Promise<CandidateFinding> {
	const before = await vault.store.readSnapshot();
	const File = file.slice();
	const { Finding } = await vault.handle('FindKeyMaterial', { KeyId, File });
	expect(File.every((byte) => byte === 0)).toBe(true); // wiped
	expect(await vault.store.readSnapshot()).toEqual(before);
	return Finding;
}

const madeBy = (script: string) => {
	bench.shell(script);
	return lookInto(bench.read('out'));
};

describe('FindKeyMaterial, given up', () => {
	/** It pauses before each reading and each look: given up at any of them, it ends there. */
	test.each([1, 2, 4, 5, 7])('at its %dth pause is refused, and keeps nothing', async (pauses) => {
		const givenUp = new AbortController();
		let count = 0;
		const signal = Object.create(givenUp.signal, {
			aborted: { get: () => ++count >= pauses }
		}) as AbortSignal;
		const before = await vault.store.readSnapshot();
		const File = utf8('nothing of the kind\n'.repeat(1000));
		await expect(vault.handle('FindKeyMaterial', { KeyId, File }, signal)).rejects.toMatchObject({
			code: 'Cancelled'
		});
		expect(count).toBe(pauses); // it has not gone on
		expect(File.every((byte) => byte === 0)).toBe(true); // wiped
		expect(await vault.store.readSnapshot()).toEqual(before);
	});
});

describe('FindKeyMaterial', () => {
	test.each([
		['the bytes', 'cp km.bin out'],
		['the bytes and a line break', '(cat km.bin; echo) > out'],
		['hex', 'xxd -p -c 32 km.bin > out'],
		['hex in several lines', 'xxd -p -c 8 km.bin > out'],
		['hex with colons', "xxd -p -c 32 km.bin | sed 's/../&:/g; s/:$//' > out"],
		['hex with 0x', '(printf 0x; xxd -p -c 32 km.bin) > out'],
		['a dump of a C array', "xxd -p -c 32 km.bin | sed 's/../0x&, /g' > out"],
		['Base64', 'base64 km.bin > out'],
		['Base64 for URLs without padding', "base64 km.bin | tr '+/' '-_' | tr -d '=\\n' > out"],
		['Base64 of Base64', 'base64 km.bin | base64 > out'],
		['hex in UTF-16, as PowerShell writes it', 'xxd -p -c 32 km.bin | iconv -t utf-16 > out'],
		[
			'a JWK',
			`(printf '{"kty":"oct","k":"'; base64 -w0 km.bin | tr '+/' '-_' | tr -d '='; printf '"}') > out`
		],
		[
			'a line of a settings file',
			'(echo "# do not lose"; printf "MASTER_KEY="; xxd -p -c 32 km.bin; echo "MODE=live") > out'
		],
		[
			'a line of a letter',
			'(echo "Dear Ann, the key is"; base64 -w0 km.bin; echo " and nobody else has it.") > out'
		],
		['a zip', 'rm -f out.zip; zip -q out.zip km.bin; mv out.zip out']
	])('finds it in a file that is %s', async (_, script) => {
		expect(await madeBy(script)).toMatchObject({ is: 'HOLDS_IT' });
	});

	test('finds it in files of every form that the slots read', async () => {
		const files = makeFiles(bench, {
			'a dump': 'xxd km.bin',
			'a dump of od': 'od -t u1 km.bin',
			'a gzip': 'gzip -c km.bin',
			'a gzip of a line': '(cat km.bin; echo) | gzip -c',
			'a tar.gz of settings':
				'(printf "KEY="; base64 -w0 km.bin; echo) > prod.env; tar czf - prod.env',
			Base32: 'base32 km.bin',
			'Base32 in a letter': '(printf "Dear Ann, it is "; base32 -w0 km.bin; echo " as you know.")',
			'a Secret of Kubernetes': '(printf "data:\\n  key: "; base64 -w0 km.bin | base64 -w0; echo)',
			RTF: "(printf '{\\\\rtf1\\\\ansi \\\\f0 '; xxd -p -c 16 km.bin | sed 's/$/\\\\par/'; echo '}')",
			'a hash list with it': '(sha256sum km.bin other.bin; echo "$(xxd -p -c 32 km.bin)  key")',
			'quoted-printable, in a letter':
				'(printf "Dear Ann, the key is "; base64 -w0 km.bin | sed "s/=/=3D/g"; printf " and no=\\nbody else has it.\\n")'
		});
		for (const [name, file] of Object.entries(files))
			expect([name, (await lookInto(file)).is]).toEqual([name, 'HOLDS_IT']);
	});

	test('finds a member of an archive, and says which', async () => {
		const { zip, tar } = makeFiles(bench, {
			zip: 'mkdir -p keys; cp km.bin keys/; rm -f a.zip; zip -qr a.zip keys; cat a.zip',
			tar: 'mkdir -p keys; cp km.bin other.bin keys/; tar czf - keys'
		});
		expect(await lookInto(zip)).toEqual({
			is: 'HOLDS_IT',
			steps: [{ step: 'ZIP', name: 'keys/km.bin' }],
			form: 'BYTES'
		});
		expect(await lookInto(tar)).toEqual({
			is: 'HOLDS_IT',
			steps: [{ step: 'GZIP' }, { step: 'TAR', name: 'keys/km.bin' }],
			form: 'BYTES'
		});
	});

	test('finds it in parts, and says which', async () => {
		const random = (seed: number) => Buffer.from(someKeyMaterial(seed));
		const key = Buffer.from(material);
		const xor = (...values: Buffer[]) =>
			Buffer.from(key.map((byte, at) => values.reduce((sum, one) => sum ^ (one[at] ?? 0), byte)));
		const hex = (value: Uint8Array) => Buffer.from(value).toString('hex').toUpperCase();
		const groups = (value: Uint8Array) => hex(value).match(/.{4}/g)?.join(' ') ?? '';
		const base64 = (value: Uint8Array) => Buffer.from(value).toString('base64');
		const [halfA, halfB] = [key.subarray(0, 16), key.subarray(16)];
		const iv = random(7).subarray(0, 16);
		const turned = Buffer.from(key).swap16();
		const cases: [string | Buffer, object][] = [
			[Buffer.concat([key, iv]), { how: 'FIRST_BYTES', of: 48 }],
			[hex(Buffer.concat([key, iv])), { how: 'FIRST_BYTES', of: 48 }],
			[base64(Buffer.concat([iv.subarray(0, 12), key])), { how: 'LAST_BYTES', of: 44 }],
			[`KEY_AND_IV=${base64(Buffer.concat([key, iv]))}\n`, { how: 'FIRST_BYTES', of: 48 }],
			[`${base64(halfA)}\n${base64(halfB)}\n`, { how: 'HALVES' }],
			[`Part 1: ${hex(halfA)}\nPart 2: ${hex(halfB)}\n`, { how: 'HALVES' }],
			[`second: ${hex(halfB)}\nfirst: ${hex(halfA)}\n`, { how: 'HALVES' }],
			[Buffer.concat([halfB, halfA]), { how: 'HALVES_TURNED' }],
			[
				`Component 1: ${hex(random(8))}\nComponent 2: ${hex(xor(random(8)))}\n`,
				{ how: 'XOR', of: 2 }
			],
			[
				['A', 'B', 'C']
					.map((name, index) => {
						const value = [random(8), random(9), xor(random(8), random(9))][index] ?? key;
						return `Component ${name}\n${groups(value)}\nKCV 11223${index}\n`;
					})
					.join('\n'),
				{ how: 'XOR', of: 3 }
			],
			[Buffer.concat([random(8), xor(random(8))]), { how: 'XOR', of: 2 }],
			[turned, { how: 'BYTES_TURNED', of: 2 }],
			[groups(turned), { how: 'BYTES_TURNED', of: 2 }]
		];
		for (const [file, combination] of cases)
			expect([file, await lookInto(Uint8Array.from(Buffer.from(file)))]).toEqual([
				file,
				{ is: 'HOLDS_IT_IN_PARTS', combination }
			]);
	});

	test('says nothing of parts that are not verified', async () => {
		const random = (seed: number) => Buffer.from(someKeyMaterial(seed)).toString('hex');
		expect(await lookInto(utf8(`A: ${random(8)}\nB: ${random(9)}\n`))).toEqual({
			is: 'OTHER_VALUES',
			count: 2,
			combined: true
		});
		expect(await lookInto(utf8(random(8) + random(9).slice(0, 32)))).toEqual({ is: 'NO_KEY' });
		const many = Array.from({ length: 12 }, (_, index) => `K${index}=${random(index + 60)}`);
		expect(await lookInto(utf8(many.join('\n')))).toEqual({
			is: 'OTHER_VALUES',
			count: 12,
			combined: false
		});
	});

	test('finds it in the text of a printed sheet and of shares, with what a page has around them', async () => {
		const key = asKeyMaterial(material.slice());
		const texts = async (threshold: number, count: number) =>
			(await splitKeyMaterial(key, threshold, count)).map(
				(share) => parseUtf8(encodeRecoveryText(share)) ?? ''
			);
		const page = (text: string) => `Airlock recovery sheet\nKey 6f96\n\n${text}\n\nKCV 3A 91 F0\n`;
		const [sheet = ''] = await texts(1, 1);
		const [one = '', two = '', three = ''] = await texts(2, 3);
		const [other = ''] = await texts(2, 3);
		const look = (text: string) => lookInto(utf8(text));
		for (const text of [page(sheet), page(sheet).toLowerCase().replaceAll('\n', '\r\n')])
			expect(await look(text)).toEqual({
				is: 'HOLDS_IT',
				steps: [{ step: 'SHEET' }],
				form: 'BYTES'
			});
		expect(await look(`${page(sheet)}\f`)).toMatchObject({ is: 'HOLDS_IT' });
		expect(await look(`${page(one)}\f${page(three)}`)).toEqual({ is: 'HOLDS_IT_IN_SHARES' });
		const set = expect.stringMatching(/^[0-9A-F]{4}·[0-9A-F]{4}$/) as string;
		const fault = { reason: 'MORE_NEEDED', more: 1, threshold: 2 };
		expect(await look(page(two))).toEqual({ is: 'SHARES', fault, set });
		expect(await look(page(two) + page(other))).toEqual({
			is: 'SHARES',
			fault: { reason: 'TWO_SETS' },
			set: undefined
		});
		expect(await look(page(sheet.split('\n').slice(0, 3).join('\n')))).toEqual({
			is: 'SHARES',
			fault: { reason: 'LINES_MISSING', share: 1, missing: 1 },
			set: undefined
		});
	});

	test('finds it in shares of which each is in a file of one archive; one that is there twice does no harm', async () => {
		const key = asKeyMaterial(material.slice());
		const shares = (await splitKeyMaterial(key, 2, 3)).map(encodeRecoveryText);
		const [one = utf8(''), two = utf8('')] = shares;
		const zip = (files: Record<string, Bytes>) => lookInto(Uint8Array.from(zipSync(files)));
		expect(await zip({ 'a.txt': one, 'b.txt': two })).toEqual({ is: 'HOLDS_IT_IN_SHARES' });
		expect(await zip({ 'a.txt': one, 'b.txt': two, 'copy of a.txt': one })).toEqual({
			is: 'HOLDS_IT_IN_SHARES'
		});
		expect(await zip({ 'a.txt': one, 'b.txt': one })).toMatchObject({
			is: 'SHARES',
			fault: { reason: 'TWICE', number: 1 }
		});
	});

	test('says how it was read', async () => {
		expect(await madeBy('base64 km.bin > out')).toEqual({
			is: 'HOLDS_IT',
			steps: [{ step: 'BASE64' }],
			form: 'BYTES'
		});
		expect(await madeBy('(cat km.bin; echo) > out')).toMatchObject({ form: 'LINE_BREAK' });
	});

	test('finds it in an encrypted key file that this vault can open', async () => {
		expect(await lookInto(wrapFor(parameters, material))).toEqual({ is: 'HOLDS_IT_ENCRYPTED' });
		expect(await lookInto(wrapFor(parameters, someKeyMaterial(9)))).toEqual({
			is: 'ENCRYPTED_KEY'
		});
		expect(await lookInto(new Uint8Array(256).fill(0xe9))).toMatchObject({ is: 'ENCRYPTED_KEY' });
	});

	test('tells the key material of another key, and any other by its check value', async () => {
		expect(await madeBy('xxd -p -c 32 other.bin > out')).toEqual({
			is: 'OTHER_KEY',
			keyId: otherKeyId
		});
		expect(await madeBy('openssl rand -out out 32')).toMatchObject({
			is: 'OTHER_MATERIAL',
			found: { kcv: expect.stringMatching(/^[0-9a-f]{6}$/) as string }
		});
		expect(await lookInto(utf8('correct horse battery staple 123'))).toEqual({
			is: 'OTHER_MATERIAL',
			found: null
		});
	});

	test.each([
		['an age file', 'printf "age-encryption.org/v1\\n" > out', 'ENCRYPTED_COPY'],
		['a private key', 'openssl genpkey -algorithm ed25519 -out out', 'PRIVATE_KEY'],
		['a public key', 'cp PublicKey.der out', 'PUBLIC_KEY'],
		['a token', 'cp ImportToken.bin out', 'TOKEN'],
		['a damaged zip', 'printf "PK\\003\\004 and then nothing" > out', 'NOT_UNPACKED'],
		['nothing', ': > out', 'EMPTY'],
		['2 MiB', 'head -c 2097152 /dev/zero > out', 'TOO_LARGE'],
		['a letter', 'echo "Dear Ann, I have lost the key." > out', 'NO_KEY'],
		['16 bytes', 'openssl rand -out out 16', 'HALF']
	])('says of %s what it is', async (_, script, is) => {
		expect(await madeBy(script)).toEqual({ is });
	});

	test('says of an encrypted copy in an age file what it is, also in armor and with the right key in it', async () => {
		const copy = await encryptAgeFile(material, 'correct horse battery staple', cheapAgeFile);
		const base64 = Buffer.from(copy)
			.toString('base64')
			.match(/.{1,64}/g)
			?.join('\n');
		const armor = `-----BEGIN AGE ENCRYPTED FILE-----\n${base64}\n-----END AGE ENCRYPTED FILE-----\n`;
		for (const file of [copy, utf8(armor)])
			expect(await lookInto(file)).toEqual({ is: 'ENCRYPTED_COPY' });
	});

	const vaulted = `  $ANSIBLE_VAULT;1.1;AES256\n  ${'3a91'.repeat(20)}\n  ${'66f0'.repeat(20)}\n`;
	const jwe = ['{"alg":"dir","enc":"A256GCM"}', '', 'ivivivivivivi', 'x'.repeat(43), 'y'.repeat(16)]
		.map((part) => Buffer.from(part).toString('base64url'))
		.join('.');
	test.each([
		['Ansible Vault', 'ANSIBLE_VAULT', `# secrets\nmaster_key: !vault |\n${vaulted}`],
		['a JWE', 'JWE', `Dear Ann, the key is ${jwe} as you know.\n`],
		['a JWE in JSON', 'JWE', JSON.stringify({ data: { value: jwe } })]
	])(
		'names %s inside a text, and finds the key that stands beside it in the clear',
		async (_, form, text) => {
			expect(await lookInto(utf8(text))).toEqual({ is: 'CONTAINER', form });
			const hex = Buffer.from(material).toString('hex');
			const both = text.startsWith('{')
				? JSON.stringify({ value: jwe, old: hex })
				: `OLD_KEY=${hex}\n${text}`;
			expect(await lookInto(utf8(both))).toMatchObject({ is: 'HOLDS_IT' });
		}
	);

	test('is refused for a key that was never given any', async () => {
		const fresh = await newKey(vault);
		await expectRefusal(
			vault,
			'FindKeyMaterial',
			{ KeyId: fresh, File: material.slice() },
			{ code: 'InvalidParameter', details: { parameter: 'KeyId', rule: 'BOUND_KEY' } }
		);
	});
});

describe('EncryptKeyMaterial of what an encrypted text means', () => {
	const encrypt = (file: Bytes) => ({
		KeyId,
		EncryptedText: file,
		Copy: { Kind: 'NONE' } as const
	});

	test.each([
		{ Kind: 'SHOW' },
		{ Kind: 'SHEET' },
		{ Kind: 'AGE_FILE', FilePassphrase: utf8('correct horse battery staple') }
	] as const)('gives nothing of it away: no copy of kind $Kind', async (Copy) => {
		await expectRefusal(
			vault,
			'EncryptKeyMaterial',
			{ ...encrypt(wrapFor(parameters, utf8('00'.repeat(32)))), Copy },
			{ code: 'InvalidParameter', details: { parameter: 'Copy', rule: 'NONE_OF_ENCRYPTED_TEXT' } }
		);
	});

	test.each([
		['hex', 'xxd -p -c 32 km.bin > out'],
		['Base64', 'base64 km.bin > out'],
		['the bytes and a line break', '(cat km.bin; echo) > out']
	])('encrypts the bytes in place of %s, ready to be imported', async (_, script) => {
		bench.shell(script);
		const { Progress, KeyMaterialToShow, CopyFile } = await vault.handle(
			'EncryptKeyMaterial',
			encrypt(wrapFor(parameters, bench.read('out')))
		);
		expect([KeyMaterialToShow, CopyFile]).toEqual([null, null]);
		const file = Progress.EncryptedKey?.Bytes ?? new Uint8Array();
		const { EncryptedKey } = await vault.handle('DiagnoseImport', {
			KeyId,
			EncryptedKeyMaterial: file
		});
		expect(EncryptedKey).toMatchObject([{ id: 'EK-OK', setId: parameters.ParameterSetId }]);
		const { Entries } = await vault.handle('ListActivity', { Limit: 1 });
		expect(Entries[0]).toMatchObject({ detail: { source: 'ENCRYPTED_TEXT', copy: 'NONE' } });
	});

	test.each([
		['other key material', someKeyMaterial(9), 'IncorrectKeyMaterial'],
		['40 bytes', new Uint8Array(40), 'InvalidKeyMaterialLength']
	])('refuses %s', async (_, content, code) => {
		await expectRefusal(vault, 'EncryptKeyMaterial', encrypt(wrapFor(parameters, content)), {
			code: code as 'IncorrectKeyMaterial'
		});
	});

	test('opens with the algorithm and the set of the live parameters only', async () => {
		const otherHash = wrapFor({ ...parameters, WrappingAlgorithm: 'RSAES_OAEP_SHA_1' }, material);
		await expectRefusal(vault, 'EncryptKeyMaterial', encrypt(otherHash), {
			code: 'InvalidCiphertext'
		});
		const before = parameters;
		parameters = await getParameters(vault, KeyId);
		await expectRefusal(vault, 'EncryptKeyMaterial', encrypt(wrapFor(before, material)), {
			code: 'InvalidCiphertext'
		});
	});
});
