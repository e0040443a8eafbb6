/** Keys in the forms that OpenSSL, OpenSSH, Python, PuTTY, cosign and .NET give them. */
import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import type { PublicKeyForm } from '#lib/domain/reading/content.ts';
import { itWithPeers } from '../../../support/peers.ts';
import { derOf, rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'airlock-keys-'));
afterAll(() => {
	rmSync(folder, { recursive: true });
});
const at = (name: string) => join(folder, name);
const read = (name: string) => readFile(readFileSync(at(name)), { name });
const run = (script: string) => execFileSync('bash', ['-e', '-c', script], { cwd: folder });

/** Each public key that a file gives, and from what form. */
function publicKeys(name: string) {
	return read(name).flatMap(({ content, bytes }) =>
		content.kind === 'PUBLIC_KEY' ? [[content.form, Buffer.from(bytes).toString('hex')]] : []
	);
}
const itself = Buffer.from(someRsaPublicKey(2048)).toString('hex');

beforeAll(() => {
	writeFileSync(
		at('k.pem'),
		String(rsaPair(2048).privateKey.export({ format: 'pem', type: 'pkcs8' })),
		{ mode: 0o600 }
	);
	writeFileSync(at('p.der'), someRsaPublicKey(2048));
	run(`openssl req -new -key k.pem -subj /CN=x -out csr.pem
		openssl req -in csr.pem -outform DER -out csr.der
		openssl req -in csr.pem -noout -text > csr.txt
		openssl req -x509 -key k.pem -subj /CN=x -days 9 -out cert.pem
		openssl x509 -in cert.pem -noout -text > cert.txt
		openssl crl2pkcs7 -nocrl -certfile cert.pem -out certs.p7b
		openssl crl2pkcs7 -nocrl -certfile cert.pem -outform DER -out certs.p7c
		openssl pkey -in k.pem -noout -text_pub > public.txt
		openssl pkey -in k.pem -noout -text > private.txt
		openssl genpkey -algorithm ED25519 | openssl pkey -noout -text_pub > ed25519.txt
		openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem
		openssl pkey -in ec.pem -noout -text_pub > ec.txt
		openssl pkey -in ec.pem -noout -text > ec-private.txt`);
});

describe('a public key is read, and what it was read from is said, of', () => {
	test.each<[PublicKeyForm, string]>([
		['CSR', 'csr.pem'],
		['CSR', 'csr.der'],
		['PRINTED', 'csr.txt'],
		['PRINTED', 'cert.txt'],
		['PKCS_7', 'certs.p7b'],
		['PKCS_7', 'certs.p7c'],
		['PRINTED', 'public.txt']
	])('%s from %s', (form, name) => {
		expect(publicKeys(name)).toEqual([[form, itself]]);
	});

	itWithPeers(['ssh-keygen'], 'SSH, in one line and as RFC 4716 has it', () => {
		run(`ssh-keygen -y -f k.pem > ssh.pub
			ssh-keygen -e -m RFC4716 -f ssh.pub > ssh2.pub`);
		expect(['ssh.pub', 'ssh2.pub'].flatMap(publicKeys)).toEqual([
			['SSH', itself],
			['SSH', itself]
		]);
	});

	itWithPeers(['python3'], 'what boto3 answers, as Python prints it', () => {
		writeFileSync(
			at('print.py'),
			`import datetime, pprint
answer = {'KeyId': 'arn:aws:kms:eu-west-1:1:key/x', 'ImportToken': bytes([1, 2, 2, 0, 120]) + bytes(range(256)) * 8,
          'PublicKey': open('p.der', 'rb').read(), 'ParametersValidTo': datetime.datetime(2026, 11, 30, 12),
          'ResponseMetadata': {'HTTPStatusCode': 200, 'RetryAttempts': 0}}
open('repr.txt', 'w').write(repr(answer) + '\\n')
open('pprint.txt', 'w').write(pprint.pformat(answer) + '\\n')
`
		);
		run('python3 print.py');
		for (const name of ['repr.txt', 'pprint.txt']) {
			expect(publicKeys(name)).toEqual([['SPKI', itself]]);
			expect(read(name).map(({ content }) => content.kind)).toEqual(['CLOUD_TOKEN', 'PUBLIC_KEY']);
		}
	});

	test('XML with a prefix', () => {
		const { n = '', e = '' } = rsaPair(2048).publicKey.export({ format: 'jwk' });
		const std = (value: string) => Buffer.from(value, 'base64url').toString('base64');
		writeFileSync(
			at('key.xml'),
			`<ds:RSAKeyValue xmlns:ds="x"><ds:Modulus>${std(n)}</ds:Modulus><ds:Exponent>${std(e)}</ds:Exponent></ds:RSAKeyValue>`
		);
		expect(publicKeys('key.xml')).toEqual([['XML', itself]]);
	});

	test('YAML of aws, whose values end in “=”: nothing had to be undone', () => {
		const token = Buffer.concat([Buffer.of(1, 2, 2, 0, 0x78), Buffer.alloc(1100, 7)]);
		const key = Buffer.from(someRsaPublicKey(2048)).toString('base64');
		writeFileSync(
			at('aws.yaml'),
			`ImportToken: ${token.toString('base64').replace(/=*$/, '=')}\nKeyId: arn:aws:kms:x\nPublicKey: ${key}\n`
		);
		expect(publicKeys('aws.yaml')).toEqual([['SPKI', itself]]);
		expect(read('aws.yaml').flatMap(({ steps }) => steps.map(({ step }) => step))).not.toContain(
			'UNDONE'
		);
	});
});

