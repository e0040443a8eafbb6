import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
	certificateFiles,
	opensslCheckCertificate,
	opensslCheckRequest
} from '#lib/domain/clients/certificate-commands.ts';
import type { CmkSpec, SigningAlgorithm } from '#lib/domain/key/kinds.ts';
import { toPem } from '#lib/domain/pem.ts';
import { dayMs } from '#lib/domain/time.ts';
import type { Request } from '#lib/service/api.ts';
import { Workbench } from '../../../support/openssl.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { newKey, newVault, startOfTests, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const workbench = new Workbench();
afterAll(() => workbench.remove());

const Subject = {
	...{ Country: 'CH', State: 'Zürich', Locality: 'Zürich', Organization: '示例, Inc. = "A"' },
	...{ OrganizationalUnit: 'Keys', CommonName: 'Example Root G1' }
};
const shownSubject =
	'C = CH, ST = Zürich, L = Zürich, O = "示例, Inc. = \\"A\\"", OU = Keys, CN = Example Root G1';
const AlternativeNames = [
	{ Type: 'DNS', Value: '*.a.example' },
	{ Type: 'IP', Value: '10.0.0.1' },
	{ Type: 'IP', Value: '2001:db8::1' },
	{ Type: 'IP', Value: '::ffff:192.0.2.1' },
	{ Type: 'IP', Value: '::' },
	{ Type: 'IP', Value: 'fe80::' },
	{ Type: 'IP', Value: '1:02:003:A:b:c:D:ffff' },
	{ Type: 'EMAIL', Value: 'a@b.example' }
] satisfies Request<'CreateCertificateRequest'>['AlternativeNames'];
const shownNames =
	'DNS:*.a.example, IP Address:10.0.0.1, IP Address:2001:DB8:0:0:0:0:0:1, IP Address:0:0:0:0:0:FFFF:C000:201, ' +
	'IP Address:0:0:0:0:0:0:0:0, IP Address:FE80:0:0:0:0:0:0:0, IP Address:1:2:3:A:B:C:D:FFFF, email:a@b.example';
// OpenSSL has the clock of this machine.
const NotBefore = Date.UTC(2020, 11, 31, 23, 59, 59);
const NotAfter = Date.UTC(2051, 1, 3, 4, 5, 6);
const p256 = 'ECDSA_SHA_256' as const;

/** How OpenSSL calls the signature. */
const kinds: [CmkSpec, SigningAlgorithm, string][] = [
	['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_256', 'sha256WithRSAEncryption'],
	['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_384', 'sha384WithRSAEncryption'],
	['RSA_2048', 'RSASSA_PKCS1_V1_5_SHA_512', 'sha512WithRSAEncryption'],
	['RSA_2048', 'RSASSA_PSS_SHA_256', 'rsassaPss'],
	['RSA_2048', 'RSASSA_PSS_SHA_384', 'rsassaPss'],
	['RSA_2048', 'RSASSA_PSS_SHA_512', 'rsassaPss'],
	['ECC_NIST_P256', 'ECDSA_SHA_256', 'ecdsa-with-SHA256'],
	['ECC_NIST_P384', 'ECDSA_SHA_384', 'ecdsa-with-SHA384'],
	['ECC_NIST_P521', 'ECDSA_SHA_512', 'ecdsa-with-SHA512'],
	['ECC_NIST_EDWARDS25519', 'ED25519_SHA_512', 'ED25519']
];

let vault: TestVault;
let ids: Map<CmkSpec, string>;
beforeAll(async () => {
	vault = await newVault();
	ids = new Map();
	for (const KeySpec of new Set(kinds.map(([KeySpec]) => KeySpec)))
		ids.set(KeySpec, await newKey(vault, { KeySpec, KeyUsage: 'SIGN_VERIFY' }));
});
const keyOf = (KeySpec: CmkSpec): string => ids.get(KeySpec) ?? '';
const publicKeyOf = async (KeyId: string): Promise<string> => {
	const { PublicKey } = await vault.handle('GetPublicKey', { KeyId });
	return toPem('PUBLIC KEY', PublicKey);
};

/** In OpenSSL's words, with letters beyond ASCII as they are. */
const shown = (command: string): string =>
	workbench.shell(command.replaceAll('-text', '-text -nameopt oneline,utf8,-esc_msb') + ' 2>&1');

