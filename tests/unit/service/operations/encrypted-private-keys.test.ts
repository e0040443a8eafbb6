/** Private keys under a password, as OpenSSL writes them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { u32, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { parseDer, type DerNode } from '#lib/domain/reading/der.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import { encodeDer } from '#lib/domain/asn1/der-writing.ts';
import { parseEncryptedPkcs8 } from '#lib/domain/reading/encrypted-pkcs8.ts';
import { flipBit } from '../../../support/flip-bit.ts';
import { expectImport, expectKeyRefused, KeySpec } from '../../../support/keys-under-password.ts';
import { Workbench } from '../../../support/openssl.ts';
import { newVault, type TestVault } from '../../../support/vault.ts';

const workbench = new Workbench();
afterAll(() => workbench.remove());

const password = () => utf8('pässword of the key');
let vault: TestVault;
let plain: Bytes;
beforeAll(async () => {
	vault = await newVault();
	workbench.shell(`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem
		openssl pkey -in key.pem -outform DER -out key.der
		openssl pkcs8 -topk8 -nocrypt -in key.pem -outform DER -out plain.der`);
	workbench.write('password', password());
	plain = workbench.read('plain.der');
});

/** @returns the key as `openssl pkcs8 -topk8` puts it under the password */
function locked(options: string): Bytes {
	workbench.shell(
		`openssl pkcs8 -topk8 -in key.pem -passout file:password ${options} -outform DER -out locked.der`
	);
	return workbench.read('locked.der');
}

/** @returns the file with another number of iterations, which OpenSSL would take seconds to compute */
function withIterations(file: Bytes, iterations: number): Bytes {
	const whole = parseDer(file);
	const again = ({ tag, bytes, children }: DerNode): Bytes => {
		if (tag === tags.integer) return encodeDer(tag, u32(iterations));
		return children.length > 0 ? encodeDer(tag, ...children.map(again)) : Uint8Array.from(bytes);
	};
	return typeof whole === 'object' ? again(whole) : file;
}

test.each([
	'',
	'-v2 aes-128-cbc',
	'-v2 aes-256-cbc -v2prf hmacWithSHA1',
	'-v2prf hmacWithSHA384 -iter 5000',
	'-v2prf hmacWithSHA512 -iter 100000'
])('a key by “openssl pkcs8 -topk8 %s” is opened', async (options) => {
	const KeyMaterial = locked(options);
	const { KeyCheckValue } = await vault.handle('InspectKeyMaterial', {
		...{ KeyMaterial, KeyPassword: password(), KeySpec }
	});
	const asPlain = { KeyMaterial: plain.slice(), KeySpec } as const;
	expect(await vault.handle('InspectKeyMaterial', asPlain)).toEqual({ KeyCheckValue });
});

test('the key is encrypted for the import, and then imported', () =>
	expectImport(vault, workbench, locked(''), password()));

describe('refused are', () => {
	const refusal = (KeyMaterial: Bytes, KeyPassword: Bytes | undefined, reason: string) =>
		expectKeyRefused(vault, KeyMaterial, KeyPassword, reason);

	test('a wrong password, whatever it decrypts to, an empty one, and a file that was altered', async () => {
		const file = locked('');
		for (let number = 0; number < 20; number++)
			await refusal(file.slice(), utf8(`wrong ${number}`), 'WRONG_PASSWORD');
		await refusal(file.slice(), new Uint8Array(), 'WRONG_PASSWORD');
		await refusal(flipBit(file, 8 * file.length - 1), password(), 'WRONG_PASSWORD');
	});

	test('no password, and what only OpenSSL opens', async () => {
		await refusal(locked(''), undefined, 'ENCRYPTED');
		for (const options of ['-v2 aes-192-cbc', '-v2 des3', '-scrypt', '-v2prf hmacWithSHA224'])
			await refusal(locked(options), password(), 'ENCRYPTED');
	});

	test('more iterations than ten million, before anything is computed', () => {
		const file = locked('-iter 4096');
		expect(parseEncryptedPkcs8(file)?.iterations).toBe(4096);
		for (const [iterations, expected] of [
			[10_000_000, 10_000_000],
			[10_000_001, undefined]
		] as const)
			expect(parseEncryptedPkcs8(withIterations(file, iterations))?.iterations).toBe(expected);
	});
});