describe.each([
	['ED25519', { type: 'ED25519' }],
	['EC -pkeyopt ec_paramgen_curve:P-256', { type: 'EC', curve: 'P-256' }],
	['EC -pkeyopt ec_paramgen_curve:P-384', { type: 'EC', curve: 'P-384' }],
	['EC -pkeyopt ec_paramgen_curve:P-521', { type: 'EC', curve: 'P-521' }]
] as const)('a public key of %s', (kind, algorithm) => {
	const found = (name: string) =>
		read(name).map(({ content, bytes }) => ({ content, hex: Buffer.from(bytes).toString('hex') }));
	let hex: string;
	beforeAll(() => {
		run(`openssl genpkey -algorithm ${kind} -out any.pem
			openssl pkey -in any.pem -pubout -outform DER -out any.der
			openssl pkey -in any.pem -noout -text_pub > any.txt`);
		hex = readFileSync(at('any.der')).toString('hex');
	});

	test('is read from what OpenSSL prints', () => {
		const content = { kind: 'PUBLIC_KEY', form: 'PRINTED', algorithm };
		expect(found('any.txt')).toEqual([{ content, hex }]);
	});

	test('is read from a JWK, and so is the private key', () => {
		const key = createPrivateKey(readFileSync(at('any.pem')));
		const jwk = (one: KeyObject) => JSON.stringify(one.export({ format: 'jwk' }));
		writeFileSync(at('public.jwk'), jwk(createPublicKey(key)));
		const content = { kind: 'PUBLIC_KEY', form: 'JWK', algorithm };
		expect(found('public.jwk')).toEqual([{ content, hex }]);
		writeFileSync(at('private.jwk'), jwk(key));
		const [secret] = read('private.jwk');
		expect(secret?.content).toMatchObject({ kind: 'PRIVATE_KEY', form: 'JWK', algorithm });
		expect(secret && Buffer.from(secret.bytes)).toEqual(
			key.export({ format: 'der', type: 'pkcs8' })
		);
	});

	itWithPeers(['ssh-keygen'], 'is read from a line of OpenSSH', () => {
		// ssh-keygen reads no Ed25519 key in PEM.
		if (kind === 'ED25519') return;
		run('chmod 600 any.pem; ssh-keygen -y -f any.pem > any.pub');
		const content = { kind: 'PUBLIC_KEY', form: 'SSH', algorithm };
		expect(found('any.pub')).toEqual([{ content, hex }]);
	});
});

itWithPeers(
	['ssh-keygen'],
	'an Ed25519 key of OpenSSH is read; one that was cut off is not',
	() => {
		run("ssh-keygen -q -t ed25519 -N '' -f ed25519");
		const line = readFileSync(at('ed25519.pub'), 'utf8');
		const raw = Buffer.from(line.split(' ')[1] ?? '', 'base64').subarray(-32);
		const jwk = { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') };
		const spki = createPublicKey({ key: jwk, format: 'jwk' }).export({
			format: 'der',
			type: 'spki'
		});
		expect(publicKeys('ed25519.pub')).toEqual([['SSH', spki.toString('hex')]]);
		writeFileSync(at('cut.pub'), line.slice(0, 60));
		expect(publicKeys('cut.pub')).toEqual([]);
	}
);

describe('a private key', () => {
	test('of RSA that OpenSSL prints is read; on a curve it is named', () => {
		const [rsa, ec] = ['private.txt', 'ec-private.txt'].map((name) => read(name)[0]);
		expect(rsa?.content).toMatchObject({
			kind: 'PRIVATE_KEY',
			algorithm: { type: 'RSA', modulusBits: 2048 }
		});
		expect(rsa && Buffer.from(rsa.bytes)).toEqual(
			Buffer.from(derOf(rsaPair(2048).privateKey, 'pkcs8'))
		);
		expect(ec?.content).toMatchObject({ kind: 'PRIVATE_KEY', form: 'PRINTED' });
		expect(ec?.bytes).toHaveLength(0);
	});

	itWithPeers(['ssh-keygen'], 'of OpenSSH says whether it is locked', () => {
		run(`ssh-keygen -q -t ecdsa -N '' -f open
			ssh-keygen -q -t ecdsa -N abcde -f locked`);
		expect(['open', 'locked'].map((name) => read(name)[0]?.content)).toMatchObject([
			{ kind: 'PRIVATE_KEY', form: 'OPENSSH', encrypted: false },
			{ kind: 'PRIVATE_KEY', form: 'OPENSSH', encrypted: true }
		]);
	});
});
