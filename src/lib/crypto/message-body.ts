/** Encrypts and decrypts the body of a file as it streams by: two frames are in memory, whatever the file's size. */
import { ByteReader, fromBase64, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, type EncryptedFileFault } from '#lib/domain/errors.ts';
import {
	finalFrameMark,
	frameIv,
	frameLength,
	frameStart,
	longestFrame,
	longestSignature,
	mostFrames,
	partAad,
	type Part
} from '#lib/domain/message/frames.ts';
import { ivBytes, tagBytes } from '#lib/domain/message/suite.ts';
import { signatureKeyName, type MessageHeader } from '#lib/domain/message/header.ts';
import { ExactReader } from './exact-reader.ts';
import { SignatureCheck } from './message-signature.ts';

/** Takes what is made, in order. The bytes are its own. */
export type Write = (bytes: Bytes) => Promise<void>;

const gcm = (iv: Bytes, additionalData: Bytes) => ({ name: 'AES-GCM', iv, additionalData });

/**
 * Writes frames one behind the cipher. WebCrypto takes a copy of what it is given at once. Where the browser works on it
 * in another thread, the next frame is read and the one before is written meanwhile; Chromium works on it in this one.
 */
class FramesBehind {
	readonly #write: Write;
	#last: { start: Bytes | undefined; made: Promise<ArrayBuffer> } | undefined;

	constructor(write: Write) {
		this.#write = write;
	}

	/**
	 * Takes a frame that is being made, and writes the one before.
	 *
	 * @param start - what is written before it
	 */
	async push(made: Promise<ArrayBuffer>, start?: Bytes): Promise<void> {
		// It is waited for later; the one before may fail first.
		made.catch(() => undefined);
		const before = this.#last;
		this.#last = { start, made };
		await this.#finish(before);
	}

	/** Writes the last one. */
	async end(): Promise<void> {
		const last = this.#last;
		this.#last = undefined;
		await this.#finish(last);
	}

	async #finish(frame: { start: Bytes | undefined; made: Promise<ArrayBuffer> } | undefined) {
		if (!frame) return;
		const made = await frame.made;
		// Joined first, they would be copied once more.
		if (frame.start) await this.#write(frame.start);
		await this.#write(new Uint8Array(made));
	}
}

/**
 * @param key - AES-256-GCM with usage `encrypt`, derived for this message
 * @param length - bytes of plaintext in a frame; tests make it short
 * @returns how many bytes of plaintext there were
 */
export async function encryptBody(
	key: CryptoKey,
	messageId: Bytes,
	plaintext: ReadableStream<Uint8Array>,
	write: Write,
	length = frameLength
): Promise<number> {
	const reader = new ExactReader(plaintext);
	const frames = new FramesBehind(write);
	const frame = new Uint8Array(length);
	try {
		for (let sequence = 1; sequence < mostFrames; sequence++) {
			const filled = await reader.fill(frame);
			const part = (await reader.isAtEnd()) ? 'FINAL_FRAME' : 'FRAME';
			const sealed = crypto.subtle.encrypt(
				gcm(frameIv(sequence), partAad(messageId, part, sequence, filled)),
				key,
				frame.subarray(0, filled)
			);
			await frames.push(sealed, frameStart(part, sequence, filled));
			if (part === 'FRAME') continue;
			await frames.end();
			return reader.offset;
		}
		throw new RangeError('more frames than a message can have');
	} finally {
		wipe(frame);
		await reader.cancel();
	}
}

type Header = Pick<MessageHeader, 'suite' | 'messageId' | 'context' | 'frameLength' | 'bytes'>;

/**
 * Gives on each part once it is verified. What was given on is whole only when this returns: until then the file can turn
 * out to be cut off, or not to be what was signed.
 *
 * @param key - AES-GCM with usage `decrypt`, derived for this message
 * @param body - all that follows the header
 * @param bodyBytes - how many bytes that is; a length in the file that goes beyond them is believed no further
 * @returns how many bytes of plaintext there were
 * @throws {@link KmsError} `InvalidEncryptedFile` with the place in the file, and `InputTooLarge` for a frame that is
 * longer than {@link longestFrame}
 */
export async function decryptBody(
	key: CryptoKey,
	header: Header,
	body: ReadableStream<Uint8Array>,
	bodyBytes: number,
	write: Write
): Promise<number> {
	const check = signatureCheck(header, bodyBytes);
	const parts = new PartReader(body, header, bodyBytes, check);
	const frames = new FramesBehind(write);
	let written = 0;
	try {
		for (;;) {
			const { part, sequence, iv, content, offset } = await parts
				.next()
				.catch(async (error: unknown) => {
					await frames.end(); // what is wrong before it is said first
					throw error;
				});
			const bytes = content.length - tagBytes;
			const aad = partAad(header.messageId, part, sequence, bytes);
			const plaintext = crypto.subtle.decrypt(gcm(iv, aad), key, content).catch(() => {
				throw refuse({ reason: 'ALTERED', offset });
			});
			await frames.push(plaintext);
			written += bytes;
			if (part !== 'FRAME') break;
		}
		await frames.end();
		if (check) await parts.assertSigned(check);
		await parts.assertAtEnd();
		return written;
	} finally {
		await parts.cancel();
	}
}

