import { beforeAll, describe, expect, test } from 'vitest';
import { concat, u32, u64, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, asKmsError } from '#lib/domain/errors.ts';
import { frameIv, longestFrame, partAad } from '#lib/domain/message/frames.ts';
import { decryptBody, encryptBody } from '#lib/crypto/message-body.ts';
import { newMessageKey, openMessageKey } from '#lib/crypto/message-key.ts';
import { committingSuite } from '#lib/domain/message/suite.ts';
import { streamOf, Written } from '../../support/encrypted-files.ts';
import fc from '../../support/properties.ts';
import { must } from '../../support/must.ts';

const messageId = new Uint8Array(32).fill(5);
const dataKey = new Uint8Array(32).fill(7);
/** As long as a header with its tag; its content plays no part here. */
const headerBytes = 40;
const header = (frameLength: number) => ({
	suite: committingSuite,
	messageId,
	context: {},
	frameLength,
	bytes: new Uint8Array(headerBytes)
});

let encrypting: CryptoKey;
let decrypting: CryptoKey;
beforeAll(async () => {
	encrypting = (await newMessageKey(dataKey, messageId)).key;
	decrypting = (await openMessageKey(dataKey, header(1))).key;
});

async function encrypt(plaintext: Bytes, frameLength: number): Promise<Bytes> {
	const body = new Written();
	await encryptBody(encrypting, messageId, streamOf(plaintext, 10), body.write, frameLength);
	return body.bytes;
}

async function decrypt(body: Bytes, frameLength: number, pieces = 13) {
	const plaintext = new Written();
	try {
		const stream = streamOf(body, pieces);
		const { write } = plaintext;
		await decryptBody(decrypting, header(frameLength), stream, body.length, write);
		return { plaintext: plaintext.bytes };
	} catch (error) {
		return { refusal: must(asKmsError(error)), verified: plaintext.bytes };
	}
}

const bytes = (length: number): Bytes => Uint8Array.from({ length }, (_, index) => index % 251);

test('any bytes come back, whatever the frames and the pieces', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.nat(200),
			fc.integer({ min: 1, max: 70 }),
			fc.integer({ min: 1, max: 90 }),
			async (length, frameLength, pieces) => {
				const body = await encrypt(bytes(length), frameLength);
				expect(await decrypt(body, frameLength, pieces)).toEqual({ plaintext: bytes(length) });
			}
		),
		{ numRuns: 60 }
	);
});

