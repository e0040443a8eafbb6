/**
 * The keys of an encrypted file: AWS Encryption SDK (framework/algorithm-suites.md and transitive-requirements.md), its
 * data key wrapped by a raw AES keyring (framework/raw-aes-keyring.md).
 */
import { concat, equalBytes, u16, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { MessageHeader } from '#lib/domain/message/header.ts';
import { committingSuite, ivBytes, type Suite } from '#lib/domain/message/suite.ts';
import { randomBytes } from './random.ts';

/** What is derived from a data key for one message. */
export interface MessageKey {
	/** AES-GCM, not extractable, for the header's tag and the body */
	key: CryptoKey;
	/** 32 bytes, which stand in the header; none of a suite that does not commit */
	commitment: Bytes;
}

/**
 * For a new message. HKDF-SHA-512, the message id as its salt. `info` is `u16 suite || "DERIVEKEY"` for the key,
 * `"COMMITKEY"` for the commitment.
 *
 * @param dataKey - 32 bytes; stays the caller's to wipe
 * @param messageId - 32 bytes
 */
export const newMessageKey = (dataKey: Bytes, messageId: Bytes): Promise<MessageKey> =>
	deriveCommitting(dataKey, { suite: committingSuite, messageId }, 'encrypt');

/**
 * Of a message that is there. A suite without commitment has `u16 suite || message id` as the `info` of HKDF and no salt,
 * or takes the data key itself.
 *
 * @param dataKey - as long as its suite says; stays the caller's to wipe
 * @throws {@link KmsError} `InvalidEncryptedFile` where the browser has no AES with its key length
 */
export async function openMessageKey(
	dataKey: Bytes,
	header: Pick<MessageHeader, 'suite' | 'messageId'>
): Promise<MessageKey> {
	const { suite } = header;
	try {
		return suite.commits
			? await deriveCommitting(dataKey, header, 'decrypt')
			: { key: await deriveOlder(dataKey, header), commitment: new Uint8Array() };
	} catch (error) {
		if (suite.keyBytes !== 24 || !(error instanceof DOMException)) throw error;
		throw new KmsError('InvalidEncryptedFile', { reason: 'AES_192', suite: suite.id });
	}
}

async function deriveCommitting(
	dataKey: Bytes,
	{ suite, messageId }: Pick<MessageHeader, 'suite' | 'messageId'>,
	usage: 'encrypt' | 'decrypt'
): Promise<MessageKey> {
	const material = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, [
		'deriveKey',
		'deriveBits'
	]);
	const hkdf = (info: Bytes) => ({ name: 'HKDF', hash: 'SHA-512', salt: messageId, info });
	const key = await crypto.subtle.deriveKey(
		hkdf(concat(u16(suite.id), utf8('DERIVEKEY'))),
		material,
		gcmKey(suite),
		false,
		[usage]
	);
	const commitment = await crypto.subtle.deriveBits(hkdf(utf8('COMMITKEY')), material, 256);
	return { key, commitment: new Uint8Array(commitment) };
}

async function deriveOlder(
	dataKey: Bytes,
	{ suite, messageId }: Pick<MessageHeader, 'suite' | 'messageId'>
): Promise<CryptoKey> {
	const { hash } = suite;
	if (!hash) return crypto.subtle.importKey('raw', dataKey, 'AES-GCM', false, ['decrypt']);
	const material = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, ['deriveKey']);
	const info = concat(u16(suite.id), messageId);
	const hkdf = { name: 'HKDF', hash, salt: new Uint8Array(), info };
	return crypto.subtle.deriveKey(hkdf, material, gcmKey(suite), false, ['decrypt']);
}

const gcmKey = ({ keyBytes }: Suite) => ({ name: 'AES-GCM', length: 8 * keyBytes });

/** No frame has the sequence number 0, so none has this IV. */
const headerIv = new Uint8Array(ivBytes);
const headerGcm = (iv: Bytes, additionalData: Bytes) => ({ name: 'AES-GCM', iv, additionalData });

/** @returns the header's tag, 16 bytes: that of no plaintext, with the header before it as additional data */
export async function headerTag(key: CryptoKey, body: Bytes): Promise<Bytes> {
	const tag = await crypto.subtle.encrypt(headerGcm(headerIv, body), key, new Uint8Array());
	return new Uint8Array(tag);
}

/** @returns whether the data key commits to this header, where the suite has that, and its tag verifies */
export async function verifiesHeader(
	{ key, commitment }: MessageKey,
	header: Pick<MessageHeader, 'authenticated' | 'iv' | 'tag' | 'commitment'>
): Promise<boolean> {
	if (!equalBytes(commitment, header.commitment)) return false;
	return crypto.subtle.decrypt(headerGcm(header.iv, header.authenticated), key, header.tag).then(
		() => true,
		() => false
	);
}

/** AES-256-GCM under the wrapping key of a CMK. @param context - serialized, the additional data */
export async function wrapDataKey(
	wrappingKey: CryptoKey,
	dataKey: Bytes,
	context: Bytes
): Promise<{ iv: Bytes; encrypted: Bytes }> {
	const iv = randomBytes(ivBytes);
	const gcm = { name: 'AES-GCM', iv, additionalData: context };
	return { iv, encrypted: new Uint8Array(await crypto.subtle.encrypt(gcm, wrappingKey, dataKey)) };
}

/**
 * @param keyBytes - of a data key of the message's suite
 * @returns the data key, which the caller wipes; undefined when it was not wrapped so
 */
export async function unwrapDataKey(
	wrappingKey: CryptoKey,
	{ iv, encrypted }: { iv: Bytes; encrypted: Bytes },
	context: Bytes,
	keyBytes: number
): Promise<Bytes | undefined> {
	const gcm = { name: 'AES-GCM', iv, additionalData: context };
	try {
		const dataKey = await crypto.subtle.decrypt(gcm, wrappingKey, encrypted);
		return dataKey.byteLength === keyBytes ? new Uint8Array(dataKey) : undefined;
	} catch {
		return undefined;
	}
}
