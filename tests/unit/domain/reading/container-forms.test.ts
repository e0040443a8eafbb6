import { createCipheriv, randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { containerForm } from '#lib/domain/reading/container-forms.ts';
import { makeFiles } from '../../../support/made-files.ts';
import { Workbench } from '../../../support/openssl.ts';
import { itWithPeers } from '../../../support/peers.ts';

const bench = new Workbench();
afterAll(() => bench.remove());

const base64 = (text: string | Uint8Array) => Buffer.from(text).toString('base64');
const base64url = (text: string | Uint8Array) => Buffer.from(text).toString('base64url');
/** Bytes that are no text. */
const bytes = (length: number) =>
	Buffer.from(Array.from({ length }, (_, i) => (i * 37 + 11) % 256));
const json = (value: unknown) => Buffer.from(JSON.stringify(value, null, 2));

const iv = bytes(12);
const cipher = createCipheriv('aes-256-gcm', bytes(32), iv);
const sealed = Buffer.concat([cipher.update(bytes(32)), cipher.final()]);
const header = base64url('{"alg":"RSA-OAEP-256","enc":"A256GCM"}');
const compact = [
	header,
	base64url(bytes(256)),
	base64url(iv),
	base64url(sealed),
	base64url(cipher.getAuthTag())
];
const jwe = {
	protected: header,
	encrypted_key: compact[1],
	iv: compact[2],
	ciphertext: compact[3],
	tag: compact[4]
};
const tr31 =
	`B0112P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E`.padEnd(
		112,
		'A'
	);
const dpapi = Buffer.concat([
	Buffer.from('01000000d08c9ddf0115d1118c7a00c04fc297eb', 'hex'),
	bytes(200)
]);
/** cpio(5), with a file of 32 bytes. @param before, after - the fields beside the size of the name */
const cpio = (before: string, size: string, after: string) =>
	Buffer.concat([Buffer.from(`${before}${size}${after}key.bin\0`), bytes(32), Buffer.alloc(200)]);
const binaryCpio = Buffer.alloc(26);
binaryCpio.writeUInt16LE(0o070707);
binaryCpio.writeUInt16LE(8, 20);
const hex8 = (count: number) => '00000020'.repeat(count);
const ar = `!<arch>\n${'key.bin/'.padEnd(48)}${'32'.padEnd(10)}\`\n`;
const salted = Buffer.concat([Buffer.from('Salted__'), bytes(56)]);
const publicKeyPacket = Buffer.concat([Buffer.of(0x99, 1, 13, 4, 0, 0, 0, 0, 1), bytes(263)]);

const hex = (length: number) => bytes(length).toString('hex');
const head = (text: string, more: number) =>
	Buffer.concat([Buffer.from(text, 'latin1'), bytes(more)]);
const google = Buffer.concat([
	Buffer.of(0x0a, 0x24, 0),
	bytes(35),
	Buffer.of(0x12, 0x49),
	bytes(73)
]);
const encryptionSdk = (version: string) =>
	Buffer.concat([Buffer.from(version.replace(' ', ''), 'hex'), bytes(500)]);
const azure = `&AzureKeyVaultKeyBackupV1.microsoft.com${compact.join('.')}`;
const tag = base64(bytes(16));
/** Values as they stand beside each other. */
const beside = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, base64(bytes(name.includes('iv') ? 16 : 32))]));
const bitwarden = `2.${tag}|${base64(bytes(48))}|${base64(bytes(32))}`;
const settings = (value: string) => Buffer.from(`MODE=live\nKEY=${value}\n`);

