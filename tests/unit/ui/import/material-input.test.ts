import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { MaterialInput } from '#lib/ui/import/material-input.svelte.ts';
import { materialFault } from '#lib/ui/import/material-fault.ts';
import { readAsWords } from '#lib/ui/words/reading-words.ts';
import { Workbench } from '../../../support/openssl.ts';
import { readInPage } from '../../../support/reading.ts';
import { shareTexts } from '../../../support/share-texts.ts';
import { newVault, someKeyMaterial } from '../../../support/vault.ts';

const workbench = new Workbench();
afterAll(() => workbench.remove());

const material = someKeyMaterial();
let input: MaterialInput;
beforeEach(async () => {
	const { handle } = await newVault();
	input = new MaterialInput({ handle, read: readInPage });
});

const file = (content: Uint8Array | string, name = 'key') =>
	new File([Uint8Array.from(typeof content === 'string' ? utf8(content) : content)], name);
const said = () => input.finding && materialFault(input.finding, null, 'en')?.title;
const how = () => input.finding?.reading && readAsWords(input.finding.reading, 'en');
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
const jwk = (bytes: Uint8Array) => ({ kty: 'oct', k: base64url(bytes) });
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

test('the inside of a container is never taken for key material', async () => {
	const part = base64url(material);
	const jwe = { protected: part, encrypted_key: part, iv: part, ciphertext: part, tag: part };
	await input.readFile(file(JSON.stringify(jwe)));
	expect([said(), input.finding?.checkValue]).toEqual([
		'This is an encrypted JSON object (JWE).',
		undefined
	]);
	expect(input.take()).toBeUndefined();
});

test('of several keys in a text the one that was chosen stays so when the form reads it again', async () => {
	const text = `OLD=${toHex(someKeyMaterial(1))}\nNEW=${toHex(material)}\n`;
	await input.readText(utf8(text));
	await input.choose(1);
	await input.readTextAgain(utf8(text));
	expect(input.take()).toEqual(material);
});

test('text that another page has looked into is moved, and the key in it that was meant there is taken', async () => {
	const text = utf8(`OLD=${toHex(someKeyMaterial(1))}\nNEW=${toHex(material)}\n`);
	await input.readCarried({ text, steps: [{ step: 'WORD', name: 'NEW' }, { step: 'HEX' }] });
	expect(input.take()).toEqual(material);
});

describe('key material of 32 bytes is taken from', () => {
	const pem = `-----BEGIN AES KEY-----\n${toBase64(material)}\n-----END AES KEY-----\n`;
	test.each<[string, Uint8Array | string, string]>([
		['raw bytes', material, 'binary → 32 bytes'],
		['hex', toHex(material), 'hex → 32 bytes (could also be Base64 → 48 bytes)'],
		['Base64', toBase64(material), 'Base64 → 32 bytes'],
		['URL-safe Base64', `"${base64url(material)}"`, 'Base64 → 32 bytes'],
		['PEM', pem, 'PEM (AES KEY) → 32 bytes'],
		['a JWK', JSON.stringify(jwk(material)), 'JSON → 32 bytes'],
		[
			'JSON',
			JSON.stringify({ Plaintext: toBase64(material) }),
			'JSON, field Plaintext → Base64 → 32 bytes'
		],
		['UTF-16', utf16(toBase64(material)), 'UTF-16 text → Base64 → 32 bytes'],
		['Base64 of Base64', toBase64(utf8(toBase64(material))), 'Base64 → Base64 → 32 bytes'],
		['a zip', zipSync({ 'key.bin': material }), 'zip, file key.bin → 32 bytes']
	])('%s', async (_, content, words) => {
		await input.readFile(file(content));
		expect([how(), said()]).toEqual([words, undefined]);
		expect(input.finding?.checkValue?.kcv).toMatch(/^[0-9a-f]{6}$/);
		expect(input.take()).toEqual(material);
		expect([input.finding, input.take()]).toEqual([undefined, undefined]);
	});

	test('pasted text', async () => {
		await input.readText(utf8(`0x${toHex(material)}\n`));
		expect([said(), input.take()]).toEqual([undefined, material]);
	});
});