describe('a body of five frames', () => {
	const frameLength = 10;
	const plaintext = bytes(45);
	const frameBytes = 4 + 12 + frameLength + 16;
	let body: Bytes;
	let frames: Bytes[];
	beforeAll(async () => {
		body = await encrypt(plaintext, frameLength);
		frames = [0, 1, 2, 3, 4].map((index) =>
			body.slice(index * frameBytes, index === 4 ? undefined : (index + 1) * frameBytes)
		);
	});
	const refused = async (altered: Bytes, details: object) => {
		const { refusal, verified } = await decrypt(altered, frameLength);
		expect(refusal).toMatchObject({ code: 'InvalidEncryptedFile', details });
		// What was given on was verified, and is a beginning.
		expect(verified).toEqual(plaintext.slice(0, verified?.length));
	};
	const join = (...order: number[]) => concat(...order.map((index) => must(frames[index])));

	test('is refused with any one bit changed, at the frame that has it', async () => {
		for (let bit = 0; bit < 8 * body.length; bit++) {
			const altered = body.slice();
			altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			const { refusal } = await decrypt(altered, frameLength, 1000);
			expect(refusal?.code, `bit ${bit}`).toBe('InvalidEncryptedFile');
			const frame = Math.min(4, Math.floor(bit / 8 / frameBytes));
			const { reason, offset } = must(refusal).details as { reason: string; offset: number };
			// A changed length of the last frame can make it end too early, or too late.
			if (reason === 'ALTERED') expect(offset, `bit ${bit}`).toBe(headerBytes + frame * frameBytes);
			else expect(frame).toBe(4);
		}
	});

	test('is refused when it is cut off anywhere', async () => {
		for (let length = 0; length < body.length; length++) {
			const { refusal } = await decrypt(body.slice(0, length), frameLength, 1000);
			expect(refusal, `${length} bytes`).toMatchObject({
				code: 'InvalidEncryptedFile',
				details: { reason: 'CUT_OFF', offset: headerBytes + length }
			});
		}
	});

	test('is refused with a frame dropped, doubled or in another place', async () => {
		const at = (index: number) => ({
			reason: 'ALTERED',
			offset: headerBytes + index * frameBytes
		});
		await refused(join(1, 2, 3, 4), at(0));
		await refused(join(0, 2, 3, 4), at(1));
		await refused(join(0, 1, 2, 4), at(3));
		await refused(join(0, 0, 1, 2, 3, 4), at(1));
		await refused(join(0, 2, 1, 3, 4), at(1));
		await refused(join(4), at(0));
		await refused(join(0, 1, 2, 3), { reason: 'CUT_OFF', offset: headerBytes + 4 * frameBytes });
	});

	test('with two mistakes, is refused for the first', async () => {
		const altered = body.slice(0, 2 * frameBytes - 1);
		altered[frameBytes - 1] = (altered[frameBytes - 1] ?? 0) ^ 1;
		await refused(altered, { reason: 'ALTERED', offset: headerBytes });
	});

	test('is read and encrypted while the frame before is being written', async () => {
		const asked: number[] = [];
		let at = 0;
		const source = new ReadableStream<Uint8Array>(
			{
				pull(controller) {
					controller.enqueue(plaintext.slice(at, (at += frameLength)));
					if (at >= plaintext.length) controller.close();
				}
			},
			{ highWaterMark: 0 }
		);
		const note = () => Promise.resolve(void asked.push(at));
		await encryptBody(encrypting, messageId, source, note, frameLength);
		// Start and content of the first frame: the second was asked for, and the one after it, to know whether it is the last.
		expect(asked.slice(0, 2)).toEqual([3 * frameLength, 3 * frameLength]);
	});

	test('is refused with something after its end', async () => {
		const offset = headerBytes + body.length;
		await refused(concat(body, Uint8Array.of(0)), { reason: 'EXTENDED', offset });
		await refused(join(0, 1, 2, 3, 4, 4), { reason: 'EXTENDED', offset });
	});

	test('is refused under the key, the message id or the frame length of another', async () => {
		const other = await openMessageKey(new Uint8Array(32), header(1));
		for (const [key, its] of [
			[other.key, header(frameLength)],
			[decrypting, { ...header(frameLength), messageId: new Uint8Array(32) }],
			[decrypting, header(frameLength - 1)]
		] as const) {
			const { write, bytes: written } = new Written();
			await expect(decryptBody(key, its, streamOf(body), body.length, write)).rejects.toMatchObject(
				{ details: { reason: 'ALTERED', offset: headerBytes } }
			);
			expect(written).toEqual(new Uint8Array());
		}
	});
});

describe('a body that is not framed', () => {
	const block = async (plaintext: Bytes, iv = frameIv(1)) => {
		const additionalData = partAad(messageId, 'SINGLE_BLOCK', 1, plaintext.length);
		const gcm = { name: 'AES-GCM', iv, additionalData };
		const sealed = await crypto.subtle.encrypt(gcm, encrypting, plaintext);
		return concat(iv, u64(plaintext.length), new Uint8Array(sealed));
	};

	test('opens', async () => {
		const text = utf8('all in one');
		expect(await decrypt(await block(text), 0)).toEqual({ plaintext: text });
	});

	test('is refused whole: nothing of it is given on before it is verified', async () => {
		const body = await block(utf8('all in one'));
		body[25] = (body[25] ?? 0) ^ 1;
		const { refusal, verified } = await decrypt(body, 0);
		expect(refusal?.details).toEqual({ reason: 'ALTERED', offset: headerBytes });
		expect(verified).toEqual(new Uint8Array());
	});

	test('is believed no length that the file has not', async () => {
		const start = (length: Bytes) => concat(frameIv(1), length, new Uint8Array(100));
		expect((await decrypt(start(u64(2 ** 40)), 0)).refusal?.details).toMatchObject({
			reason: 'CUT_OFF'
		});
		const { refusal } = await decrypt(start(concat(u32(2 ** 31), u32(0))), 0);
		expect(refusal?.details).toMatchObject({ reason: 'ALTERED' });
	});
});

test('a longer frame than can be in memory is refused by its length', async () => {
	const attempt = decryptBody(
		decrypting,
		header(longestFrame + 1),
		streamOf(new Uint8Array(100)),
		2 * longestFrame,
		() => Promise.reject(new Error('nothing is to be written'))
	);
	// the first four bytes are no sequence number 1
	await expect(attempt).rejects.toBeInstanceOf(KmsError);
	const first = decryptBody(
		decrypting,
		header(longestFrame + 1),
		streamOf(concat(u32(1), new Uint8Array(100))),
		2 * longestFrame,
		() => Promise.reject(new Error('nothing is to be written'))
	);
	await expect(first).rejects.toMatchObject({
		code: 'InputTooLarge',
		details: { actualBytes: longestFrame + 1, limitBytes: longestFrame }
	});
});