const files: readonly (readonly [string, string, Uint8Array])[] = [
	['a JWE in JSON', 'JWE', json(jwe)],
	[
		'a JWE in general JSON',
		'JWE',
		json({ ...jwe, encrypted_key: undefined, recipients: [{ encrypted_key: 'AA' }] })
	],
	['a JWE inside an answer', 'JWE', json({ data: { key: jwe } })],
	['a compact JWE', 'JWE', Buffer.from(`${compact.join('.')}\n`)],
	['a JWT', 'JWT', Buffer.from(compact.slice(0, 3).join('.'))],
	['openssl enc', 'OPENSSL_ENC', salted],
	['openssl enc -base64', 'OPENSSL_ENC', Buffer.from(`${base64(salted)}\n`)],
	['openssl enc in hex', 'OPENSSL_ENC', Buffer.from(salted.toString('hex'))],
	['TR-31', 'TR_31', Buffer.from(`${tr31}\n`)],
	[
		'a PGP message in armor',
		'PGP',
		Buffer.from(
			`-----BEGIN PGP MESSAGE-----\n\n${base64(bytes(300))}\n=aaaa\n-----END PGP MESSAGE-----\n`
		)
	],
	['a binary PGP key', 'PGP', publicKeyPacket],
	['Vault', 'VAULT_CIPHERTEXT', Buffer.from(`vault:v1:${base64(bytes(60))}`)],
	[
		'Vault in its answer',
		'VAULT_CIPHERTEXT',
		json({ data: { ciphertext: `vault:v1:${base64(bytes(60))}` } })
	],
	['Ansible Vault', 'ANSIBLE_VAULT', Buffer.from(`$ANSIBLE_VAULT;1.1;AES256\n${'3'.repeat(80)}\n`)],
	[
		'Ansible Vault in a text',
		'ANSIBLE_VAULT',
		Buffer.from(
			`key: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  ${bytes(40).toString('hex')}\n  ${bytes(32).toString('hex')}\n`
		)
	],
	[
		'Fernet',
		'FERNET',
		Buffer.from(base64url(Buffer.concat([Buffer.of(0x80, 0, 0, 0, 0, 0x65), bytes(99)])))
	],
	['SOPS', 'SOPS', json({ key: 'ENC[AES256_GCM,data:AA==]', sops: { mac: 'x' } })],
	[
		'AWS KMS',
		'AWS_CIPHERTEXT',
		Buffer.from(base64(Buffer.concat([Buffer.of(1, 2, 2, 0, 0x78), bytes(179)])))
	],
	[
		'an Ethereum key store',
		'CIPHERTEXT',
		json({ crypto: { ciphertext: bytes(32).toString('hex'), kdf: 'scrypt', mac: 'x' } })
	],
	[
		'what Node encrypts, beside its IV',
		'CIPHERTEXT',
		json({
			iv: iv.toString('hex'),
			encryptedData: bytes(32).toString('hex'),
			authTag: bytes(16).toString('hex')
		})
	],
	[
		'SOPS in YAML',
		'SOPS',
		Buffer.from(`key: ENC[AES256_GCM,data:${base64(bytes(32))},type:str]\n`)
	],
	[
		'an age identity as age-keygen writes it',
		'AGE_IDENTITY',
		Buffer.from(`# public key: age1${'q'.repeat(58)}\nAGE-SECRET-KEY-1${'Q'.repeat(58)}\n`)
	],
	[
		'ciphertext as long as a key',
		'CIPHERTEXT',
		json({ KeyId: 'x', CiphertextBlob: base64(bytes(32)) })
	],
	['gzip of what is no key', 'GZIP', gzipSync('nothing of interest here, only words')],
	[
		'JKS',
		'JKS',
		Buffer.concat([Buffer.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2, 0, 0, 0, 0), bytes(20)])
	],
	[
		'JCEKS',
		'JCEKS',
		Buffer.concat([Buffer.of(0xce, 0xce, 0xce, 0xce, 0, 0, 0, 2, 0, 0, 0, 1), bytes(200)])
	],
	[
		'a Tink keyset',
		'TINK_KEYSET',
		json({ primaryKeyId: 1, key: [{ keyData: { value: base64(bytes(34)) } }] })
	],
	['an age identity', 'AGE_IDENTITY', Buffer.from(`AGE-SECRET-KEY-1${'Q'.repeat(58)}\n`)],
	['a compact JWE as a JSON text', 'JWE', json(compact.join('.'))],
	['a compact JWE in JSON', 'JWE', json({ data: { value: compact.join('.') } })],
	['a compact JWE in a list', 'JWE', json([compact.join('.')])],
	[
		'a compact JWE in a letter',
		'JWE',
		Buffer.from(`Dear Ann, here it is:\n${compact.join('.')}\n`)
	],
	['TR-31 in JSON', 'TR_31', json({ KeyBlock: tr31 })],
	['TR-31 in an answer of AWS', 'TR_31', json({ WrappedKey: { KeyMaterial: tr31 } })],
	['TR-31 in a line', 'TR_31', Buffer.from(`key block: ${tr31}\n`)],
	[
		'openssl enc in a line of settings',
		'OPENSSL_ENC',
		Buffer.from(`KEY=${base64(salted)}\nMODE=live\n`)
	],
	['DPAPI', 'DPAPI', dpapi],
	[
		'DPAPI in hex, as ConvertFrom-SecureString writes it',
		'DPAPI',
		Buffer.from(dpapi.toString('hex'))
	],
	['DPAPI in XML', 'DPAPI', Buffer.from(`<SS N="Password">${dpapi.toString('hex')}</SS>\n`)],
	[
		'DPAPI as Chrome keeps it',
		'DPAPI',
		json({ os_crypt: { encrypted_key: base64(Buffer.concat([Buffer.from('DPAPI'), dpapi])) } })
	],
	[
		'cpio',
		'CPIO',
		Buffer.concat([binaryCpio, Buffer.from('key.bin\0'), bytes(32), Buffer.alloc(200)])
	],
	['cpio -H newc', 'CPIO', cpio(`070701${hex8(11)}`, '00000008', hex8(1))],
	['cpio -H crc', 'CPIO', cpio(`070702${hex8(11)}`, '00000008', hex8(1))],
	['cpio -H odc', 'CPIO', cpio(`070707${'0'.repeat(53)}`, '000010', '00000000040')],
	['ar', 'AR', Buffer.concat([Buffer.from(ar), bytes(32)])],
	['a PDF', 'PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n')],
	['Google Cloud KMS', 'GOOGLE_CIPHERTEXT', google],
	['Google Cloud KMS in its answer', 'GOOGLE_CIPHERTEXT', json({ ciphertext: base64(google) })],
	['a message of the AWS Encryption SDK', 'AWS_ENCRYPTION_SDK', encryptionSdk('0205 78')],
	['one of its version 1', 'AWS_ENCRYPTION_SDK', encryptionSdk('0180 0214')],
	['one in a line of settings', 'AWS_ENCRYPTION_SDK', settings(base64(encryptionSdk('0180 0378')))],
	['a key that Azure has backed up', 'AZURE_BACKUP', json({ value: base64url(azure) })],
	['what Azure has encrypted', 'CIPHERTEXT', json({ kid: 'k', ...beside('iv', 'value', 'tag') })],
	['an instruction file of S3', 'CIPHERTEXT', json(beside('x-amz-key-v2', 'x-amz-iv'))],
	[
		'what Laravel encrypts',
		'CIPHERTEXT',
		Buffer.from(base64(JSON.stringify(beside('iv', 'value', 'mac'))))
	],
	['what Rails encrypts', 'CIPHERTEXT', Buffer.from(`${base64(bytes(33))}--${base64(iv)}--${tag}`)],
	['what Bitwarden encrypts', 'CIPHERTEXT', settings(bitwarden)],
	['what Bitwarden encrypts, in JSON', 'CIPHERTEXT', json({ key: bitwarden })],
	['Vault in a line of settings', 'VAULT_CIPHERTEXT', settings(`vault:v1:${base64(bytes(48))}`)],
	['IV and ciphertext in hex', 'CIPHERTEXT', Buffer.from(`${hex(16)}:${hex(48)}`)],
	['IV, tag and ciphertext in hex', 'CIPHERTEXT', Buffer.from(`${hex(12)}:${hex(16)}:${hex(32)}`)],
	['IV and ciphertext in Base64', 'CIPHERTEXT', Buffer.from(`${tag}:${base64(bytes(48))}`)],
	[
		'a value whose name says it',
		'CIPHERTEXT',
		Buffer.from(`ENCRYPTED_KEY=${base64(bytes(32))}\nA=1\n`)
	],
	['a field whose name says it', 'CIPHERTEXT', json({ wrappedKey: base64(bytes(32)), n: 1 })],
	[
		'XML Encryption',
		'CIPHERTEXT',
		Buffer.from(`<xenc:CipherValue>${base64(bytes(32))}</xenc:CipherValue>`)
	],
	['git-crypt, of 64 bytes', 'GIT_CRYPT', head('\0GITCRYPT\0', 54)],
	[
		'a Fernet token as Python prints it',
		'FERNET',
		Buffer.from(`b'${base64url(Buffer.concat([Buffer.of(0x80, 0, 0, 0, 0, 0x65), bytes(99)]))}'`)
	]
];

