/** Encrypted files, with the AWS Encryption SDK at the other end. */
import { createHash, hkdfSync } from 'node:crypto';
import { createReadStream, createWriteStream, openAsBlob } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { concat, equalBytes, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKmsError } from '#lib/domain/errors.ts';
import { asKeyId, uuidBytes, type KeyId } from '#lib/domain/ids.ts';
import { bodyBytes, frameLength } from '#lib/domain/message/frames.ts';
import { longestHeader, parseMessageHeader, wrappedDataKeys } from '#lib/domain/message/header.ts';
import { decryptBody, encryptBody } from '#lib/crypto/message-body.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { decryptFile, encryptFile } from '../../../support/encrypted-files.ts';
import {
	decryptWithSdk,
	encryptWithSdk,
	rawAesKeyring,
	sdkStreams
} from '../../../support/encryption-sdk.ts';
import { importedKey } from '../../../support/importing.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { soak } from '../../../support/soak.ts';
import {
	fork,
	newKey,
	newVault,
	someKeyMaterial,
	unlock,
	type TestVault
} from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

/** No two frames of it are alike. */
const someBytes = (length: number): Bytes =>
	Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 9)) % 251);

const context = { tenant: 'a', Ключ: '🔑' };
let vault: TestVault;
let KeyId: KeyId;
/** of whoever holds a copy of the key material, derived as docs/formats.md §1 says */
let sdk: ReturnType<typeof rawAesKeyring>;

function keyringOf(material: Bytes, keyId: KeyId) {
	const info = concat(utf8('airlock/v1/data-key-wrap'), new Uint8Array(1), uuidBytes(keyId));
	return rawAesKeyring(new Uint8Array(hkdfSync('sha512', material, '', info, 32)), keyId);
}

beforeAll(async () => {
	vault = await newVault();
	KeyId = asKeyId(await importedKey(vault, someKeyMaterial(3)));
	sdk = keyringOf(someKeyMaterial(3), KeyId);
});

const lengths = [
	...[0, 1, frameLength - 1, frameLength, frameLength + 1, 2 * frameLength, 1_234_567],
	10 * 1024 * 1024
];

const gibibyte = 1024 ** 3;
const blockBytes = 1024 * 1024;
/** Bytes of which no two blocks are alike. */
function* blocks(byteCount: number): Generator<Uint8Array, undefined> {
	for (let at = 0; at < byteCount; at += blockBytes) {
		const block = Buffer.from(someBytes(blockBytes));
		block.writeUInt32BE(at / blockBytes);
		yield block;
	}
	return undefined;
}

function blockStream(byteCount: number): ReadableStream<Uint8Array> {
	const all = blocks(byteCount);
	return new ReadableStream({
		pull(controller) {
			const next = all.next();
			if (next.done === true) controller.close();
			else controller.enqueue(next.value);
		}
	});
}

/** @returns what takes bytes and says their SHA-256 */
function hashing() {
	const hash = createHash('sha256');
	const writable = new Writable({
		write(bytes: Buffer, _, done) {
			hash.update(bytes);
			done();
		}
	});
	return { writable, digest: () => hash.digest('hex') };
}

function hashOf(pieces: Iterable<Uint8Array>): string {
	const hash = createHash('sha256');
	for (const piece of pieces) hash.update(piece);
	return hash.digest('hex');
}

