/** A ciphertext blob, opened and made with the key material alone: docs/formats.md §2, by Node's crypto. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export type Context = Readonly<Record<string, string>>;

const headerBytes = 29;
const saltBytes = 24;
const commitmentBytes = 32;
const tagBytes = 16;

const uuidBytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex');
const hkdf = (material: Uint8Array, info: Buffer, length: number) =>
	Buffer.from(hkdfSync('sha512', material, '', info, length));

function encodeContext(context: Context): Buffer {
	const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
	const field = (text: string) => Buffer.concat([u16(Buffer.byteLength(text)), Buffer.from(text)]);
	const pairs = Object.entries(context).sort(([a], [b]) =>
		Buffer.compare(Buffer.from(a), Buffer.from(b))
	);
	return Buffer.concat([
		u16(pairs.length),
		...pairs.flatMap(([name, value]) => [field(name), field(value)])
	]);
}

/** Key, nonce and commitment of one message that has one chunk. */
function messageKeys(material: Uint8Array, header: Buffer, salt: Buffer, context: Context) {
	const keyId = header.subarray(5, 21);
	const purposeKey = hkdf(
		material,
		Buffer.concat([Buffer.from('airlock/v1/encrypt\0'), keyId]),
		32
	);
	const info = Buffer.concat([
		Buffer.from('c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0'),
		salt,
		header,
		encodeContext(context)
	]);
	const block = (before: Buffer, number: number) =>
		createHmac('sha512', purposeKey)
			.update(Buffer.concat([before, info, Buffer.from([number])]))
			.digest();
	const first = block(Buffer.alloc(0), 1);
	const okm = Buffer.concat([first, block(first, 2)]);
	return {
		key: okm.subarray(0, 32),
		nonce: okm.subarray(32, 44),
		commitment: okm.subarray(44, 44 + commitmentBytes)
	};
}

export function openOutside(material: Uint8Array, blob: Buffer, context: Context = {}): Buffer {
	const header = blob.subarray(0, headerBytes);
	const salt = blob.subarray(headerBytes, headerBytes + saltBytes);
	const sealedAt = headerBytes + saltBytes + commitmentBytes;
	const { key, nonce, commitment } = messageKeys(material, header, salt, context);
	if (!commitment.equals(blob.subarray(headerBytes + saltBytes, sealedAt)))
		throw new Error('another key, or another context');
	const decipher = createDecipheriv('aes-256-gcm', key, nonce);
	decipher.setAuthTag(blob.subarray(-tagBytes));
	return Buffer.concat([decipher.update(blob.subarray(sealedAt, -tagBytes)), decipher.final()]);
}

export function sealOutside(
	material: Uint8Array,
	keyId: string,
	plaintext: Buffer,
	context: Context = {}
): Buffer {
	const materialInfo = Buffer.concat([Buffer.from('airlock/v1/material-id\0'), uuidBytes(keyId)]);
	const header = Buffer.concat([
		Buffer.from('AIRC\u0001'),
		uuidBytes(keyId),
		hkdf(material, materialInfo, 8)
	]);
	const salt = randomBytes(saltBytes);
	const { key, nonce, commitment } = messageKeys(material, header, salt, context);
	const cipher = createCipheriv('aes-256-gcm', key, nonce);
	const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
	return Buffer.concat([header, salt, commitment, sealed, cipher.getAuthTag()]);
}