describe('a container is named and its inside is no key:', () => {
	test.each(files)('%s', (_, form, file) => {
		const readings = readFile(file, { expectedLengths: [32, 256, 512] });
		expect(readings.map(({ content }) => content)).toEqual([{ kind: 'CONTAINER', form }]);
	});

	itWithPeers(['openssl'], 'S/MIME, and what OpenSSL prints of a key that is not the key', () => {
		bench.shell(
			'openssl genrsa -out k.pem 2048; openssl req -new -x509 -key k.pem -subj /CN=a -out c.pem'
		);
		const files = makeFiles(bench, {
			mail: 'openssl smime -encrypt -aes256 -in k.pem c.pem',
			forwarded: '(echo "From: ann@example.org"; openssl cms -encrypt -aes256 -in k.pem c.pem)',
			pem: 'openssl smime -encrypt -aes256 -in k.pem -outform PEM c.pem',
			opaque: 'head -c 32 k.pem | openssl smime -sign -nodetach -signer c.pem -inkey k.pem',
			clear: 'echo hello | openssl smime -sign -signer c.pem -inkey k.pem',
			signed:
				'openssl cms -sign -binary -nodetach -signer c.pem -inkey k.pem -in k.pem -outform DER',
			gcm: 'openssl cms -encrypt -aes-256-gcm -binary -in k.pem -outform DER c.pem',
			modulus: 'openssl rsa -in k.pem -noout -modulus',
			listing: 'openssl rsa -in k.pem -pubout -outform DER | openssl asn1parse -inform DER'
		});
		const forms = Object.entries(files).map(([name, file]) => {
			const readings = readFile(file, { expectedLengths: [32, 256] });
			return [name, readings.map(({ content }) => 'form' in content && content.form)];
		});
		expect(Object.fromEntries(forms)).toEqual({
			mail: ['SMIME'],
			forwarded: ['SMIME'],
			pem: ['CMS'],
			opaque: ['SMIME_SIGNED'],
			clear: ['SMIME_SIGNED'],
			signed: ['SMIME_SIGNED'],
			gcm: ['CMS'],
			modulus: ['RSA_MODULUS'],
			listing: ['ASN1_LISTING']
		});
	});

	test('but a key that stands beside it in the clear is read', () => {
		const key = bytes(32).toString('hex');
		for (const file of [
			Buffer.from(`SESSION=${compact.join('.')}\nMASTER_KEY=${key}\n`),
			json({ session: compact.join('.'), master: key }),
			Buffer.from(
				`Key            Value\nciphertext     vault:v1:${base64(bytes(60))}\nplaintext      ${key}\n`
			),
			json({ tag: 'latest', data: key }),
			json({ unwrapped_key: key })
		]) {
			const readings = readFile(file, { expectedLengths: [32] });
			expect(readings.map(({ content }) => content)).toEqual([{ kind: 'KEY_MATERIAL' }]);
		}
	});

	test('an OpenSSH key without its armour is a private key', () => {
		const blob = head('openssh-key-v1\0\0\0\0\x04none', 300);
		const content = {
			kind: 'PRIVATE_KEY',
			form: 'OPENSSH',
			algorithm: undefined,
			encrypted: false
		};
		for (const file of [blob, Buffer.from(base64(blob))])
			expect(readFile(file).map((reading) => reading.content)).toEqual([content]);
	});

	test.each([
		['a key in hex that begins like cpio', `070701${'0a'.repeat(61)}`],
		['a key in hex that begins like the older cpio', `070707${'0a'.repeat(61)}`],
		['a key in hex that begins like TR-31', `B0112D0AB00E0000${'9A'.repeat(56)}`],
		['one in a line of settings', `KEY=B0112D0AB00E0000${'9A'.repeat(56)}\n`]
	])('%s is none', (_, file) => {
		const [reading] = readFile(Buffer.from(file), { expectedLengths: [64] });
		expect(reading?.content).toEqual({ kind: 'KEY_MATERIAL' });
	});

	itWithPeers(['openssl', 'gpg'], 'as OpenSSL and GnuPG write them', () => {
		const input = randomBytes(32);
		const enc = execFileSync('openssl', ['enc', '-aes-256-cbc', '-pbkdf2', '-pass', 'pass:x'], {
			input
		});
		const gpg = execFileSync(
			'gpg',
			['--batch', '--symmetric', '--passphrase', 'x', '--pinentry-mode', 'loopback', '-o', '-'],
			{ input, stdio: ['pipe', 'pipe', 'ignore'] }
		);
		expect([containerForm(enc), containerForm(gpg)]).toEqual(['OPENSSL_ENC', 'PGP']);
	});
});

test.each([
	['a session key', '8703e0f8c860dc3fbab51c49240d35e0'],
	['a key', '9b0497272838193babb45e08aac4cdc0'],
	['a key, in parts', 'c6e104272838193babb45e08aac4cd00']
])('16 bytes that begin like %s of PGP, without its length, are none', (_, bytesInHex) => {
	expect(containerForm(Buffer.from(bytesInHex, 'hex'))).toBeUndefined();
});

test('random bytes of the lengths of keys and of their ciphertexts are no container', () => {
	fc.assert(
		fc.property(fc.constantFrom(16, 32, 64, 256, 296, 384, 424, 512, 552), (length) => {
			expect(containerForm(randomBytes(length))).toBeUndefined();
		}),
		{ numRuns: 3000 }
	);
});