describe('the AWS Encryption SDK', () => {
	test.each(lengths)('opens what Airlock has encrypted: %i bytes', async (length) => {
		const plaintext = someBytes(length);
		const { file, answer } = await encryptFile(vault, plaintext, {
			KeyId,
			EncryptionContext: context
		});
		expect(file).toHaveLength(answer.Header.length + bodyBytes(length));
		const opened = await decryptWithSdk(sdk, file);
		expect(equalBytes(opened.plaintext, plaintext)).toBe(true);
		expect(opened.context).toEqual(context);
	});

	test.each(lengths)('is opened by Airlock: %i bytes', async (length) => {
		const plaintext = someBytes(length);
		const { plaintext: opened, answer } = await decryptFile(
			vault,
			await encryptWithSdk([sdk], plaintext, { context })
		);
		expect(equalBytes(opened, plaintext)).toBe(true);
		expect(answer).toMatchObject({ KeyId, EncryptionContext: context });
	});

	if (soak)
		test(
			'opens 1 GiB that Airlock has encrypted, and the reverse',
			{ timeout: 1_800_000 },
			async () => {
				const folder = await mkdtemp(join(tmpdir(), 'airlock-sdk-'));
				try {
					const path = join(folder, 'encrypted');
					const expected = hashOf(blocks(gibibyte));

					const { Header, BodyKey } = await vault.handle('EncryptFile', { KeyId, Bytes: gibibyte });
					const written = createWriteStream(path);
					const file = Writable.toWeb(written).getWriter();
					await file.write(Header);
					const { messageId } = parseMessageHeader(Header);
					await encryptBody(BodyKey, messageId, blockStream(gibibyte), (bytes) =>
						file.write(bytes)
					);
					await file.close();
					const opened = hashing();
					await pipeline(createReadStream(path), sdkStreams(sdk).decrypt, opened.writable);
					expect(opened.digest()).toBe(expected);

					await pipeline(
						Readable.from(blocks(gibibyte)),
						sdkStreams(sdk).encrypt,
						createWriteStream(path)
					);
					const theirs = await openAsBlob(path);
					const start = new Uint8Array(await theirs.slice(0, longestHeader).arrayBuffer());
					const answer = await vault.handle('DecryptFile', { Header: start });
					const body = theirs.slice(answer.HeaderBytes);
					const decrypted = createHash('sha256');
					const bytes = await decryptBody(
						answer.BodyKey,
						parseMessageHeader(start),
						body.stream(),
						body.size,
						(plaintext) => {
							decrypted.update(plaintext);
							return Promise.resolve();
						}
					);
					expect(bytes).toBe(gibibyte);
					expect(decrypted.digest('hex')).toBe(expected);
				} finally {
					await rm(folder, { recursive: true });
				}
			}
		);

	test.each([1, 7, 4096, 2 ** 20])('writes frames of %i bytes, which open', async (frames) => {
		const plaintext = someBytes(Math.min(3 * frames + 1, 2 ** 20));
		const file = await encryptWithSdk([sdk], plaintext, { frameLength: frames });
		expect(equalBytes((await decryptFile(vault, file)).plaintext, plaintext)).toBe(true);
	});

	test('wraps a data key for several: each of them opens the file', async () => {
		const other = asKeyId(await importedKey(vault, someKeyMaterial(5)));
		const another = keyringOf(someKeyMaterial(5), other);
		const foreign = rawAesKeyring(randomBytes(32), 'backup', 'their-hsm');
		const plaintext = utf8('for three');
		const file = await encryptWithSdk([foreign, another, sdk], plaintext, {});
		expect((await decryptFile(vault, file)).answer.KeyId).toBe(other);

		await vault.handle('DisableKey', { KeyId: other });
		const { plaintext: opened, answer } = await decryptFile(vault, file);
		expect(answer.KeyId).toBe(KeyId);
		expect(opened).toEqual(plaintext);
	});
});

test('a context with a name that is the SDK’s own is refused: the SDK would not open the file', async () => {
	const EncryptionContext = { 'aws-crypto-public-key': 'x' };
	await expectRefusal(
		await fork(vault),
		'EncryptFile',
		{ KeyId, Bytes: 1, EncryptionContext },
		{
			code: 'InvalidParameter',
			details: { parameter: 'EncryptionContext', rule: 'NO_NAME_BEGINS_WITH_aws-crypto-' }
		}
	);
});

