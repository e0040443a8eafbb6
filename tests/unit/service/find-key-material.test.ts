import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import type { CandidateFinding } from '#lib/domain/candidate-finding.ts';
import {
	getParameters,
	importMaterial,
	wrapFor,
	type Parameters
} from '../../support/importing.ts';
import { Workbench } from '../../support/openssl.ts';
import { expectRefusal } from '../../support/refusal.ts';
import { newKey, newVault, someKeyMaterial, type TestVault } from '../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../support/wrapping-key-pairs.ts';

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
		['16 bytes', 'openssl rand -out out 16', 'NO_KEY']
	])('says of %s what it is', async (_, script, is) => {
		expect(await madeBy(script)).toEqual({ is });
	});

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