describe.each(kinds)('%s with %s', (KeySpec, SigningAlgorithm, signature) => {
	test('requests a certificate, which OpenSSL verifies and reads', async () => {
		const KeyId = keyOf(KeySpec);
		const { CertificateRequest, ...rest } = await vault.handle('CreateCertificateRequest', {
			...{ KeyId, SigningAlgorithm, Subject, AlternativeNames }
		});
		expect(rest).toEqual({ KeyId, SigningAlgorithm });
		workbench.write(certificateFiles.request, toPem('CERTIFICATE REQUEST', CertificateRequest));
		const text = shown(opensslCheckRequest);
		expect(text).toContain('Certificate request self-signature verify OK');
		expect(text).toContain(`Signature Algorithm: ${signature}`);
		expect(text).toContain(`Subject: ${shownSubject}\n`);
		expect(text).toContain(shownNames);
		expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE\n/);
		expect(text).toMatch(/Key Usage: critical\s+Digital Signature\n/);
		expect(workbench.shell(`openssl req -in ${certificateFiles.request} -noout -pubkey`)).toBe(
			await publicKeyOf(KeyId)
		);
	});

	test('makes the certificate of an authority, which OpenSSL verifies and reads', async () => {
		const KeyId = keyOf(KeySpec);
		const { Certificate, ...rest } = await vault.handle('CreateSelfSignedCertificate', {
			...{ KeyId, SigningAlgorithm, Subject, NotBefore, NotAfter },
			...{ CertificateAuthority: true, PathLength: 0 }
		});
		expect(rest).toMatchObject({ KeyId, SigningAlgorithm, NotBefore, NotAfter });
		workbench.write(certificateFiles.certificate, toPem('CERTIFICATE', Certificate));
		const text = shown(opensslCheckCertificate);
		expect(text).toContain(`${certificateFiles.certificate}: OK`);
		expect(text).toContain(`Signature Algorithm: ${signature}`);
		expect(text).toContain(`Issuer: ${shownSubject}\n`);
		expect(text).toContain(`Subject: ${shownSubject}\n`);
		expect(text).toMatch(
			/Not Before: Dec 31 23:59:59 2020 GMT\s+Not After : Feb {2}3 04:05:06 2051/
		);
		expect(text).toMatch(/Basic Constraints: critical\s+CA:TRUE, pathlen:0\n/);
		expect(text).toMatch(/Key Usage: critical\s+Certificate Sign, CRL Sign\n/);
		expect(text).toContain('Subject Key Identifier');
		expect(text).not.toContain('Alternative Name');
		const hex = (digits: string) => digits.replaceAll(':', '').replaceAll(/\s/g, '').toLowerCase();
		expect(hex(/Fingerprint=(\S+)/.exec(text)?.[1] ?? '')).toBe(rest.Fingerprint);
		expect(hex(/Serial Number:([\s0-9a-f:]+)Sig/.exec(text)?.[1] ?? '')).toBe(rest.SerialNumber);
	});
});

test('an authority signs what a request asks for, and OpenSSL verifies the chain', async () => {
	const root = await vault.handle('CreateSelfSignedCertificate', {
		...{ KeyId: keyOf('ECC_NIST_P384'), SigningAlgorithm: 'ECDSA_SHA_384', Subject },
		...{ NotBefore, NotAfter, CertificateAuthority: true }
	});
	const below = await vault.handle('CreateCertificateRequest', {
		...{ KeyId: keyOf('RSA_2048'), SigningAlgorithm: 'RSASSA_PKCS1_V1_5_SHA_256' },
		...{ Subject: { CommonName: 'Example Issuing' }, CertificateAuthority: true, PathLength: 0 }
	});
	workbench.write('root.pem', toPem('CERTIFICATE', root.Certificate));
	workbench.write('below.csr', toPem('CERTIFICATE REQUEST', below.CertificateRequest));
	// The private key of the root is in Airlock: here another root signs, with what the request asks for.
	const text = workbench.shell(`
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -subj /CN=ca 2>/dev/null
		openssl x509 -req -in below.csr -CA ca.pem -CAkey ca.key -copy_extensions copyall -out below.pem 2>/dev/null
		openssl verify -CAfile ca.pem below.pem
		openssl verify -x509_strict -check_ss_sig -CAfile root.pem root.pem
		openssl x509 -in below.pem -noout -ext basicConstraints,keyUsage
	`);
	expect(text).toContain('below.pem: OK');
	expect(text).toContain('root.pem: OK');
	expect(text).toContain('CA:TRUE, pathlen:0');
	expect(text).toContain('Certificate Sign, CRL Sign');
});

