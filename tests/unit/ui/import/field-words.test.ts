import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { concat, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { ReadAs } from '#lib/domain/reading/reading.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import { importHints, fieldReadings } from '#lib/ui/import/import-file.ts';
import { keptEntry, type FieldEntry, type FieldName } from '#lib/ui/import/field-entry.ts';
import { parametersHref, type FieldFacts } from '#lib/ui/import/field-facts.ts';
import { describeField } from '#lib/ui/import/field-words.ts';
import { getParameters } from '../../../support/importing.ts';
import { newKey, newVault, startOfTests, type TestVault } from '../../../support/vault.ts';

let vault: TestVault;
let facts: FieldFacts;
let set: string;

beforeAll(async () => {
	vault = await newVault();
	const { VaultId: vaultId } = await vault.handle('DescribeVault', {});
	const keyId = await newKey(vault, {
		Origin: 'EXTERNAL',
		AliasName: 'alias/payments-master'
	});
	const parameters = await getParameters(vault, keyId);
	const { KeyMetadata: key } = await vault.handle('DescribeKey', { KeyId: keyId });
	set = shortSetId(parameters.ParameterSetId);
	facts = {
		key,
		parameters,
		vaultId,
		now: startOfTests,
		checks: undefined,
		nameOf: (id) => (id === key.KeyId ? 'payments-master' : undefined)
	};
});

const random = (length: number): Bytes => Uint8Array.from(randomBytes(length));
function file(content: Bytes, as: ReadAs = 'AUTOMATIC'): FieldEntry {
	const readings = readFile(content, importHints(facts.parameters, { as }));
	const [reading] = fieldReadings(readings, facts.parameters);
	if (!reading) throw new Error('nothing was read');
	return { is: 'READ', name: 'file.bin', fileBytes: content.length, ...reading };
}
const utf16 = (text: string) => Uint8Array.from(Buffer.from(`\uFEFF${text}`, 'utf16le'));
const say = (slot: FieldName, entry: FieldEntry, given: Partial<FieldFacts> = {}) =>
	describeField(slot, entry, { ...facts, ...given }, 'en');

describe('the encrypted key', () => {
	test('of the right length is ready, and says that only Confirm can tell more', () => {
		expect(say('EncryptedKey', file(random(256)))).toEqual({
			readout: {
				file: 'file.bin · 256 bytes',
				readAs: 'binary → 256 bytes',
				looksLike: 'an encrypted key, RSAES_OAEP with RSA_2048',
				belongsTo: 'known only when it is opened, once you confirm'
			},
			verdict: {
				tone: 'ok',
				title: 'Ready.',
				cause: '256 bytes, as expected for RSA_2048. Whether it opens is checked when you confirm.'
			}
		});
	});

	test('that was made here has its check value', () => {
		const { readout, verdict } = say('EncryptedKey', file(random(256)), {
			checks: 'check value 3A 91 F0'
		});
		expect(readout.belongsTo).toBe(`parameters ${set} of this key`);
		expect(verdict.cause).toBe(
			`256 bytes, encrypted in Airlock with parameters ${set}. It has the check value 3A 91 F0.`
		);
	});

	const refused: [string, () => Bytes, string, string, string | undefined][] = [
		[
			'plain key material',
			() => random(32),
			'This looks like key material that isn’t encrypted yet.',
			'It has 32 bytes; an encrypted key file has 256 bytes. It was not stored.',
			'ENCRYPT_IT_NOW'
		],
		[
			'a private key',
			() => utf8('-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n'),
			'This is a private key, not an encrypted key file.',
			'This key is AES-256 and takes 32 plain bytes. It was not stored.',
			undefined
		],
		[
			'the public key',
			() => facts.parameters.PublicKey,
			'This is a public key.',
			'You may have chosen the wrapping key instead of the encrypted key file.',
			undefined
		],
		[
			'the token',
			() => facts.parameters.ImportToken,
			'This is an import token.',
			'It belongs in the field below.',
			'MOVE'
		],
		[
			'another RSA size',
			() => random(512),
			'The encrypted key has 512 bytes; 256 were expected.',
			'512 bytes fit RSA_4096. These parameters use RSA_2048: encrypt again with the newer public key.',
			undefined
		],
		[
			'another algorithm',
			() => random(296),
			'This file uses RSA_AES_KEY_WRAP_SHA_256; these parameters were made for RSAES_OAEP_SHA_256.',
			'The encrypted key has 296 bytes; 256 were expected.',
			'CREATE_PARAMETERS_FOR_IT'
		],
		[
			'a line break at the end',
			() => Uint8Array.of(...random(256), 0x0a),
			'The encrypted key has 257 bytes; 256 were expected.',
			'A line break was added at the end.',
			'REMOVE_LINE_BREAK'
		],
		[
			'a file cut off',
			() => random(200),
			'The encrypted key has 200 bytes; 256 were expected.',
			'It was cut off, or it is another file.',
			undefined
		],
		[
			'a file that is too long',
			() => random(300),
			'The encrypted key has 300 bytes; 256 were expected.',
			'Something was added to it, or it is another file.',
			undefined
		],
		[
			'a broken zip file',
			() => utf8('PK\u0003\u0004…'),
			'This file was not read.',
			'The zip file is damaged or incomplete.',
			undefined
		],
		[
			'a file that Airlock encrypted',
			() => concat(utf8('AIRC\u0001'), random(200)),
			'This is data that Airlock encrypted.',
			'It holds a text or a file, not key material.',
			'DECRYPT'
		],
		[
			'a copy of key material',
			() => utf8('age-encryption.org/v1\n-> scrypt x\n'),
			'This is an encrypted copy, made with age.',
			'Open it with its passphrase first; what comes out is the key material.',
			undefined
		],
		[
			'what openssl enc wrote',
			() => concat(utf8('Salted__'), random(56)),
			'This is a file encrypted with “openssl enc”.',
			'Another program has encrypted what is inside, so it is not key material yet. Open it with that program and its key or password, then choose the result.',
			undefined
		],
		[
			'a token of AWS',
			() => concat(Uint8Array.of(1, 1, 2, 0, 0x78), random(2000)),
			'This token is from AWS, not from Airlock.',
			'To send key material to AWS, use Wrap for a cloud.',
			'WRAP_FOR_CLOUD'
		]
	];
	test.each(refused)('%s is told', (_, content, title, cause, fix) => {
		const words = say('EncryptedKey', file(content()));
		expect(words.verdict).toEqual({ tone: 'danger', title, cause });
		expect(words.fix).toBe(fix);
	});

	test('that fits other parameters asks for those, in the size of the file', () => {
		const { wanted } = say('EncryptedKey', file(random(296)));
		expect(wanted).toEqual({ algorithm: 'RSA_AES_KEY_WRAP_SHA_256', spec: 'RSA_2048' });
		expect(parametersHref('#/p', wanted)).toBe(
			'#/p?algorithm=RSA_AES_KEY_WRAP_SHA_256&spec=RSA_2048'
		);
		expect(parametersHref('#/p')).toBe('#/p');
	});

	test('that is a lone RSA block where two parts are wanted is the first part, and nothing imports it', () => {
		const parameters = {
			...facts.parameters,
			WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256'
		} as const;
		const words = say('EncryptedKey', file(random(256)), { parameters });
		expect(words.verdict.title).toBe('This looks like the first part of a two-part file.');
		expect(words.fix).toBeUndefined();
		const second = say('EncryptedKey', file(random(40)), { parameters });
		expect(second.verdict.title).toBe('This looks like the second part of a two-part file.');
		expect(second.fix).toBeUndefined();
	});
});

test('a token in the answer of a cloud belongs to the key that the answer names', () => {
	const KeyId = 'arn:aws:kms:eu-west-1:111122223333:key/x';
	const answer = { KeyId, ImportToken: Buffer.from(random(900)).toString('base64') };
	const words = say('ImportToken', file(utf8(JSON.stringify(answer))));
	expect(words.readout).toMatchObject({
		looksLike: 'an import token of AWS',
		belongsTo: `AWS, key ${KeyId}`
	});
	expect([words.fix, words.cloud]).toEqual(['WRAP_FOR_CLOUD', 'AWS']);
});

describe('what a program has done to the file', () => {
	const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

	test('text in UTF-16 is read, and said', () => {
		const words = say('EncryptedKey', file(utf16(base64(random(256)) + '\r\n')));
		expect(words.readout.readAs).toBe('UTF-16 text → Base64 → 256 bytes');
		expect(words.notes).toEqual([
			{
				title: 'A program rewrote this file as UTF-16 text.',
				cause: 'PowerShell’s > does that. Airlock converted it back; check the result.'
			}
		]);
		expect(words.verdict.title).toBe('Ready.');
	});

	test.each([
		['of any length', 100],
		['of the length that the encrypted key of RSA_3072 has', 128]
	])('bytes that a shell rewrote as UTF-16 are lost, and that is said: %s', (_, aboveAscii) => {
		// In UTF-8 each byte above ASCII becomes two.
		const bytes = Array.from({ length: 256 }, (_, at) =>
			at < aboveAscii ? 0xa0 + (at % 64) : 0x10 + (at % 96)
		);
		const words = say('EncryptedKey', file(utf16(Buffer.from(bytes).toString('latin1'))));
		expect(words.notes?.[0]?.cause).toContain('bytes are lost');
		expect(words.verdict.tone).toBe('danger');
	});

	test('what was encoded twice is decoded twice, and said', () => {
		const words = say('EncryptedKey', file(utf8(base64(utf8(base64(random(256)))))));
		expect(words.readout.readAs).toBe('Base64 → Base64 → 256 bytes');
		expect(words.notes).toEqual([
			{ title: 'Encoded twice.', cause: 'Decoded both layers: 256 bytes.' }
		]);
	});
});

test('other readings that were possible are named', () => {
	const digits = utf8('ab'.repeat(32));
	expect(say('EncryptedKey', file(digits)).readout.readAs).toBe(
		'hex → 32 bytes (could also be Base64 → 48 bytes)'
	);
	expect(say('EncryptedKey', file(digits, 'BASE64')).readout.readAs).toBe('Base64 → 48 bytes');
	expect(say('EncryptedKey', file(digits, 'PEM')).verdict).toEqual({
		tone: 'danger',
		title: 'This file was not read.',
		cause: 'It can’t be read in the way you chose.'
	});
});

describe('the token', () => {
	test('that fits is ready', () => {
		expect(say('ImportToken', file(facts.parameters.ImportToken))).toMatchObject({
			readout: {
				looksLike: 'an import token of Airlock',
				belongsTo: `parameters ${set} of this key`
			},
			verdict: {
				tone: 'ok',
				title: 'Ready.',
				cause: `For payments-master, parameters ${set}, valid for 24 h.`
			}
		});
	});

	test('of another key is told by the name of that key', async () => {
		const other = await newKey(vault, { Origin: 'EXTERNAL', AliasName: 'alias/other' });
		const { ImportToken } = await getParameters(vault, other);
		const words = say('ImportToken', file(ImportToken), {
			nameOf: (id) => (id === other ? 'other' : undefined)
		});
		expect(words.verdict.title).toBe('This token is for another key (other).');
		expect(words.readout.belongsTo).toMatch(/^other, parameters /);
		expect(words.fix).toBe('GO_TO_OTHER_KEY');
	});

	test('that ran out asks for new parameters', () => {
		const words = say('ImportToken', file(facts.parameters.ImportToken), {
			now: facts.parameters.ParametersValidTo
		});
		expect(words.verdict.title).toMatch(/^This token ran out on /);
		expect(words.fix).toBe('CREATE_PARAMETERS');
	});

	test('that is cut off says how much is there', () => {
		const words = say('ImportToken', file(facts.parameters.ImportToken.slice(0, 100)));
		expect(words.verdict).toEqual({
			tone: 'danger',
			title: 'The token was changed or is incomplete.',
			cause: '100 of 135 bytes.'
		});
		expect(words.readout.belongsTo).toBeUndefined();
		expect(words.fix).toBe('DOWNLOAD_AGAIN');
	});

	test.each([
		['an encrypted key', 256, 'This is the encrypted key file.', 'MOVE'],
		['key material', 32, 'This looks like key material that isn’t encrypted yet.', undefined]
	] as const)('is not %s', (_, length, title, fix) => {
		const words = say('ImportToken', file(random(length)));
		expect(words.verdict.title).toBe(title);
		expect(words.fix).toBe(fix);
	});
});

test('a file that is empty or too large was not read', () => {
	const unread = (error: KmsError, fileBytes: number): FieldEntry => ({
		is: 'REFUSED',
		name: 'file.bin',
		fileBytes,
		error
	});
	const empty = new KmsError('EmptyInput', { parameter: 'File' });
	expect(say('EncryptedKey', unread(empty, 0)).verdict.title).toBe('The file is empty.');
	const big = new KmsError('InputTooLarge', {
		parameter: 'File',
		actualBytes: 3 * 1024 * 1024,
		limitBytes: 1024 * 1024
	});
	expect(say('EncryptedKey', unread(big, 3 * 1024 * 1024)).verdict).toEqual({
		tone: 'danger',
		title: 'The file is 3 MB. An encrypted key file is under 10 KB.',
		cause: 'It was not read.'
	});
});

test('what the engine refuses is said in its words', () => {
	const error = new KmsError('QuotaExceeded', {});
	const words = say('EncryptedKey', { is: 'REFUSED', name: 'file.bin', fileBytes: 9, error });
	expect(words.verdict.title).toBe('Not saved: the disk or this browser’s storage is full.');
});

test('a kept file says again how it was read', () => {
	const kept = keptEntry(
		{ Name: 'wrapped.b64', ReadAs: 'BASE64', Bytes: random(256) },
		facts.parameters
	);
	expect(say('EncryptedKey', kept).readout.readAs).toBe('Base64 → 256 bytes');
	const again = keptEntry(
		{ Name: 'a.txt', ReadAs: 'UTF_16+BASE64', Bytes: random(256) },
		facts.parameters
	);
	expect(say('EncryptedKey', again).readout.readAs).toBe('UTF-16 text → Base64 → 256 bytes');
	expect(say('EncryptedKey', again).notes).toHaveLength(1);
});

test('every word is there in Chinese', () => {
	const { readout, verdict } = describeField('EncryptedKey', file(random(32)), facts, 'zh-CN');
	expect(readout.looksLike).toBe('未加密的密钥材料');
	expect(verdict.title).toBe('这看起来是尚未加密的密钥材料。');
});