describe('what can’t be used is told by what it is, and nothing of it is given', () => {
	const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const locked = rsa.privateKey.export({
		type: 'pkcs8',
		format: 'pem',
		cipher: 'aes-256-cbc',
		passphrase: 'abcd'
	});
	// A PFX is version 3, then a ContentInfo of PKCS #7.
	const pfx = Buffer.from('3010020103300b06092a864886f70d010701', 'hex');
	test.each<[string, Uint8Array | string, string]>([
		['31 bytes', randomBytes(31), 'AES-256 needs 32 bytes; this has 31 bytes.'],
		['a 16-byte key', toHex(randomBytes(16)), 'AES-256 needs 32 bytes; this has 16 bytes.'],
		['zeros', new Uint8Array(32), 'All bytes are the same.'],
		[
			'a sentence',
			'correct horse battery staples 32',
			'This looks like typed text, not random bytes.'
		],
		['a locked private key', locked, 'This private key is locked with its own password.'],
		[
			'a private key',
			rsa.privateKey.export({ type: 'pkcs1', format: 'der' }),
			'This is a private key, RSA of 2048 bits.'
		],
		[
			'a private key on a curve',
			generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
				type: 'sec1',
				format: 'pem'
			}),
			'This is a private key, P-256.'
		],
		[
			'a public key',
			rsa.publicKey.export({ type: 'spki', format: 'der' }),
			'This is a public key.'
		],
		['a .p12 file', pfx, 'This is a .p12 or .pfx file, with a private key.'],
		[
			'an age file',
			'age-encryption.org/v1\n-> scrypt',
			'This is an encrypted copy, made with age.'
		],
		['a broken zip', 'PK\u0003\u0004', 'This file was not read.'],
		['nothing', '', 'It is empty.']
	])('%s', async (_, content, title) => {
		await input.readFile(file(content));
		expect(said()).toBe(title);
		expect(input.finding?.checkValue).toBeUndefined();
		expect(input.take()).toBeUndefined();
	});
});

test('other material than the key is bound to is told by its check value', async () => {
	await input.readFile(file(material));
	const { finding } = input;
	if (!finding) throw new Error('nothing was found');
	const bound = { kcv: '000000', sha256Prefix: '00'.repeat(16) };
	expect(materialFault(finding, bound, 'en')?.title).toBe(
		'This is not the key material that this key is bound to.'
	);
	expect(materialFault(finding, finding.checkValue ?? null, 'en')).toBeUndefined();
});

describe('several keys in one file', () => {
	const others: Bytes[] = [someKeyMaterial(1), someKeyMaterial(2)];
	test('are offered to choose from, and only the chosen one is given', async () => {
		await input.readFile(file(JSON.stringify({ keys: others.map(jwk) })));
		expect(said()).toBe('Two keys were found in this file.');
		expect(input.finding?.choices).toHaveLength(2);
		expect(input.finding?.checkValue).toBeUndefined();
		await input.choose(1);
		expect(said()).toBeUndefined();
		await input.choose(0);
		expect(input.finding?.checkValue).toBeDefined();
		expect(input.take()).toEqual(others[0]);
	});

	test('give none until one is chosen', async () => {
		await input.readFile(file(JSON.stringify({ keys: others.map(jwk) })));
		expect(input.take()).toBeUndefined();
	});
});

test('a file is read differently on demand, and as before again', async () => {
	const text = toHex(material);
	await input.readFile(file(text));
	await input.readDifferently('BASE64');
	expect([input.readAs, how()]).toEqual(['BASE64', 'Base64 → 48 bytes']);
	expect(said()).toBe('AES-256 needs 32 bytes; this has 48 bytes.');
	await input.readDifferently('AUTOMATIC');
	expect([input.readAs, input.take()]).toEqual(['AUTOMATIC', material]);
});

test('a file that is chosen while another is read takes its place', async () => {
	const first = input.readFile(file(someKeyMaterial(1)));
	const second = input.readFile(file(material));
	await Promise.all([first, second]);
	expect(input.take()).toEqual(material);
});

