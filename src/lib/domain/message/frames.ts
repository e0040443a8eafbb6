/** The body of an encrypted file: AWS Encryption SDK, data-format/message-body.md and message-body-aad.md. */
import { concat, u32, u64, utf8, type Bytes } from '../bytes.ts';
import { ivBytes, tagBytes } from './suite.ts';

/** Bytes of plaintext in each frame that Airlock writes, but the last. Above 896 KiB Chromium's AES-GCM is slower. */
export const frameLength = 512 * 1024;
/** A longer frame, or a longer body that is not framed, is not opened: all of it has to be in memory at once. */
export const longestFrame = 256 * 1024 * 1024;
/** A message has fewer frames than this. */
export const mostFrames = 2 ** 32 - 1;
/** Of a signature in DER, on the longer of the two curves. */
export const longestSignature = 104;
/** Stands before the sequence number of the final frame. */
export const finalFrameMark = 0xff_ff_ff_ff;

/** What a part of a body is: its name stands in its additional data. */
export type Part = 'FRAME' | 'FINAL_FRAME' | 'SINGLE_BLOCK';

const names: Readonly<Record<Part, string>> = {
	FRAME: 'AWSKMSEncryptionClient Frame',
	FINAL_FRAME: 'AWSKMSEncryptionClient Final Frame',
	SINGLE_BLOCK: 'AWSKMSEncryptionClient Single Block'
};

/** `message id || name of the part || u32 sequence number || u64 bytes of plaintext`. */
export const partAad = (
	messageId: Bytes,
	part: Part,
	sequence: number,
	plaintextBytes: number
): Bytes => concat(messageId, utf8(names[part]), u32(sequence), u64(plaintextBytes));

/** The sequence number in 12 bytes: no two frames of a message have the same, and no header. */
export const frameIv = (sequence: number): Bytes => concat(new Uint8Array(8), u32(sequence));

/** What stands before the content of a frame: of a regular one `sequence || IV`, of the final one also mark and length. */
export const frameStart = (
	part: 'FRAME' | 'FINAL_FRAME',
	sequence: number,
	plaintextBytes: number
): Bytes =>
	part === 'FRAME'
		? concat(u32(sequence), frameIv(sequence))
		: concat(u32(finalFrameMark), u32(sequence), frameIv(sequence), u32(plaintextBytes));

const regularOverhead = 4 + ivBytes + tagBytes;
const finalOverhead = 4 + 4 + ivBytes + 4 + tagBytes;

/** @returns how many bytes the body has that Airlock writes for so much plaintext */
export function bodyBytes(plaintextBytes: number): number {
	const regular = Math.max(0, Math.ceil(plaintextBytes / frameLength) - 1);
	return plaintextBytes + regular * regularOverhead + finalOverhead;
}
