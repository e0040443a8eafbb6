import { createCipheriv, randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFile } from '#lib/domain/file-reading.ts';
import { containerForm } from '#lib/domain/reading/container-forms.ts';
import { itWithPeers } from '../../support/peers.ts';

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
const salted = Buffer.concat([Buffer.from('Salted__'), bytes(56)]);
const publicKeyPacket = Buffer.concat([Buffer.of(0x99, 1, 13, 4, 0, 0, 0, 0, 1), bytes(263)]);

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
		'SEALED_JSON',
		json({ crypto: { ciphertext: bytes(32).toString('hex'), kdf: 'scrypt', mac: 'x' } })
	],
	[
		'what Node encrypts, beside its IV',
		'SEALED_JSON',
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
		'SEALED_JSON',
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
	['a PDF', 'PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n')]
];

describe('a container is named and its inside is no key:', () => {
	test.each(files)('%s', (_, form, file) => {
		const readings = readFile(file, { expectedLengths: [32, 256, 512] });
		expect(readings.map(({ content }) => content)).toEqual([{ kind: 'CONTAINER', form }]);
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

test('random bytes of the lengths of keys and of their ciphertexts are no container', () => {
	fc.assert(
		fc.property(fc.constantFrom(16, 32, 64, 256, 296, 384, 424, 512, 552), (length) => {
			expect(containerForm(randomBytes(length))).toBeUndefined();
		}),
		{ numRuns: 3000 }
	);
});
