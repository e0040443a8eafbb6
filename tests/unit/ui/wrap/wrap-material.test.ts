import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { keySpecs, symmetricSpecsOfLength } from '#lib/domain/key/key-spec.ts';
import { describeError } from '#lib/ui/messages/errors.ts';
import { MaterialToWrap } from '#lib/ui/wrap/material-to-wrap.svelte.ts';
import { materialVerdict, openingCommand, recognisedType } from '#lib/ui/wrap/material-verdict.ts';
import { readInPage } from '../../../support/reading.ts';
import { newVault } from '../../../support/vault.ts';

const wrongLength = (actualBytes: number, expectedBytes = 32) =>
	new KmsError('InvalidKeyMaterialLength', { actualBytes, expectedBytes });
const finding = {
	name: 'key.bin',
	fileBytes: 33,
	reading: undefined,
	keySpecs: [],
	fault: undefined,
	isLocked: false,
	comparison: undefined
};

test('the type of one file does not stay for the next', () => {
	expect(recognisedType(symmetricSpecsOfLength(64), keySpecs, 'AES_256')).toBe('HMAC_512');
	expect(recognisedType(symmetricSpecsOfLength(33), keySpecs, 'AES_256')).toBeUndefined();
	expect(recognisedType(symmetricSpecsOfLength(32), keySpecs, 'HMAC_256')).toBeUndefined();
	expect(recognisedType(symmetricSpecsOfLength(64), ['AES_256'], 'AES_256')).toBeUndefined();
});

test('a wrong length names the type that it is wrong for', () => {
	const said = materialVerdict({ ...finding, error: wrongLength(33, 64) }, 'HMAC_512', 'en');
	expect(said?.title).toMatch(/^HMAC-SHA-512 .*needs 64 bytes; this has 33\.$/);
});

test.each([
	[33, 'The likely cause is a line break at the end.'],
	[34, 'The likely cause is a line break at the end.'],
	[64, 'Often the hex or Base64 text was used instead of the bytes.'],
	[65, 'Often the hex or Base64 text was used instead of the bytes.'],
	[44, 'Often the hex or Base64 text was used instead of the bytes.'],
	[43, 'Often the hex or Base64 text was used instead of the bytes.'],
	[20, 'It may be another file, or a part of one.'],
	[48, 'It may be another file, or a part of one.']
])('%i bytes in place of 32 have a likely cause', (bytes, cause) => {
	expect(describeError(wrongLength(bytes), 'en').cause).toBe(cause);
	expect(materialVerdict({ ...finding, error: wrongLength(bytes) }, 'AES_256', 'en')?.cause).toBe(
		cause
	);
});

describe('a private key that can’t be taken as it is says what to do:', () => {
	const pem = (label: string, body: Uint8Array | string) =>
		`-----BEGIN ${label}-----\n${Buffer.from(body).toString('base64')}\n-----END ${label}-----\n`;
	const openSsh = Buffer.concat([
		Buffer.from('openssh-key-v1\0\0\0\0\u0004none', 'latin1'),
		Buffer.alloc(300, 7)
	]);
	const putty =
		'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: aes256-cbc\nComment: x\nPublic-Lines: 1\nAAAA\n';
	const pkcs8 = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
		type: 'pkcs8',
		format: 'pem'
	});
	const ed25519 = generateKeyPairSync('ed25519').privateKey.export({
		type: 'pkcs8',
		format: 'pem'
	});
	test.each<[string, string, string, RegExp | undefined]>([
		[
			'OpenSSH',
			pem('OPENSSH PRIVATE KEY', openSsh),
			'This is a private key of OpenSSH.',
			/ssh-keygen -p -m PKCS8/
		],
		[
			'PuTTY',
			putty,
			'This is a private key of PuTTY (.ppk).',
			/^puttygen .*ssh-keygen -p -m PKCS8/
		],
		[
			'cosign',
			pem('ENCRYPTED SIGSTORE PRIVATE KEY', '{"kdf":{}}'),
			'This is a private key of cosign, locked with its own password.',
			undefined
		],
		[
			'OpenSSL, as it prints one',
			'Private-Key: (256 bit)\npriv:\n    00:01\nASN1 OID: prime256v1\n',
			'This is a private key as OpenSSL prints it.',
			/-outform DER/
		],
		['what was cut off', String(pkcs8).slice(0, 500), 'This private key is incomplete.', undefined],
		['a kind that no service takes', String(ed25519), 'This is a private key, Ed25519.', undefined]
	])('%s', async (_, file, title, command) => {
		const handle = () => Promise.reject(new Error('not asked'));
		const material = new MaterialToWrap({ handle, read: readInPage });
		await material.readFile(new File([file], 'key'));
		const { finding: found } = material;
		expect(found && materialVerdict(found, 'AES_256', 'en')).toMatchObject({
			tone: 'danger',
			title
		});
		const shown = found?.fault && openingCommand[found.fault];
		expect(shown).toEqual(command ? expect.stringMatching(command) : undefined);
		expect(material.take()).toBeUndefined();
	});
});

