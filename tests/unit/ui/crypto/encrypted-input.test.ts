import { beforeAll, expect, test } from 'vitest';
import { toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';
import { OneReading } from '#lib/ui/engine/one-reading.svelte.ts';
import { readEncrypted } from '#lib/ui/crypto/encrypted-input.ts';
import { must } from '../../../support/must.ts';
import { readInPage } from '../../../support/reading.ts';
import { newKey, newVault } from '../../../support/vault.ts';

let keyId: string;
let blob: Bytes;

beforeAll(async () => {
	const vault = await newVault();
	keyId = await newKey(vault, { Origin: 'AIRLOCK' });
	blob = (await vault.handle('Encrypt', { KeyId: keyId, Plaintext: utf8('hello') })).CiphertextBlob;
});

const read = async (content: Bytes | string) =>
	must(await readEncrypted(new File([content], 'file'), new OneReading(readInPage)));

test('a blob names its key in every encoding', async () => {
	const forms = { BINARY: blob, HEX: toHex(blob), BASE64: toBase64(blob) };
	for (const [step, content] of Object.entries(forms))
		expect((await read(content)).read).toMatchObject({
			reading: { steps: [{ step }] },
			blob,
			keyId
		});
});

test('what is no blob has no key', async () => {
	for (const content of ['hello', toBase64(blob.slice(0, 60)), 'AIRC', toHex(utf8('AIRC'))])
		expect((await read(content)).read?.keyId).toBeUndefined();
});

test('nothing, and more than 1 MiB, is not read', async () => {
	const code = (name: string): unknown => expect.objectContaining({ code: name });
	expect(await read('')).toEqual({ name: 'file', fileBytes: 0, refusal: code('EmptyInput') });
	const big = await read(new Uint8Array(largestFileBytes + 1));
	expect(big).toEqual({
		name: 'file',
		fileBytes: largestFileBytes + 1,
		refusal: code('InputTooLarge')
	});
});
