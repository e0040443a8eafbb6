/** Opens PKCS #12 files (RFC 7292) whose private keys are under PBES2. */
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { parseUtf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { Pkcs12 } from '#lib/domain/reading/pkcs12.ts';
import { openEncryptedPkcs8 } from './encrypted-pkcs8.ts';

const hashes = { 'SHA-256': sha256, 'SHA-384': sha384, 'SHA-512': sha512 };

/**
 * @param password - as it was typed, UTF-8; the caller wipes it
 * @returns the private keys, each OneAsymmetricKey, DER, which the caller wipes
 * @throws {@link KmsError} `InvalidPrivateKey` for a wrong password, which can't be told from a damaged file
 */
export async function openPkcs12(
	{ keys, mac, content }: Pkcs12,
	password: Bytes
): Promise<Bytes[]> {
	if (!(await isMacRight(mac, Uint8Array.from(content), password)))
		throw new KmsError('InvalidPrivateKey', { reason: 'WRONG_PASSWORD' });
	const opened: Bytes[] = [];
	try {
		for (const key of keys) opened.push(await openEncryptedPkcs8(key, password));
		return opened;
	} catch (error) {
		wipe(...opened);
		throw error;
	}
}

async function isMacRight(
	{ hash, salt, iterations, value }: Pkcs12['mac'],
	content: Bytes,
	password: Bytes
): Promise<boolean> {
	const secret = macKey(hash, salt, iterations, password);
	try {
		const hmac = { name: 'HMAC', hash };
		const key = await crypto.subtle.importKey('raw', secret, hmac, false, ['verify']);
		return await crypto.subtle.verify('HMAC', key, value, content);
	} finally {
		wipe(secret);
	}
}

/** What is derived is a key for a MAC, RFC 7292 §B.3. */
const macPurpose = 3;

/** RFC 7292 §B.2. The key is as long as the hash, so that there is one round. */
function macKey(
	name: Pkcs12['mac']['hash'],
	salt: Bytes,
	iterations: number,
	password: Bytes
): Bytes {
	const hash = hashes[name];
	const block = hash.blockLen;
	const text = bmpString(password);
	const parts = [new Uint8Array(block).fill(macPurpose), filled(salt, block), filled(text, block)];
	let key = Uint8Array.from(
		parts.reduce((state, part) => state.update(part), hash.create()).digest()
	);
	for (let done = 1; done < iterations; done++) {
		const next = Uint8Array.from(hash(key));
		wipe(key);
		key = next;
	}
	wipe(text, ...parts);
	return key;
}

/** Repeated until it fills whole blocks. */
const filled = (bytes: Bytes, block: number): Bytes =>
	Uint8Array.from(
		{ length: Math.ceil(bytes.length / block) * block },
		(_, at) => bytes[at % bytes.length] ?? 0
	);

/** UTF-16, big-endian, with a zero at its end: RFC 7292 §B.1. */
function bmpString(password: Bytes): Bytes {
	const text = parseUtf8(password) ?? '';
	const bytes = new Uint8Array(2 * text.length + 2);
	const view = new DataView(bytes.buffer);
	for (let at = 0; at < text.length; at++) view.setUint16(2 * at, text.charCodeAt(at));
	return bytes;
}
