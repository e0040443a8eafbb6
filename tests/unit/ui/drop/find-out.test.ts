import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { findOut, findOutText, keysOf } from '#lib/ui/drop/find-out.ts';
import { waysOn } from '#lib/ui/drop/ways-on.ts';
import { OneReading } from '#lib/ui/engine/one-reading.svelte.ts';
import {
	getParameters,
	importedKey,
	wrapFor,
	type Parameters
} from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { readInPage } from '../../../support/reading.ts';
import { rsaPair, someRsaPublicKey } from '../../../support/rsa-keys.ts';
import { newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';

// What a file is that is dropped anywhere, and what can be done with it.

let vault: TestVault;
let parameters: Parameters;
let importing: string;
let imported: string;
let own: string;
let blob: Bytes;

beforeAll(async () => {
	vault = await newVault();
	importing = await newKey(vault);
	parameters = await getParameters(vault, importing);
	imported = await importedKey(vault, someKeyMaterial());
	own = await newKey(vault, { Origin: 'AIRLOCK' });
	blob = (await vault.handle('Encrypt', { KeyId: own, Plaintext: utf8('hello') })).CiphertextBlob;
});

const reading = () => new OneReading(readInPage);

/** @returns the ways on as `IMPORT 1a2b…`, each with the ids of the keys to choose from */
async function ways(files: readonly File[], shown?: string): Promise<string[]> {
	const found = must(await findOut(files, reading(), vault.handle));
	return waysOn(found, await keysOf(vault.handle), shown).map(({ kind, keys }) =>
		[kind, ...keys.map(({ KeyId }) => KeyId)].join(' ')
	);
}
const file = (content: Bytes | string, name = 'file') => new File([content], name);

test('a token and an encrypted key go into the key of the token', async () => {
	const token = file(toBase64(parameters.ImportToken));
	const encrypted = file(wrapFor(parameters, someKeyMaterial(1)));
	expect(await ways([token])).toEqual([`IMPORT ${importing}`]);
	expect(await ways([encrypted, token])).toEqual([`IMPORT ${importing}`]);
	expect(await ways([encrypted])).toEqual([`IMPORT ${importing}`]);
});

test('what is for a cloud is offered to no key of this vault', async () => {
	const token = file(new Uint8Array(600).fill(7), 'ImportToken');
	expect(await ways([token])).toEqual([]);
	expect(await ways([file(wrapFor(parameters, someKeyMaterial(1))), token])).toEqual([]);
});

test('a token of another vault has no way into a key', async () => {
	const other = await newVault();
	const { ImportToken } = await getParameters(other, await newKey(other));
	const [found] = must(await findOut([file(ImportToken)], reading(), vault.handle));
	expect(found?.owner).toBeNull();
	expect(await ways([file(ImportToken)])).toEqual([]);
});

test('a ciphertext is decrypted with the key that it names, an encrypted file under Files', async () => {
	expect(await ways([file(toHex(blob))])).toEqual([`DECRYPT ${own}`]);
	const encrypted = file(Uint8Array.of(2, 0x05, 0x78, 0));
	expect(await ways([encrypted, encrypted])).toEqual(['DECRYPT_FILES']);
});

test('a vault file, a public key, a copy, and anything else have their pages', async () => {
	expect(await ways([file('any', 'my.airlock-vault')])).toEqual(['OPEN_VAULT_FILE']);
	expect(await ways([file(someRsaPublicKey())])).toEqual(['WRAP', 'VERIFY_WITH']);
	expect(await ways([file('age-encryption.org/v1\n-> scrypt AAAA 1\n')])).toEqual([
		`TEST_COPY ${imported}`
	]);
	expect(await ways([file('a letter to someone')])).toEqual(['ENCRYPT_FILES']);
	expect(await ways([file(new Uint8Array(largestFileBytes + 1))])).toEqual(['ENCRYPT_FILES']);
	expect(await ways([])).toEqual([]);
});

test('a public key on a curve, and a signature by its name, lead to where they are used', async () => {
	const pem = (curve: string) =>
		generateKeyPairSync('ec', { namedCurve: curve }).publicKey.export({
			format: 'pem',
			type: 'spki'
		}) as string;
	expect(await ways([file(pem('P-256'))])).toEqual(['VERIFY_WITH', 'AGREE_WITH']);
	expect(await ways([file(pem('secp256k1'))])).not.toContain('AGREE_WITH');
	expect(await ways([file('any bytes', 'message.SIG')])).toEqual(['VERIFY']);
});

test('an encrypted key that is larger than all parameters under way is for none of them', async () => {
	expect(parameters.WrappingKeySpec).toBe('RSA_2048');
	const large = file(new Uint8Array(512).fill(0x9e).with(0, 1));
	const [found] = must(await findOut([large], reading(), vault.handle));
	expect(found?.contents.map(({ kind }) => kind)).toEqual(['ENCRYPTED_KEY']);
	expect(await ways([large])).toEqual([]);
});

test('text of the length of a key is said to look like text, and a key is not', async () => {
	const looks = async (content: Bytes | string) =>
		must(await findOut([file(content)], reading(), vault.handle))[0]?.looksLikeText;
	expect(await looks('thirty-two letters, a key or not')).toBe(true);
	expect(await looks(someKeyMaterial(5))).toBeUndefined();
});

test('the key whose page is shown comes first', async () => {
	const second = await newKey(vault);
	await getParameters(vault, second);
	const encrypted = file(wrapFor(parameters, someKeyMaterial(1)));
	for (const shown of [importing, second])
		expect((await ways([encrypted], shown))[0]).toMatch(`IMPORT ${shown} `);
	await vault.handle('DiscardImport', { KeyId: second });
});

test('of a key that is not encrypted only the way of keys is offered, and nothing of it is kept', async () => {
	const pem = rsaPair(2048).privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
	expect(await ways([file(pem)]), 'no key waits for a pair').toEqual(['CREATE_KEY']);
	expect(await ways([file(someKeyMaterial(5))])).toEqual([`ENCRYPT_FOR_IMPORT ${importing}`]);
	// A PFX is version 3, then a ContentInfo of PKCS #7: there is a private key in it.
	const pfx = Uint8Array.from(Buffer.from('3010020103300b06092a864886f70d010701', 'hex'));
	expect(await ways([file(pfx, 'key.p12')])).toEqual(await ways([file(pem)]));
	// It is that of a key: it may be a copy.
	const [found] = must(
		await findOutText('pasted', utf8(toHex(someKeyMaterial())), reading(), vault.handle)
	);
	expect(found?.owner?.KeyId).toBe(imported);
	expect(JSON.stringify(found)).not.toContain(toHex(someKeyMaterial()).slice(0, 16));
	expect(waysOn([must(found)], await keysOf(vault.handle)).map(({ kind }) => kind)).toEqual([
		'TEST_COPY',
		'ENCRYPT_FOR_IMPORT'
	]);
	const empty = await newVault();
	const alone = must(await findOut([file(pem)], reading(), empty.handle));
	expect(waysOn(alone, [])).toEqual([{ kind: 'CREATE_KEY', keys: [] }]);
});