describe('several files that are chosen at once', () => {
	test('are one key where each holds a share of it', async () => {
		const [one, two] = await shareTexts(material, 2, 3);
		await input.readFiles([file(one, 'one.txt'), file(two, 'two.txt')]);
		expect([said(), input.finding?.name]).toEqual([undefined, 'one.txt, two.txt']);
		expect(input.take()).toEqual(material);
	});

	test('that do not join say why, and what to do', async () => {
		const [one, two] = await shareTexts(material, 3, 3);
		await input.readFiles([file(one), file(two)]);
		expect(input.finding && materialFault(input.finding, null, 'en')).toMatchObject({
			title: '1 more share is needed.',
			cause: expect.stringContaining('choose the files of all shares at once') as string
		});
		expect(input.take()).toBeUndefined();
	});

	test('are not read where they hold anything else: none is taken without a word', async () => {
		const [one] = await shareTexts(material, 2, 3);
		for (const other of [one, toHex(someKeyMaterial(1)), 'a note', someKeyMaterial(2)]) {
			await input.readFiles([file(material, 'a'), file(other, 'b')]);
			expect([said(), input.finding?.reading?.content]).toEqual([
				'This file was not read.',
				{ kind: 'REFUSED', reason: 'SEVERAL_FILES' }
			]);
			expect(input.take()).toBeUndefined();
		}
		await input.readFiles([file(material, 'a')]);
		expect(input.take()).toEqual(material);
	});
});

test('a copy that Airlock made is told from a private key, with the way back for a key that had it', async () => {
	const { handle } = await newVault();
	input = new MaterialInput({ handle, read: readInPage }, () => 'ECC_NIST_P256');
	await input.readFile(file('age-encryption.org/v1\n-> scrypt x\n', 'private-key.age'));
	const fault = (bound: KeyCheckValue | null) =>
		input.finding && materialFault(input.finding, bound, 'en', 'ECC_NIST_P256');
	expect(fault(null)?.title).toBe('This is an encrypted copy, made with age.');
	expect(fault(null)?.cause).not.toContain('Import from a copy…');
	const bound = { kcv: '112233', sha256Prefix: '00'.repeat(16) };
	expect(fault(bound)?.cause).toContain('“Import from a copy…” on the key’s page');
});

describe('a private key under a password', () => {
	const said = () =>
		input.finding && materialFault(input.finding, null, 'en', 'ECC_NIST_P256')?.title;
	const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const encryption = { cipher: 'aes-256-cbc', passphrase: 'abcd' };
	const locked = pair.privateKey.export({ type: 'pkcs8', format: 'pem', ...encryption });
	beforeEach(async () => {
		const { handle } = await newVault();
		input = new MaterialInput({ handle, read: readInPage }, () => 'ECC_NIST_P256');
		await input.readFile(file(locked));
	});

	test('is asked for it; a wrong one is told, and the right one opens it', async () => {
		expect([input.finding?.isLocked, said()]).toEqual([
			true,
			'This private key is locked with its own password.'
		]);
		await input.unlock(utf8('abce'));
		expect([input.finding?.isLocked, said(), input.finding?.checkValue]).toEqual([
			true,
			'That password doesn’t open this private key.',
			undefined
		]);
		await input.unlock(utf8('abcd'));
		expect([said(), input.finding?.checkValue]).toEqual([undefined, expect.anything()]);
		expect(input.takePassword()).toEqual(utf8('abcd'));
		const der = pair.privateKey.export({ type: 'pkcs8', format: 'der', ...encryption });
		expect(input.take()).toHaveLength(der.length);
	});

	test('forgets the password with the file, and wipes it', async () => {
		const password = utf8('abcd');
		await input.unlock(password);
		await input.readFile(file(locked));
		expect(password).toEqual(new Uint8Array(4));
		expect(input.takePassword()).toBeUndefined();
		expect(input.finding?.checkValue).toBeUndefined();
	});

	test('is asked for it of a .p12 file; of an old one the command is shown that converts it', async () => {
		workbench.write('key.pem', pair.privateKey.export({ type: 'pkcs8', format: 'pem' }));
		const store = (options: string) => {
			workbench.shell(
				`openssl pkcs12 -export -nocerts -inkey key.pem -passout pass:abcd ${options} -out key.p12`
			);
			return file(workbench.read('key.p12'), 'key.p12');
		};
		await input.readFile(store(''));
		expect([input.finding?.isLocked, said()]).toEqual([
			true,
			'This private key is locked with its own password.'
		]);
		await input.unlock(utf8('abcd'));
		expect([said(), input.finding?.checkValue]).toEqual([undefined, expect.anything()]);
		await input.readFile(store('-keypbe PBE-SHA1-3DES'));
		expect([input.finding?.isLocked, said(), input.take()]).toEqual([
			false,
			'This .p12 or .pfx file is encrypted in an old way, which Airlock doesn’t open.',
			undefined
		]);
	});
});
