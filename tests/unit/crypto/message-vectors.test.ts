/** Published messages of the AWS Encryption SDKs, which Airlock reads with the code that reads its own. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromBase64, parseUtf8, type Bytes } from '#lib/domain/bytes.ts';
import { asKmsError } from '#lib/domain/errors.ts';
import {
	parseMessageHeader,
	serializeContext,
	type MessageHeader
} from '#lib/domain/message/header.ts';
import { decryptBody } from '#lib/crypto/message-body.ts';
import { openMessageKey, unwrapDataKey, verifiesHeader } from '#lib/crypto/message-key.ts';
import commitment from '../../vectors/encryption-sdk-commitment.json' with { type: 'json' };
import older from '../../vectors/encryption-sdk-older.json' with { type: 'json' };
import { streamOf, Written } from '../../support/encrypted-files.ts';
import { must } from '../../support/must.ts';

/** @returns the plaintext; undefined where the header is not of this data key */
async function open(message: Bytes, header: MessageHeader, dataKey: Bytes) {
	const messageKey = await openMessageKey(dataKey, header);
	if (!(await verifiesHeader(messageKey, header))) return undefined;
	const body = message.subarray(header.bytes.length);
	const plaintext = new Written();
	await decryptBody(messageKey.key, header, streamOf(body, 7), body.length, plaintext.write);
	return plaintext.bytes;
}

describe('of the SDKs for C, Java, JavaScript and Python, with their data key', () => {
	test.each(commitment.tests)('$title', async ({ isValid, dataKey, ciphertext, plaintext }) => {
		const message = fromBase64(ciphertext);
		const opened = await open(message, parseMessageHeader(message), fromBase64(dataKey));
		expect(opened && parseUtf8(opened)).toBe(isValid ? plaintext : undefined);
	});

	test('with the last byte of each changed, none is opened', async () => {
		const valid = commitment.tests.filter(({ isValid }) => isValid);
		expect(valid.length).toBeGreaterThan(40);
		for (const { title, dataKey, ciphertext } of valid) {
			const message = fromBase64(ciphertext);
			message[message.length - 1] = must(message.at(-1)) ^ 1;
			const refusal = await open(message, parseMessageHeader(message), fromBase64(dataKey)).catch(
				asKmsError
			);
			expect(refusal, title).toMatchObject({ code: 'InvalidEncryptedFile' });
		}
	});
});

describe('of the SDK for Python, of each suite without commitment, under a raw AES key', () => {
	const keys: Record<number, string> = {
		16: older.keys['128'],
		24: older.keys['192'],
		32: older.keys['256']
	};

	test.each(older.messages)('$suite', async ({ suite, ciphertext }) => {
		const message = fromBase64(ciphertext);
		const header = parseMessageHeader(message);
		expect(header.suite.id).toBe(Number.parseInt(suite, 16));
		const { keyBytes } = header.suite;
		const wrappingKey = await crypto.subtle.importKey(
			'raw',
			fromBase64(must(keys[keyBytes])),
			'AES-GCM',
			false,
			['decrypt']
		);
		const { info, encrypted } = must(header.dataKeys[0]);
		const dataKey = await unwrapDataKey(
			wrappingKey,
			{ iv: info.slice(-12), encrypted },
			serializeContext(header.context),
			keyBytes
		);
		const opened = must(await open(message, header, must(dataKey)));
		expect(createHash('sha256').update(opened).digest('hex')).toBe(older.plaintextSha256);
	});
});
