/** Encrypted files of the other suites of the AWS Encryption SDK: signed, and without key commitment. */
import { hkdfSync } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { concat, equalBytes, u16, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKeyId, uuidBytes, type KeyId } from '#lib/domain/ids.ts';
import { parseMessageHeader } from '#lib/domain/message/header.ts';
import { suiteOf } from '#lib/domain/message/suite.ts';
import { decryptFile, encryptFile } from '../../../support/encrypted-files.ts';
import {
	encryptWithSdk,
	rawAesKeyring,
	signedSuite,
	suitesWithoutCommitment
} from '../../../support/encryption-sdk.ts';
import { importedKey } from '../../../support/importing.ts';
import { must } from '../../../support/must.ts';
import { expectRefusal } from '../../../support/refusal.ts';
import { seededRandom } from '../../../support/seeded-random.ts';
import { rounds, seed } from '../../../support/soak.ts';
import { fork, newKey, newVault, someKeyMaterial, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const plaintext: Bytes = Uint8Array.from({ length: 5000 }, (_, index) => (index * 31) % 251);
const context = { tenant: 'a' };
let vault: TestVault;
let KeyId: KeyId;
let sdk: ReturnType<typeof rawAesKeyring>;

beforeAll(async () => {
	vault = await newVault();
	KeyId = asKeyId(await importedKey(vault, someKeyMaterial(3)));
	const info = concat(utf8('airlock/v1/data-key-wrap'), new Uint8Array(1), uuidBytes(KeyId));
	const wrappingKey = hkdfSync('sha512', someKeyMaterial(3), '', info, 32);
	sdk = rawAesKeyring(new Uint8Array(wrappingKey), KeyId);
});

/** What is wrong with a file: its own fault, a key that it doesn't name, or a length that no file has. */
const refusals = /^(InvalidEncryptedFile|NotFound|InputTooLarge|InvalidParameter)$/;

const newestLog = async (one: TestVault) => {
	const [newest] = (await one.handle('ListActivity', { KeyId })).Entries;
	return newest;
};

describe('a signed file', () => {
	let file: Bytes;
	let footerAt: number;
	beforeAll(async () => {
		file = await encryptWithSdk([sdk], plaintext, {
			suite: signedSuite,
			frameLength: 512,
			context
		});
		// u16 length || 0x30 || u8 length || …
		footerAt = file.findLastIndex(
			(byte, at) =>
				byte === 0x30 && u16(file.length - at).every((one, by) => file[at - 2 + by] === one)
		);
		footerAt -= 2;
	});
	const refused = (altered: Bytes, details: object) =>
		expect(decryptFile(vault, altered)).rejects.toMatchObject({
			code: 'InvalidEncryptedFile',
			details
		});

	test.each([1, 100, 5000, 100_000])('opens, in frames of %i bytes', async (frameLength) => {
		const short = plaintext.subarray(0, 5 * frameLength);
		const signed = await encryptWithSdk([sdk], short, { suite: signedSuite, frameLength, context });
		const { plaintext: opened, answer } = await decryptFile(vault, signed);
		expect(equalBytes(opened, short)).toBe(true);
		expect(answer.EncryptionContext).toMatchObject(context);
	});

	test('is refused with a wrong signature, at it', async () => {
		for (let at = footerAt + 2; at < file.length; at += 3) {
			const altered = file.slice();
			altered[at] = (altered[at] ?? 0) ^ 1;
			await refused(altered, { reason: 'SIGNATURE', offset: footerAt });
		}
	});

	test('is refused with the signature of another file', async () => {
		const other = await encryptWithSdk([sdk], plaintext, { suite: signedSuite, frameLength: 512 });
		const signature = file.slice(footerAt + 2);
		const footer = concat(u16(signature.length), signature);
		const start = other.slice(0, other.length - (file.length - footerAt));
		// Its own signature may be a byte longer or shorter: its place is where its frames end.
		const end = other.findLastIndex(
			(byte, at) =>
				byte === 0x30 && u16(other.length - at).every((one, by) => other[at - 2 + by] === one)
		);
		expect(Math.abs(start.length - (end - 2))).toBeLessThan(4);
		await refused(concat(other.subarray(0, end - 2), footer), { reason: 'SIGNATURE' });
	});

	test('is refused without its signature, with half of it, and with something after it', async () => {
		for (let length = footerAt; length < file.length; length += 9)
			await refused(file.slice(0, length), { reason: 'CUT_OFF', offset: length });
		await refused(concat(file, new Uint8Array(1)), { reason: 'EXTENDED', offset: file.length });
		const longer = concat(
			file.subarray(0, footerAt),
			u16(file.length - footerAt - 1),
			file.subarray(footerAt + 2),
			new Uint8Array(1)
		);
		await refused(longer, { reason: 'SIGNATURE', offset: footerAt });
		const longest = concat(file.subarray(0, footerAt), u16(65_535), new Uint8Array(65_535));
		await refused(longest, { reason: 'SIGNATURE', offset: footerAt });
	});

	test('gives nothing on that could be called whole before its signature verifies', async () => {
		const altered = file.slice();
		altered[file.length - 1] = (altered[file.length - 1] ?? 0) ^ 1;
		const { BodyKey, HeaderBytes } = await vault.handle('DecryptFile', { Header: altered });
		expect(HeaderBytes).toBe(parseMessageHeader(altered).bytes.length);
		expect(BodyKey.usages).toEqual(['decrypt']);
		await refused(altered, { reason: 'SIGNATURE' });
	});
});

test('the key of a signature stands in signed files and in no others', async () => {
	const signed = await encryptWithSdk([sdk], plaintext, { suite: signedSuite });
	const unsigned = signed.slice();
	unsigned[1] = 0x04; // suite 0x0478
	const { file } = await encryptFile(vault, plaintext, { KeyId });
	const claimed = file.slice();
	claimed[1] = 0x05; // suite 0x0578
	for (const altered of [unsigned, claimed])
		await expectRefusal(
			await fork(vault),
			'DecryptFile',
			{ Header: altered },
			{ code: 'InvalidEncryptedFile', details: { reason: 'ALTERED' } }
		);
});

describe.each(suitesWithoutCommitment)('a file of suite %i, without key commitment', (suite) => {
	let file: Bytes;
	beforeAll(async () => {
		file = await encryptWithSdk([sdk], plaintext, { suite, frameLength: 1000, context });
	});

	test('is refused by name, and opens once the caller allows it: the log says so', async () => {
		const copy = await fork(vault);
		const details = { reason: 'WITHOUT_COMMITMENT', suite } as const;
		for (const request of [{}, { AllowWithoutCommitment: false }])
			await expectRefusal(
				copy,
				'DecryptFile',
				{ Header: file, ...request },
				{ code: 'InvalidEncryptedFile', details }
			);
		const { plaintext: opened, answer } = await decryptFile(copy, file, {
			AllowWithoutCommitment: true
		});
		expect(equalBytes(opened, plaintext)).toBe(true);
		expect(answer.EncryptionContext).toMatchObject(context);
		expect(await newestLog(copy)).toMatchObject({
			operation: 'DecryptFile',
			result: 'Success',
			detail: { job: answer.Job, withoutCommitment: true }
		});
	});

	test('is encrypted with another key only once the caller allows it', async () => {
		const copy = await fork(vault);
		const DestinationKeyId = await newKey(copy, { Origin: 'AIRLOCK' });
		const request = { Header: file, DestinationKeyId };
		await expectRefusal(copy, 'ReEncryptFile', request, {
			code: 'InvalidEncryptedFile',
			details: { reason: 'WITHOUT_COMMITMENT', suite }
		});
		const { Header } = await copy.handle('ReEncryptFile', {
			...request,
			AllowWithoutCommitment: true
		});
		expect(parseMessageHeader(Header).suite).toEqual(suiteOf(0x0478, 2));
		expect(await newestLog(copy)).toMatchObject({
			operation: 'ReEncryptFile',
			detail: { withoutCommitment: true }
		});
	});

	test('is refused when it was altered, whatever is allowed', async () => {
		const allowed = { AllowWithoutCommitment: true };
		const { bytes } = parseMessageHeader(file);
		for (let at = 2; at < file.length; at += at < bytes.length ? 5 : 131) {
			const altered = file.slice();
			altered[at] = (altered[at] ?? 0) ^ 0x10;
			await expect(decryptFile(vault, altered, allowed), `byte ${at}`).rejects.toMatchObject({
				code: expect.stringMatching(refusals) as string
			});
		}
	});
});

test('a file that was altered in any way is refused, whichever suite it has', async () => {
	const copy = await fork(vault);
	const own = await encryptFile(copy, plaintext, { KeyId, EncryptionContext: context });
	const files = [own.file];
	for (const suite of [undefined, signedSuite, ...suitesWithoutCommitment])
		files.push(
			await encryptWithSdk([sdk], plaintext, { ...(suite && { suite }), frameLength: 700, context })
		);
	const random = seededRandom(seed);
	for (let round = 0; round < rounds(120, 2000); round++) {
		const file = must(files[round % files.length]);
		const altered = alter(file, random);
		if (equalBytes(altered, file)) continue;
		await expect(
			decryptFile(copy, altered, { AllowWithoutCommitment: true }),
			`round ${round}`
		).rejects.toMatchObject({ code: expect.stringMatching(refusals) as string });
	}
}, 600_000);

/** Bits, pieces that are missing, there twice, elsewhere or others, and a beginning or an end that is not its own. */
function alter(file: Bytes, random: () => number): Bytes {
	const below = (limit: number) => Math.floor(random() * limit);
	const [from, to] = [below(file.length), below(file.length)].sort((a, b) => a - b) as [
		number,
		number
	];
	const [start, piece, end] = [file.slice(0, from), file.slice(from, to), file.slice(to)];
	switch (below(7)) {
		case 0:
			return concat(start, end);
		case 1:
			return concat(start, piece, piece, end);
		case 2:
			return concat(piece, start, end);
		case 3:
			return concat(start, end, piece);
		case 4:
			return concat(
				start,
				Uint8Array.from(piece, () => below(256)),
				end
			);
		case 5:
			return random() < 0.5 ? concat(start, piece) : concat(file, piece);
		default: {
			const flipped = file.slice();
			flipped[from] = must(flipped[from]) ^ (1 << below(8));
			return flipped;
		}
	}
}

test('what is allowed is not in the log of a file that commits to its key', async () => {
	const copy = await fork(vault);
	const { file } = await encryptFile(copy, plaintext, { KeyId });
	await decryptFile(copy, file, { AllowWithoutCommitment: true });
	expect((await newestLog(copy))?.detail).not.toHaveProperty('withoutCommitment');
});
