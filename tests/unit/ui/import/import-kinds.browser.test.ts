import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { toBase64, toHex, type Bytes } from '#lib/domain/bytes.ts';
import { toPem } from '#lib/domain/pem.ts';
import { generatePrivateKey } from '#lib/crypto/private-key.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { Handle, Request } from '#lib/service/api.ts';
import { mlDsaForms } from '../../../support/ml-dsa-keys.ts';
import { must } from '../../../support/must.ts';
import { button, put, slot } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';

type Kind = Pick<Request<'CreateKey'>, 'KeySpec' | 'KeyUsage'>;

const ec = { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' } as const;
const rsa = { KeySpec: 'RSA_3072', KeyUsage: 'SIGN_VERIFY' } as const;
const hmac = { KeySpec: 'HMAC_384', KeyUsage: 'GENERATE_VERIFY_MAC' } as const;

/** Opens a step of an import into a key of a kind, with parameters unless that is the step for them. */
async function openStep(
	step: 'parameters' | 'encrypt',
	kind: Kind,
	Place: 'IN_AIRLOCK' | 'ELSEWHERE' = 'IN_AIRLOCK'
): Promise<{ handle: Handle; keyId: string }> {
	let keyId: string | undefined;
	const handle = await openScreen('#/', {
		vault: async (inVault: Handle) => {
			const request = { Origin: 'EXTERNAL', AliasName: 'alias/subject', ...kind } as const;
			keyId = (await inVault('CreateKey', request)).KeyMetadata.KeyId;
			const choices = { KeyId: keyId, Place, WrappingKeySpec: 'RSA_2048' } as const;
			if (step === 'encrypt') await inVault('GetParametersForImport', choices);
		}
	});
	await goto(`#/keys/${must(keyId)}/import/${step}`);
	return { handle, keyId: must(keyId) };
}

test('parameters are offered for what the key fits into', async () => {
	await openStep('parameters', rsa);
	const algorithm = page.getByLabelText('Algorithm');
	await expect.element(algorithm).toHaveValue('RSA_AES_KEY_WRAP_SHA_256');
	const offered = [...(algorithm.element() as HTMLSelectElement).options].map(({ value }) => value);
	expect(offered).toEqual(['RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1']);
});

test('the commands are those for the kind, by OpenSSL only', async () => {
	await openStep('encrypt', rsa, 'ELSEWHERE');
	await expect
		.element(page.getByText('openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072'))
		.toBeVisible();
	const client = page.getByLabelText('Encrypt with').element() as HTMLSelectElement;
	expect([...client.options].map(({ value }) => value)).toEqual(['OPENSSL']);
});

describe('the whole way in the app', () => {
	const pem = async (): Promise<{ file: string; publicKey: Bytes }> => {
		const { pkcs8, publicKey } = await generatePrivateKey('ECC_NIST_P256');
		return { file: toPem('PRIVATE KEY', pkcs8), publicKey };
	};

	async function encryptAndImport(): Promise<void> {
		await button('Encrypt').click();
		await expect
			.element(page.getByText('The file was encrypted', { exact: false }).or(button('Confirm')))
			.toBeVisible();
		await button('Confirm').click();
		await expect.element(page.getByRole('heading', { name: /subject/ })).toBeVisible();
	}

	test('of a private key as PEM, whose fingerprint is told before and at the end', async () => {
		const { handle, keyId } = await openStep('encrypt', ec);
		const { file, publicKey } = await pem();
		const target = slot('Private key file');
		await expect.element(target).toBeVisible();
		await expect.element(page.getByText('Make it now', { exact: false })).not.toBeInTheDocument();
		put(target, file, 'key.pem');
		await expect.element(target).toHaveTextContent('Ready to be encrypted.');
		await encryptAndImport();
		const start = toHex(await sha256(publicKey)).slice(0, 32);
		await expect
			.element(page.getByText('Public key fingerprint (SHA-256, first 16 bytes)'))
			.toBeVisible();
		await expect
			.poll(() => document.body.textContent.replaceAll(/\s/g, '').toLowerCase())
			.toContain(start);
		const { PublicKey } = await handle('GetPublicKey', { KeyId: keyId });
		expect(toBase64(PublicKey)).toBe(toBase64(publicKey));
	});

	test('of a secret for HMAC', async () => {
		const { handle, keyId } = await openStep('encrypt', hmac);
		await expect
			.element(page.getByRole('radio', { name: 'Make it now: 48 random bytes' }))
			.toBeChecked();
		await expect.element(page.getByRole('radio', { name: 'I already have a copy' })).toBeDisabled();
		await page.getByRole('radio', { name: 'From a file' }).click();
		const target = slot('Key material file');
		await expect.element(target).toBeVisible();
		put(target, randomBytes(64), 'secret.bin');
		await expect.element(target).toHaveTextContent('Ready to be encrypted.');
		await encryptAndImport();
		const { KeyMetadata } = await handle('DescribeKey', { KeyId: keyId });
		expect(KeyMetadata.KeyState).toBe('ENABLED');
	});

	test('does not begin with a file of another kind', async () => {
		await openStep('encrypt', ec);
		const target = slot('Private key file');
		await expect.element(target).toBeVisible();
		const { pkcs8 } = await generatePrivateKey('ECC_NIST_P384');
		put(target, pkcs8, 'key.der');
		await expect
			.element(target)
			.toHaveTextContent('This is a key of the type NIST P-384; this key takes NIST P-256.');
	});
});

test('the seed of an ML-DSA key is taken as hex; what has none is told so', async () => {
	await openStep('encrypt', { KeySpec: 'ML_DSA_44', KeyUsage: 'SIGN_VERIFY' });
	const target = slot('Private key file');
	await expect.element(target).toBeVisible();
	await expect.element(page.getByText('PKCS #8 with the seed', { exact: false })).toBeVisible();
	const { seed, expandedOnly } = mlDsaForms(44);
	put(target, expandedOnly, 'key.der');
	await expect.element(target).toHaveTextContent('This private key of ML-DSA is without its seed.');
	put(target, toHex(seed), 'seed.txt');
	await expect.element(target).toHaveTextContent('Ready to be encrypted.');
	await expect.element(target).toHaveTextContent('Public key fingerprint');
});

test('Create key offers an import for every kind', async () => {
	await openScreen('#/keys/new');
	const external = page.getByRole('radio', { name: /^External/ });
	await page.getByRole('radio', { name: /^Sign/ }).click();
	await page.getByLabelText('Type').selectOptions('ML-DSA-65');
	await external.click();
	await page.getByRole('button', { name: 'Create key' }).click();
	await expect.element(page.getByRole('heading', { name: /parameters/i })).toBeVisible();
});

/** By `openssl pkcs8 -topk8` with the password “abcd”. */
const lockedKey = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAiAs/A9NloCAAICCAAw
DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEENb9xRnXmKYjPX5FVl4wlKgEgZCB
20CgqPk4S5QfjG7sUt/5cXinZfEQSoHyGAdAgX8fVqMxt8V4F3gQpC5wYCVkXveS
fYvwKVjkVT+PArzYUzcRTUDUHxdEA2Hrjnn/cJBAaLwmUbRl1993wzJ3k18tz4Np
e/QXhk125SOiB/PZxewjlW+bMuigL76bZAQti78nqUFcI9wbo9/DMcqAlsWKeuA=
-----END ENCRYPTED PRIVATE KEY-----
`;

test('a private key under a password is opened with it, and a wrong one is said', async () => {
	const { handle, keyId } = await openStep('encrypt', ec);
	const target = slot('Private key file');
	await expect.element(target).toBeVisible();
	put(target, lockedKey, 'key.pem');
	await expect
		.element(target)
		.toHaveTextContent('This private key is locked with its own password.');
	const tone = () => target.element().querySelector('[data-tone]')?.getAttribute('data-tone');
	expect(tone()).toBe('info');
	const password = page.getByLabelText('Password of the private key', { exact: true });
	await password.fill('abce');
	await button('Try the password').click();
	await expect.element(target).toHaveTextContent('That password doesn’t open this private key.');
	expect(tone()).toBe('danger');
	await password.fill('abcd');
	await button('Encrypt').click();
	await expect
		.poll(async () => (await handle('GetImportProgress', { KeyId: keyId })).KeyCheckValue)
		.toBeTruthy();
});
