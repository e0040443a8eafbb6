/**
 * The keys of an encrypted file: AWS Encryption SDK, suite 0x0478 (framework/algorithm-suites.md and
 * transitive-requirements.md), its data key wrapped by a raw AES keyring (framework/raw-aes-keyring.md).
 */
import { concat, equalBytes, u16, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { committingSuite, dataKeyBytes, ivBytes } from '#lib/domain/message/suite.ts';
import { randomBytes } from './random.ts';

/** What is derived from a data key for one message. */
export interface MessageKey {
	/** AES-256-GCM, not extractable, for the header's tag and the body */
	key: CryptoKey;
	/** 32 bytes; stands in the header */
	commitment: Bytes;
}

/**
 * HKDF-SHA-512, the message id as its salt. `info` is `u16 suite || "DERIVEKEY"` for the key, `"COMMITKEY"` for the
 * commitment.
 *
 * @param dataKey - 32 bytes; stays the caller's to wipe
 * @param messageId - 32 bytes
 */
export async function deriveMessageKey(
	dataKey: Bytes,
	messageId: Bytes,
	usage: 'encrypt' | 'decrypt'
): Promise<MessageKey> {
	const material = await crypto.subtle.importKey('raw', dataKey, 'HKDF', false, [
		'deriveKey',
		'deriveBits'
	]);
	const hkdf = (info: Bytes) => ({ name: 'HKDF', hash: 'SHA-512', salt: messageId, info });
	const key = await crypto.subtle.deriveKey(
		hkdf(concat(u16(committingSuite), utf8('DERIVEKEY'))),
		material,
		{ name: 'AES-GCM', length: 256 },
		false,
		[usage]
	);
	const commitment = await crypto.subtle.deriveBits(hkdf(utf8('COMMITKEY')), material, 256);
	return { key, commitment: new Uint8Array(commitment) };
}

/** No frame has the sequence number 0, so none has this IV. */
const headerIv = new Uint8Array(ivBytes);
const headerGcm = (body: Bytes) => ({ name: 'AES-GCM', iv: headerIv, additionalData: body });

/** @returns the header's tag, 16 bytes: that of no plaintext, with the header before it as additional data */
export async function headerTag(key: CryptoKey, body: Bytes): Promise<Bytes> {
	return new Uint8Array(await crypto.subtle.encrypt(headerGcm(body), key, new Uint8Array()));
}

/** @returns whether the data key commits to this header and its tag verifies */
export async function verifiesHeader(
	{ key, commitment }: MessageKey,
	header: { body: Bytes; tag: Bytes; commitment: Bytes }
): Promise<boolean> {
	if (!equalBytes(commitment, header.commitment)) return false;
	return crypto.subtle.decrypt(headerGcm(header.body), key, header.tag).then(
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

/** @returns the data key, 32 bytes, which the caller wipes; undefined when it was not wrapped so */
export async function unwrapDataKey(
	wrappingKey: CryptoKey,
	{ iv, encrypted }: { iv: Bytes; encrypted: Bytes },
	context: Bytes
): Promise<Bytes | undefined> {
	const gcm = { name: 'AES-GCM', iv, additionalData: context };
	try {
		const dataKey = await crypto.subtle.decrypt(gcm, wrappingKey, encrypted);
		return dataKey.byteLength === dataKeyBytes ? new Uint8Array(dataKey) : undefined;
	} catch {
		return undefined;
	}
}