test('a certificate of a key that is no authority holds for names', async () => {
	const request = {
		...{ KeyId: keyOf('ECC_NIST_P256'), SigningAlgorithm: p256, AlternativeNames },
		...{ Subject: { CommonName: 'a.example' }, NotAfter: startOfTests + dayMs }
	};
	const first = await vault.handle('CreateSelfSignedCertificate', {
		...request,
		NotBefore: startOfTests - dayMs + 1
	});
	expect(first.NotBefore).toBe(startOfTests - dayMs);
	workbench.write(certificateFiles.certificate, toPem('CERTIFICATE', first.Certificate));
	const text = shown(`openssl x509 -in ${certificateFiles.certificate} -noout -text`);
	expect(text).toContain(shownNames);
	expect(text).toMatch(/Basic Constraints: critical\s+CA:FALSE\n/);
	const second = await vault.handle('CreateSelfSignedCertificate', request);
	expect(second.SerialNumber).not.toBe(first.SerialNumber);
});

test('the log has both, without what is in them', async () => {
	const KeyId = keyOf('ECC_NIST_P521');
	const request = { KeyId, SigningAlgorithm: 'ECDSA_SHA_512', Subject } as const;
	await vault.handle('CreateCertificateRequest', request);
	const { SerialNumber } = await vault.handle('CreateSelfSignedCertificate', {
		...{ ...request, NotAfter },
		CertificateAuthority: true
	});
	const { Entries } = await vault.handle('ListActivity', { KeyId, Limit: 2 });
	const algorithm = 'ECDSA_SHA_512';
	expect(Entries).toMatchObject([
		{
			operation: 'CreateSelfSignedCertificate',
			detail: { algorithm, authority: true, serialNumber: SerialNumber, validTo: NotAfter }
		},
		{ operation: 'CreateCertificateRequest', detail: { algorithm, authority: false } }
	]);
});

test.each<[Partial<Request<'CreateSelfSignedCertificate'>>, string, string]>([
	[{ Subject: {} }, 'Subject', 'AT_LEAST_ONE_PART'],
	[{ Subject: { CommonName: 'a'.repeat(65) } }, 'Subject.CommonName', 'TOO_LONG'],
	[{ Subject: { Country: 'Schweiz' } }, 'Subject.Country', 'NOT_TWO_LETTERS'],
	[
		{ AlternativeNames: [{ Type: 'IP', Value: 'a.example' }] },
		'AlternativeNames',
		'DNS_NAMES_IP_OR_MAIL_ADDRESSES'
	],
	[{ PathLength: 0 }, 'PathLength', 'OF_AN_AUTHORITY_ONLY'],
	[{ CertificateAuthority: true, PathLength: 10 }, 'PathLength', 'FROM_0_TO_9'],
	[{ NotAfter: startOfTests }, 'NotAfter', 'AFTER_NOT_BEFORE'],
	[{ NotAfter: Date.UTC(10000, 0, 1) }, 'NotAfter', 'FROM_YEAR_1950_TO_9999'],
	[{ NotBefore: Date.UTC(1949, 11, 31) }, 'NotBefore', 'FROM_YEAR_1950_TO_9999']
])('%j is refused, and nothing is signed', async (wrong, parameter, rule) => {
	const request = {
		...{ KeyId: keyOf('ECC_NIST_P256'), SigningAlgorithm: p256 },
		...{ Subject: { CommonName: 'a' }, NotAfter, ...wrong }
	};
	const expected = { code: 'InvalidParameter', details: { parameter, rule } } as const;
	await expectRefusal(vault, 'CreateSelfSignedCertificate', request, expected);
});

test('another key’s algorithm is refused, and a dry run gives nothing away', async () => {
	const request = {
		...{ KeyId: keyOf('ECC_NIST_P256'), SigningAlgorithm: p256 },
		Subject: { CommonName: 'a' }
	};
	await expectRefusal(
		vault,
		'CreateCertificateRequest',
		{ ...request, SigningAlgorithm: 'ECDSA_SHA_384' },
		{ code: 'InvalidKeyUsage', details: { algorithm: 'ECDSA_SHA_384' } }
	);
	await expectRefusal(
		vault,
		'CreateCertificateRequest',
		{ ...request, DryRun: true },
		{ code: 'DryRunOperation' }
	);
	await expectRefusal(
		vault,
		'CreateSelfSignedCertificate',
		{ ...request, NotAfter, DryRun: true },
		{ code: 'DryRunOperation' }
	);
});
