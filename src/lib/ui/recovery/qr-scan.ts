import decodeQR from 'qr/decode.js';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';

/** A picture is searched at this many pixels on its longer side at most: a code that fills a quarter of it is found. */
const longestSide = 1600;

/** A picture and its size in pixels. */
export interface Picture {
	source: CanvasImageSource;
	width: number;
	height: number;
}

/**
 * Looks for a QR code (ISO/IEC 18004). The pixels are wiped.
 *
 * @param patienceMs - how long it may look after the first try
 * @returns its text in UTF-8, which the caller wipes; undefined where there is none that can be read
 */
export function qrTextIn(
	{ source, width, height }: Picture,
	patienceMs: number
): Bytes | undefined {
	const scale = Math.min(1, longestSide / Math.max(width, height));
	const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
	if (size.width === 0 || size.height === 0) return undefined;
	const canvas = new OffscreenCanvas(size.width, size.height);
	const context = canvas.getContext('2d', { willReadFrequently: true });
	if (!context) return undefined;
	context.drawImage(source, 0, 0, size.width, size.height);
	const { data } = context.getImageData(0, 0, size.width, size.height);
	try {
		return utf8(decodeQR({ ...size, data }, { timeLimit: patienceMs }));
	} catch {
		return undefined; // the decoder's way to say that it finds none
	} finally {
		data.fill(0);
		context.clearRect(0, 0, size.width, size.height);
	}
}

const photoPatienceMs = 1000;

/** @returns the text of the QR code in a file; `NO_PICTURE` where the browser knows no picture in it */
export async function qrTextOf(file: Blob): Promise<Bytes | 'NO_PICTURE' | undefined> {
	const bitmap = await createImageBitmap(file).catch(() => undefined);
	if (!bitmap) return 'NO_PICTURE';
	const { width, height } = bitmap;
	try {
		return qrTextIn({ source: bitmap, width, height }, photoPatienceMs);
	} finally {
		bitmap.close();
	}
}