const refuse = (fault: EncryptedFileFault) => new KmsError('InvalidEncryptedFile', fault);

/** @returns what is to verify the signature of a message, which has taken in its header; undefined where it has none */
function signatureCheck(
	{ suite, context, bytes }: Header,
	bodyBytes: number
): SignatureCheck | undefined {
	if (!suite.curve) return undefined;
	try {
		const publicKey = fromBase64(context[signatureKeyName] ?? '');
		const check = new SignatureCheck(suite.curve, publicKey, bytes.length + bodyBytes);
		check.update(bytes);
		return check;
	} catch {
		throw refuse({ reason: 'SIGNATURE', offset: 0 });
	}
}

/** A part of a body as it stands in the file, not verified. */
interface SealedPart {
	part: Part;
	sequence: number;
	iv: Bytes;
	/** with its tag; the next part overwrites it */
	content: Bytes;
	/** where it begins in the file */
	offset: number;
}

/** Takes a body apart. */
class PartReader {
	readonly #reader: ExactReader;
	readonly #header: Header;
	readonly #bodyBytes: number;
	#sequence = 0;
	/** as long as the longest part so far, with its tag */
	#buffer: Bytes = new Uint8Array();
	/** all that was read so far was signed */
	#isSigned = true;

	/** @param check - takes in all parts */
	constructor(
		body: ReadableStream<Uint8Array>,
		header: Header,
		bodyBytes: number,
		check: SignatureCheck | undefined
	) {
		this.#bodyBytes = bodyBytes;
		this.#header = header;
		this.#reader = new ExactReader(
			body,
			check &&
				((bytes) => {
					if (this.#isSigned) check.update(bytes);
				})
		);
	}

	async next(): Promise<SealedPart> {
		const offset = this.#offset;
		const sequence = ++this.#sequence;
		if (this.#header.frameLength === 0) {
			const iv = await this.#take(ivBytes);
			const content = await this.#content(await this.#unsigned(8));
			return { part: 'SINGLE_BLOCK', sequence, iv, content, offset };
		}
		const first = await this.#unsigned(4);
		const isFinal = first === finalFrameMark;
		const named = isFinal ? await this.#unsigned(4) : first;
		if (named !== sequence) throw refuse({ reason: 'ALTERED', offset });
		const iv = await this.#take(ivBytes);
		const length = isFinal ? await this.#unsigned(4) : this.#header.frameLength;
		if (length > this.#header.frameLength) throw refuse({ reason: 'ALTERED', offset });
		const content = await this.#content(length);
		return { part: isFinal ? 'FINAL_FRAME' : 'FRAME', sequence, iv, content, offset };
	}

	/** `u16 length || signature`. @throws {@link KmsError} unless it is over the header and all parts */
	async assertSigned(check: SignatureCheck): Promise<void> {
		const offset = this.#offset;
		this.#isSigned = false;
		const length = await this.#unsigned(2);
		if (length > longestSignature) throw refuse({ reason: 'SIGNATURE', offset });
		if (!(await check.verifies(await this.#take(length))))
			throw refuse({ reason: 'SIGNATURE', offset });
	}

	/** @throws {@link KmsError} when something follows the last part and its signature */
	async assertAtEnd(): Promise<void> {
		if (!(await this.#reader.isAtEnd())) throw refuse({ reason: 'EXTENDED', offset: this.#offset });
	}

	cancel(): Promise<void> {
		return this.#reader.cancel();
	}

	get #offset(): number {
		return this.#header.bytes.length + this.#reader.offset;
	}

	/** @param length - of the plaintext, as the file says it */
	async #content(length: number): Promise<Bytes> {
		if (length + tagBytes > this.#bodyBytes - this.#reader.offset)
			throw refuse({ reason: 'CUT_OFF', offset: this.#header.bytes.length + this.#bodyBytes });
		if (length > longestFrame)
			throw new KmsError('InputTooLarge', {
				parameter: 'FrameLength',
				actualBytes: length,
				limitBytes: longestFrame
			});
		const bytes = length + tagBytes;
		if (this.#buffer.length < bytes) this.#buffer = new Uint8Array(bytes);
		const content = this.#buffer.subarray(0, bytes);
		await this.#fill(content);
		return content;
	}

	async #take(byteCount: number): Promise<Bytes> {
		const bytes = new Uint8Array(byteCount);
		await this.#fill(bytes);
		return bytes;
	}

	async #unsigned(byteCount: number): Promise<number> {
		const offset = this.#offset;
		const bytes = new ByteReader(await this.#take(byteCount));
		try {
			return bytes.unsigned(byteCount);
		} catch {
			throw refuse({ reason: 'ALTERED', offset }); // beyond 2^53
		}
	}

	async #fill(buffer: Bytes): Promise<void> {
		if ((await this.#reader.fill(buffer)) < buffer.length)
			throw refuse({ reason: 'CUT_OFF', offset: this.#offset });
	}
}
