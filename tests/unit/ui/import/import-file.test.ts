import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { toBase64, toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { ReadAs } from '#lib/domain/reading/reading.ts';
import type { WrappingAlgorithm, WrappingKeySpec } from '#lib/domain/import/wrapping.ts';
import type { ImportParametersInfo, KeyMetadata } from '#lib/service/api/key-metadata.ts';
import {
	judgeEncryptedKey,
	judgeImportToken,
	contentOfKept,
	importHints,
	fieldReadings,
	fieldFor,
	type FileKind,
	type FieldReading
} from '#lib/ui/import/import-file.ts';
import { getParameters, importMaterial, wrapFor } from '../../../support/importing.ts';
import {
	newKey,
	newVault,
	someKeyMaterial,
	startOfTests,
	type TestVault
} from '../../../support/vault.ts';

let vault: TestVault;
let vaultId: string;
let parameters: ImportParametersInfo;
let keyId: string;

beforeAll(async () => {
	vault = await newVault();
	vaultId = (await vault.handle('DescribeVault', {})).VaultId;
	keyId = await newKey(vault);
	parameters = await getParameters(vault, keyId);
});

const bytes = (source: Uint8Array): Bytes => Uint8Array.from(source);
const random = (length: number) => bytes(randomBytes(length));
const readAll = (file: Uint8Array, as?: ReadAs) =>
	fieldReadings(
		readFile(file, importHints(parameters, as === undefined ? {} : { as })),
		parameters
	);
function read(file: Uint8Array): FieldReading {
	const [first] = readAll(file);
	if (!first) throw new Error('nothing was read');
	return first;
}
/** As a file in the draft is judged. */
const kept = (file: Bytes) => ({
	content: contentOfKept(file, parameters),
	bytes: file,
	byteCount: file.length
});
const made = (WrappingAlgorithm: WrappingAlgorithm, WrappingKeySpec: WrappingKeySpec) => ({
	...parameters,
	WrappingAlgorithm,
	WrappingKeySpec
});
async function metadata(id = keyId): Promise<KeyMetadata> {
	return (await vault.handle('DescribeKey', { KeyId: id })).KeyMetadata;
}

describe('reading', () => {
	test('an encrypted key is read as binary, hex and Base64 alike', () => {
		const encrypted = wrapFor(parameters, someKeyMaterial());
		const forms = {
			BINARY: encrypted,
			HEX: utf8(toHex(encrypted)),
			BASE64: utf8(toBase64(encrypted))
		};
		for (const [step, file] of Object.entries(forms))
			expect(read(file)).toMatchObject({
				steps: [{ step }],
				content: { kind: 'ENCRYPTED_KEY' },
				bytes: encrypted,
				byteCount: 256
			});
	});

	test('a token is read as binary, hex and Base64 alike', () => {
		const token = parameters.ImportToken;
		for (const file of [token, utf8(toHex(token)), utf8(toBase64(token) + '\n')])
			expect(read(file)).toMatchObject({ content: { kind: 'IMPORT_TOKEN' }, bytes: token });
	});

	const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const secrets: [string, Uint8Array | string][] = [
		['16 bytes', random(16)],
		['32 bytes', random(32)],
		['32 bytes in hex', toHex(random(32))],
		['32 bytes in Base64', toBase64(random(32))],
		['64 bytes', random(64)]
	];
	test.each(secrets)('key material of %s is noticed, and nothing of it is left', (_, file) => {
		const content = typeof file === 'string' ? utf8(file) : file;
		expect(read(content)).toMatchObject({
			content: { kind: 'KEY_MATERIAL' },
			bytes: new Uint8Array()
		});
	});

	const keys: [string, FileKind, Uint8Array | string][] = [
		['PKCS #8 PEM', 'PRIVATE_KEY', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' })],
		['PKCS #1 PEM', 'PRIVATE_KEY', rsa.privateKey.export({ type: 'pkcs1', format: 'pem' })],
		['SEC 1 PEM', 'PRIVATE_KEY', ec.privateKey.export({ type: 'sec1', format: 'pem' })],
		['PKCS #8 DER', 'PRIVATE_KEY', rsa.privateKey.export({ type: 'pkcs8', format: 'der' })],
		['PKCS #1 DER', 'PRIVATE_KEY', rsa.privateKey.export({ type: 'pkcs1', format: 'der' })],
		['SEC 1 DER', 'PRIVATE_KEY', ec.privateKey.export({ type: 'sec1', format: 'der' })],
		['EC PKCS #8 DER', 'PRIVATE_KEY', ec.privateKey.export({ type: 'pkcs8', format: 'der' })],
		['SPKI PEM', 'PUBLIC_KEY', rsa.publicKey.export({ type: 'spki', format: 'pem' })],
		['SPKI DER', 'PUBLIC_KEY', rsa.publicKey.export({ type: 'spki', format: 'der' })],
		['EC SPKI DER', 'PUBLIC_KEY', ec.publicKey.export({ type: 'spki', format: 'der' })]
	];
	test.each(keys)('a key as %s is a %s, and nothing of it is left', (_, kind, file) => {
		const content = typeof file === 'string' ? utf8(file) : bytes(file);
		expect(read(content)).toMatchObject({ content: { kind }, bytes: new Uint8Array() });
	});

	test('a zip of both files, or of the download, gives what the slots take first', () => {
		const encrypted = wrapFor(parameters, someKeyMaterial());
		const files = {
			'PublicKey.der': parameters.PublicKey,
			'ImportToken.bin': parameters.ImportToken,
			'EncryptedKeyMaterial.bin': encrypted
		};
		const [first, second, third] = readAll(zipSync(files));
		expect([first?.content.kind, second?.content.kind].toSorted()).toEqual([
			'ENCRYPTED_KEY',
			'IMPORT_TOKEN'
		]);
		expect(third).toMatchObject({ content: { kind: 'PUBLIC_KEY' }, bytes: new Uint8Array() });
	});

	test('of two tokens the one of these parameters comes first', async () => {
		const other = await getParameters(vault, await newKey(vault));
		const zip = zipSync({ 'a.bin': other.ImportToken, 'b.bin': parameters.ImportToken });
		expect(read(zip).bytes).toEqual(parameters.ImportToken);
	});

	test('an Azure transfer file is the encrypted key in it', () => {
		const encrypted = wrapFor(parameters, someKeyMaterial());
		const byok = {
			schema_version: '1.0.0',
			header: { kid: 'k', alg: 'dir', enc: 'CKM_RSA_AES_KEY_WRAP' },
			ciphertext: Buffer.from(encrypted).toString('base64url')
		};
		expect(read(utf8(JSON.stringify(byok)))).toMatchObject({
			content: { kind: 'ENCRYPTED_KEY' },
			bytes: encrypted
		});
	});

	test('secrets in a zip are wiped with the rest', () => {
		const [first] = readAll(zipSync({ 'key.bin': random(32) }));
		expect(first).toMatchObject({ content: { kind: 'KEY_MATERIAL' }, bytes: new Uint8Array() });
	});

	test('a file is read in the way that is told', () => {
		const hex = utf8(toHex(random(256)));
		expect(readAll(hex, 'BASE64')[0]).toMatchObject({
			steps: [{ step: 'BASE64' }],
			byteCount: 384
		});
		expect(readAll(hex, 'JSON')[0]?.content).toEqual({
			kind: 'REFUSED',
			reason: 'NOT_READABLE_SO'
		});
	});

	test('what is none of these is not kept: it might be key material in some form', () => {
		expect(read(utf8('a note of mine!'))).toMatchObject({
			content: { kind: 'TEXT' },
			steps: [{ step: 'BINARY' }],
			bytes: new Uint8Array(),
			byteCount: 15
		});
	});

	test('random bytes of any length are read without a failure', () => {
		for (let length = 0; length < 700; length++)
			expect(read(random(length)).content.kind).toBeDefined();
	});

	test('a kept file is told again by its bytes', () => {
		expect(contentOfKept(parameters.ImportToken, parameters).kind).toBe('IMPORT_TOKEN');
		expect(contentOfKept(random(512 + 40), parameters).kind).toBe('ENCRYPTED_KEY');
		expect(contentOfKept(random(511), parameters).kind).toBe('UNKNOWN');
	});

	test('only a token goes into the slot for tokens', () => {
		expect(fieldFor({ kind: 'IMPORT_TOKEN', token: undefined })).toBe('ImportToken');
		expect(fieldFor({ kind: 'CLOUD_TOKEN', cloud: 'AWS' })).toBe('ImportToken');
		expect(fieldFor(contentOfKept(random(512), parameters))).toBe('EncryptedKey');
		expect(fieldFor({ kind: 'UNKNOWN' })).toBe('EncryptedKey');
	});
});

describe('judging an encrypted key', () => {
	const judge = (file: Bytes, algorithm: WrappingAlgorithm, spec: WrappingKeySpec) =>
		judgeEncryptedKey(kept(file), made(algorithm, spec));

	test.each([
		['RSAES_OAEP_SHA_256', 'RSA_2048', 256],
		['RSAES_OAEP_SHA_1', 'RSA_3072', 384],
		['RSA_AES_KEY_WRAP_SHA_256', 'RSA_4096', 552]
	] as const)('%s with %s has %i bytes', (algorithm, spec, length) => {
		expect(judge(random(length), algorithm, spec)).toEqual({ is: 'RIGHT' });
		expect(judge(random(length - 1), algorithm, spec)).toMatchObject({ cause: 'TOO_SHORT' });
		expect(judge(random(length + 7), algorithm, spec)).toMatchObject({ cause: 'TOO_LONG' });
	});

	test('another size of RSA is named as the cause', () => {
		expect(judge(random(256), 'RSAES_OAEP_SHA_256', 'RSA_4096')).toEqual({
			is: 'WRONG_LENGTH',
			actual: 256,
			expected: 512,
			cause: 'OTHER_RSA_SIZE'
		});
	});

	test.each([['RSAES_OAEP_SHA_256', 512 + 40]] as const)(
		'with %s, the other kind of wrapping is named as the cause',
		(algorithm, length) => {
			expect(judge(random(length), algorithm, 'RSA_4096')).toMatchObject({
				cause: 'OTHER_ALGORITHM'
			});
		}
	);

	test('a lone RSA block where two parts are wanted is the first part', () => {
		expect(judge(random(512), 'RSA_AES_KEY_WRAP_SHA_256', 'RSA_4096')).toMatchObject({
			cause: 'FIRST_PART'
		});
	});

	test.each(['0a', '0d0a'])('a line break (%s) at the end is named as the cause', (lineBreak) => {
		const file = bytes(Buffer.concat([randomBytes(512), Buffer.from(lineBreak, 'hex')]));
		expect(judge(file, 'RSAES_OAEP_SHA_256', 'RSA_4096')).toMatchObject({ cause: 'LINE_BREAK' });
	});

	test('a token is the wrong kind', () => {
		expect(judge(parameters.ImportToken, 'RSAES_OAEP_SHA_256', 'RSA_2048')).toEqual({
			is: 'WRONG_KIND'
		});
	});
});

describe('judging a token', () => {
	const judge = async (token: Bytes, id = keyId, now = startOfTests, inVault = vaultId) => {
		const verdict = judgeImportToken(kept(token), await metadata(id), inVault, now);
		if (verdict.is !== 'FAULT') return verdict.is;
		const { fault } = verdict;
		return isKmsError(fault, 'InvalidImportToken') ? fault.details.reason : fault.code;
	};

	test('the genuine one is right', async () => {
		expect(await judge(parameters.ImportToken)).toBe('RIGHT');
	});

	test('an encrypted key is the wrong kind', async () => {
		expect(await judge(random(256))).toBe('WRONG_KIND');
	});

	test('the judgement is the one that the engine comes to', async () => {
		const token = parameters.ImportToken;
		const altered = token.slice();
		altered[134] = (altered[134] ?? 0) ^ 1;
		const otherKey = (await getParameters(vault, await newKey(vault))).ImportToken;
		const stranger = await newVault();
		const otherVault = (await getParameters(stranger, await newKey(stranger))).ImportToken;
		const tokens = [altered, token.slice(0, 100), random(135), otherKey, otherVault];
		for (const ImportToken of tokens) {
			const refusal: unknown = await vault
				.handle('ImportKeyMaterial', {
					KeyId: keyId,
					ImportToken,
					EncryptedKeyMaterial: wrapFor(parameters, someKeyMaterial()),
					ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
				})
				.catch((error: unknown) => error);
			const reason = isKmsError(refusal, 'InvalidImportToken') ? refusal.details.reason : undefined;
			expect(reason).toBeDefined();
			expect(await judge(ImportToken)).toBe(reason);
		}
	});

	test('a replaced, a discarded and a spent one are told', async () => {
		const id = await newKey(vault);
		const first = await getParameters(vault, id);
		const second = await getParameters(vault, id);
		expect(await judge(first.ImportToken, id)).toBe('REPLACED');
		await vault.handle('DiscardImport', { KeyId: id });
		expect(await judge(second.ImportToken, id)).toBe('REPLACED');
		await importMaterial(vault, id);
		const [spent] = (await metadata(id)).PastImportParameters;
		expect(spent?.ending).toBe('SPENT');
	});

	test('it runs out at its instant', async () => {
		const { ImportToken, ParametersValidTo } = parameters;
		expect(await judge(ImportToken, keyId, ParametersValidTo - 1)).toBe('RIGHT');
		expect(await judge(ImportToken, keyId, ParametersValidTo)).toBe('ExpiredImportToken');
	});
});