describe('a file that Airlock does not open', () => {
	const refused = async (file: Bytes, details: object) =>
		expectRefusal(
			await fork(vault),
			'DecryptFile',
			{ Header: file },
			{ code: 'InvalidEncryptedFile', details }
		);

	test('of another provider is named', async () => {
		const foreign = rawAesKeyring(randomBytes(32), KeyId, 'their-hsm');
		const file = await encryptWithSdk([foreign], utf8('text'));
		await refused(file, { reason: 'OTHER_PROVIDER' });
	});

	test.each(['', 'A', 'Salted__', 'age-encryption.org/v1', '\u0002\u0004'])(
		'that is another kind of file is named: %j',
		async (text) => {
			await refused(utf8(text), { reason: 'NOT_ENCRYPTED' });
		}
	);

	test('of a key that is not in this vault names the key', async () => {
		const elsewhere = await newVault();
		const theirs = await newKey(elsewhere, { Origin: 'AIRLOCK' });
		const { file } = await encryptFile(elsewhere, utf8('text'), { KeyId: theirs });
		await expectRefusal(
			await fork(vault),
			'DecryptFile',
			{ Header: file },
			{ code: 'NotFound', details: { resource: 'key', id: theirs } }
		);
	});

	test('of a key that waits for its material says so', async () => {
		const copy = await fork(vault);
		const { file } = await encryptFile(copy, utf8('text'), { KeyId });
		await copy.handle('DeleteImportedKeyMaterial', { KeyId });
		await expectRefusal(
			copy,
			'DecryptFile',
			{ Header: file },
			{
				code: 'InvalidState',
				details: { operation: 'DecryptFile', keyId: KeyId, keyState: 'PENDING_IMPORT' }
			}
		);
	});
});

describe('a header', () => {
	let header: Bytes;
	beforeAll(async () => {
		({ Header: header } = await vault.handle('EncryptFile', {
			KeyId,
			Bytes: 5,
			EncryptionContext: context
		}));
	});

	test('is refused with any of its bits changed', async () => {
		const opened: number[] = [];
		for (let bit = 0; bit < 8 * header.length; bit += 7) {
			const altered = header.slice();
			altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			const code = await vault.handle('DecryptFile', { Header: altered }).then(
				() => 'opened',
				(error: unknown) => asKmsError(error)?.code ?? 'not a refusal'
			);
			if (!['InvalidEncryptedFile', 'NotFound', 'InputTooLarge'].includes(code)) opened.push(bit);
		}
		expect(opened).toEqual([]);
	});

	test('is refused with its end cut off, at the end', async () => {
		for (let length = 3; length < header.length; length += 5)
			await expect(
				vault.handle('DecryptFile', { Header: header.slice(0, length) })
			).rejects.toMatchObject({
				code: 'InvalidEncryptedFile',
				details: { reason: 'CUT_OFF', offset: length }
			});
	});

	test('has what the format says, and what the SDK writes', async () => {
		const sdkHeader = parseMessageHeader(await encryptWithSdk([sdk], utf8('x'), { context }));
		const own = parseMessageHeader(header);
		expect(own).toMatchObject({ context, frameLength });
		expect(own.dataKeys.map(({ provider }) => provider)).toEqual([utf8('airlock')]);
		expect(own.dataKeys[0]?.info.subarray(0, 44)).toEqual(
			sdkHeader.dataKeys[0]?.info.subarray(0, 44)
		);
		expect(own.bytes).toHaveLength(sdkHeader.bytes.length);
	});
});

