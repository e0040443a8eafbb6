import jsQR from 'jsqr';

/** @returns what a QR reader that is not ours sees in a picture */
export function readQr(rgba: Uint8ClampedArray, width: number, height: number): string | undefined {
	return jsQR(rgba, width, height)?.data;
}
