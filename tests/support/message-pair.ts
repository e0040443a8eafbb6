import { concat, type Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { frameLength } from '#lib/domain/message/frames.ts';
import {
	encodeHeaderBody,
	encodeWrappedDataKey,
	parseMessageHeader
} from '#lib/domain/message/header.ts';
import { dataKeyBytes, ivBytes, messageIdBytes, tagBytes } from '#lib/domain/message/suite.ts';
import { encryptBody } from '#lib/crypto/message-body.ts';
import { headerTag, newMessageKey, openMessageKey } from '#lib/crypto/message-key.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { streamOf, Written } from './encrypted-files.ts';

/** The header of a message and its keys, as the engine gives them out; no CMK has wrapped its data key. */
export async function newMessage() {
	const messageId = randomBytes(messageIdBytes);
	const dataKey = randomBytes(dataKeyBytes);
	const { key: encryptKey, commitment } = await newMessageKey(dataKey, messageId);
	const wrapped = {
		keyId: crypto.randomUUID() as KeyId,
		iv: randomBytes(ivBytes),
		encrypted: randomBytes(dataKeyBytes + tagBytes)
	};
	const dataKeys = [encodeWrappedDataKey(wrapped)];
	const body = encodeHeaderBody({ messageId, context: {}, dataKeys, frameLength, commitment });
	const header = concat(body, await headerTag(encryptKey, body));
	const { key: decryptKey } = await openMessageKey(dataKey, parseMessageHeader(header));
	return { messageId, header, encryptKey, decryptKey };
}

/** An encrypted file, and what a file worker is told to decrypt it. */
export async function encryptedFile(plaintext: Bytes, name: string) {
	const { messageId, header, encryptKey, decryptKey } = await newMessage();
	const body = new Written();
	await encryptBody(encryptKey, messageId, streamOf(plaintext), body.write);
	const content = concat(header, body.bytes);
	const file = new File([content], name);
	return { content, request: { kind: 'DECRYPT' as const, file, header, key: decryptKey } };
}

/** An encrypted file, and what a file worker is told to encrypt it with another key. */
export async function reEncryption(plaintext: Bytes, name = 'a.encrypted') {
	const made = await newMessage();
	const { content, request: old } = await encryptedFile(plaintext, name);
	const request = {
		...old,
		kind: 'RE_ENCRYPT' as const,
		newHeader: made.header,
		newKey: made.encryptKey,
		checkKey: made.decryptKey
	};
	return { content, request, made };
}