test('key material in words of od is taken as a PC has them, and what it is in the other order is said', async () => {
	const key = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256));
	const words = Buffer.from(key).swap16().toString('hex').match(/.{4}/g) ?? [];
	const printed = [words.slice(0, 8), words.slice(8)]
		.map((line) => ` ${line.join(' ')}\n`)
		.join('');
	const handle = () => Promise.reject(new Error('not asked'));
	const material = new MaterialToWrap({ handle, read: readInPage });
	await material.readFile(new File([printed], 'key.txt'));
	expect(material.finding).toMatchObject({
		fault: undefined,
		reading: { alternatives: [{ steps: [{ name: 'FIRST_BYTE_FIRST' }], byteCount: 32 }] }
	});
	expect(Buffer.from(material.take() ?? [])).toEqual(key);
});

describe('a private key under a password', () => {
	const password = 'the password of the file';
	const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
	const locked = privateKey.export({
		...({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password } as const)
	});

	test('says its kind once its password opens it, and both are taken once', async () => {
		const { handle } = await newVault();
		const material = new MaterialToWrap({ handle, read: readInPage });
		await material.readFile(new File([locked], 'key.pem'));
		const said = () => material.finding && materialVerdict(material.finding, 'ECC_NIST_P384', 'en');
		expect(material.finding).toMatchObject({ isLocked: true, fault: undefined });
		expect(said()).toMatchObject({ tone: 'info', cause: 'Enter its password below.' });
		await material.unlock(utf8(''), 'AES_256');
		expect(said()).toMatchObject({ tone: 'info' });

		await material.unlock(utf8('another'), 'AES_256');
		expect(said()).toMatchObject({
			...{ tone: 'danger', title: 'That password doesn’t open this private key.' }
		});
		// The form asks again, as what it was going to wrap.
		await material.inspect('AES_256');
		expect(said()).toMatchObject({ title: 'That password doesn’t open this private key.' });
		await material.unlock(utf8(password), 'AES_256');
		expect(material.finding?.keySpecs).toEqual(['ECC_NIST_P384']);
		await material.inspect('ECC_NIST_P384');
		expect(said()).toMatchObject({ tone: 'ok', title: 'Ready to be wrapped.' });
		await material.unlock(utf8(''), 'ECC_NIST_P384');
		expect(said()).toMatchObject({ tone: 'info', cause: 'Enter its password below.' });
		await material.unlock(utf8(password), 'ECC_NIST_P384');
		expect(material.takePassword()).toEqual(utf8(password));
		expect(material.takePassword()).toBeUndefined();
		expect(material.take()?.length).toBeGreaterThan(0);
		expect(material.take()).toBeUndefined();
	});

	test('is forgotten with its password', async () => {
		const { handle } = await newVault();
		const material = new MaterialToWrap({ handle, read: readInPage });
		await material.readFile(new File([locked], 'key.pem'));
		const given = utf8(password);
		await material.unlock(given, 'ECC_NIST_P384');
		expect(material.finding?.comparison).toMatchObject({ Kind: 'PRIVATE_KEY' });
		material.forget();
		expect(given.every((byte) => byte === 0)).toBe(true);
		expect(material.takePassword()).toBeUndefined();
	});
});