describe('the log', () => {
	const entries = async (one: TestVault) => {
		const { Entries } = await one.handle('ListActivity', { KeyId });
		return Entries.map(({ operation, result, detail }) => ({ operation, result, detail }));
	};

	test('has an entry when a file is begun, and one when it is finished', async () => {
		const copy = await fork(vault);
		const { answer } = await encryptFile(copy, utf8('12345'), {
			KeyId,
			EncryptionContext: context
		});
		const job = answer.Job;
		await copy.handle('FinishFile', { Job: job, Result: 'DONE', Bytes: 5 });
		expect((await entries(copy)).slice(0, 2)).toEqual([
			{
				operation: 'FinishFile',
				result: 'Success',
				detail: { job, bytes: 5, result: 'DONE', of: 'EncryptFile' }
			},
			{
				operation: 'EncryptFile',
				result: 'Success',
				detail: { job, bytes: 5, contextNames: 'tenant, Ключ' }
			}
		]);
	});

	test('has the beginning and the end of a new encryption with both keys', async () => {
		const copy = await fork(vault);
		const other = asKeyId(await newKey(copy, { Origin: 'AIRLOCK' }));
		const { file } = await encryptFile(copy, utf8('12345'), { KeyId, EncryptionContext: context });
		const { Job: job } = await copy.handle('ReEncryptFile', {
			Header: file,
			DestinationKeyId: other
		});
		await copy.handle('FinishFile', { Job: job, Result: 'DONE', Bytes: 5, Replaced: true });
		const { Entries } = await copy.handle('ListActivity', {});
		const end = { job, bytes: 5, result: 'DONE', of: 'ReEncryptFile', replaced: true };
		const begin = { job, contextNames: 'tenant, Ключ' };
		expect(
			Entries.slice(0, 4)
				.map(({ operation, keyId, detail }) => ({ operation, keyId, detail }))
				.toReversed()
		).toEqual([
			{ operation: 'ReEncryptFile', keyId: KeyId, detail: { ...begin, to: other } },
			{ operation: 'ReEncryptFile', keyId: other, detail: { ...begin, from: KeyId } },
			{ operation: 'FinishFile', keyId: KeyId, detail: end },
			{ operation: 'FinishFile', keyId: other, detail: end }
		]);
	});

	test('takes the end of a job once, and only of one that was begun since the unlock', async () => {
		const copy = await fork(vault);
		const { Job } = await copy.handle('EncryptFile', { KeyId, Bytes: 1 });
		const finish = { Job, Result: 'STOPPED', Bytes: 0 } as const;
		await copy.handle('FinishFile', finish);
		const refusal = { code: 'NotFound', details: { resource: 'job', id: Job } } as const;
		await expectRefusal(copy, 'FinishFile', finish, refusal);

		const later = await copy.handle('EncryptFile', { KeyId, Bytes: 1 });
		await copy.handle('LockVault', {});
		await unlock(copy);
		await expect(copy.handle('FinishFile', { ...finish, Job: later.Job })).rejects.toMatchObject({
			code: 'NotFound'
		});
	});
});

describe('ReEncryptFile', () => {
	test('makes a header with a data key and a message id of its own, and the same context', async () => {
		const copy = await fork(vault);
		const other = await newKey(copy, { Origin: 'AIRLOCK' });
		const { file } = await encryptFile(copy, utf8('text'), { KeyId, EncryptionContext: context });
		const answer = await copy.handle('ReEncryptFile', { Header: file, DestinationKeyId: other });
		expect(answer).toMatchObject({
			SourceKeyId: KeyId,
			KeyId: other,
			EncryptionContext: context,
			HeaderBytes: file.length - bodyBytes(4)
		});
		const [old, made] = [parseMessageHeader(file), parseMessageHeader(answer.Header)];
		expect(made.messageId).not.toEqual(old.messageId);
		expect(made.commitment).not.toEqual(old.commitment);
		expect(wrappedDataKeys(made).map(({ keyId }) => keyId)).toEqual([other]);
		const usages = [answer.SourceBodyKey, answer.BodyKey, answer.CheckKey].map((key) => [
			key.extractable,
			...key.usages
		]);
		expect(usages).toEqual([
			[false, 'decrypt'],
			[false, 'encrypt'],
			[false, 'decrypt']
		]);
	});

	test('refuses what DecryptFile refuses', async () => {
		const Header = utf8('no encrypted file');
		await expectRefusal(
			await fork(vault),
			'ReEncryptFile',
			{ Header, DestinationKeyId: KeyId },
			{ code: 'InvalidEncryptedFile', details: { reason: 'NOT_ENCRYPTED' } }
		);
	});
});

test('the key of a body can’t be extracted, and does one thing', async () => {
	const { Header, BodyKey } = await vault.handle('EncryptFile', { KeyId, Bytes: 1 });
	expect(BodyKey).toMatchObject({ extractable: false, usages: ['encrypt'] });
	const { BodyKey: opening } = await vault.handle('DecryptFile', { Header });
	expect(opening).toMatchObject({ extractable: false, usages: ['decrypt'] });
});
