import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { toPem } from '#lib/domain/pem.ts';
import { button, choose, expectHeading, slot } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

const message = 'what somebody has signed';
const ecdsa = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
const text = () => page.getByRole('textbox', { name: /^Text/ });
const title = (name: string) => page.getByRole('heading', { name });

async function signer(): Promise<{ pair: CryptoKeyPair; signature: Bytes }> {
	const pair = await crypto.subtle.generateKey(ecdsa, true, ['sign', 'verify']);
	const signature = await crypto.subtle.sign(ecdsa, pair.privateKey, utf8(message));
	return { pair, signature: new Uint8Array(signature) };
}
const pem = async (form: 'spki' | 'pkcs8', key: CryptoKey) =>
	toPem(
		form === 'spki' ? 'PUBLIC KEY' : 'PRIVATE KEY',
		new Uint8Array(await crypto.subtle.exportKey(form, key))
	);

test('a signature of somebody else is verified with the public key, though the vault has no key', async () => {
	await openScreen('#/crypto/verify');
	await expectHeading('Verify');
	await expect.element(page.getByRole('radio', { name: /^Somebody else/ })).toBeChecked();
	const { pair, signature } = await signer();
	await choose(slot('Public key'), await pem('spki', pair.publicKey), 'signer.pem');
	await expect.element(slot('Public key')).toHaveTextContent('Public key, P-384.');
	await expect.element(page.getByLabelText('Algorithm')).toHaveValue('ECDSA_SHA_384');
	await choose(slot('Signature'), signature, 'message.sig');
	await text().fill(message);
	await button('Verify').click();
	await expect.element(title('The signature is valid.')).toHaveFocus();
	await expect.element(page.getByText(/Compare the fingerprint/)).toBeVisible();

	await text().fill(`${message}!`);
	await expect.element(title('The signature is valid.')).not.toBeInTheDocument();
	await button('Verify').click();
	await expect.element(page.getByRole('alert')).toHaveTextContent('The signature doesn’t verify.');
	await text().fill(message);
	await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
});

test('a signature with RSA: the algorithm of plain “openssl dgst -sign” is said', async () => {
	await openScreen('#/crypto/verify');
	await expectHeading('Verify');
	const rsa = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 2048 };
	const publicExponent = Uint8Array.of(1, 0, 1);
	const pair = await crypto.subtle.generateKey({ ...rsa, publicExponent }, true, [
		'sign',
		'verify'
	]);
	await choose(slot('Public key'), await pem('spki', pair.publicKey), 'signer.pem');
	await expect.element(page.getByText(/openssl dgst -sign.*RSASSA_PKCS1_V1_5/)).toBeVisible();
});

test.each([44, 65, 87])(
	'a signature with ML-DSA-%d is verified by the public key',
	async (size) => {
		const handle = await openScreen('#/crypto/verify');
		const name = `ML-DSA-${size}`;
		const pair = (await crypto.subtle.generateKey({ name }, true, [
			...(['sign', 'verify'] as const)
		])) as CryptoKeyPair;
		const spki = await crypto.subtle.exportKey('spki', pair.publicKey);
		const request = async (signed: string) => ({
			PublicKey: new Uint8Array(spki),
			Message: utf8(message),
			Signature: new Uint8Array(await crypto.subtle.sign({ name }, pair.privateKey, utf8(signed))),
			SigningAlgorithm: 'ML_DSA_SHAKE_256' as const
		});
		expect(await handle('VerifyWithPublicKey', await request(message))).toMatchObject({
			...{ SignatureValid: true, SigningAlgorithm: 'ML_DSA_SHAKE_256' },
			PublicKeyFingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown
		});
		await expect(handle('VerifyWithPublicKey', await request(`${message}!`))).rejects.toMatchObject(
			{
				code: 'KmsInvalidSignature'
			}
		);
	}
);

test('a private key, and a key that does not sign, are refused in words', async () => {
	await openScreen('#/crypto/verify');
	await expectHeading('Verify');
	const { pair, signature } = await signer();
	await choose(slot('Public key'), await pem('pkcs8', pair.privateKey), 'private.pem');
	await expect.element(slot('Public key')).toHaveTextContent('This is a private key.');
	await choose(slot('Signature'), signature, 'message.sig');
	await text().fill(message);
	await button('Verify').click();
	const errors = page.getByRole('region', { name: /^There (is|are)/ }).getByRole('link');
	await expect.element(errors).toHaveTextContent(/^Choose a public key that can be used here/);

	const x25519 = { kty: 'OKP', crv: 'X25519', x: 'A'.repeat(43) };
	await choose(slot('Public key'), JSON.stringify(x25519), 'other.jwk');
	await expect.element(slot('Public key')).toHaveTextContent('X25519. It can’t be used here.');
});
