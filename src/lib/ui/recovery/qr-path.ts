import encodeQR from 'qr';

/** Modules of white around a code (ISO/IEC 18004 §9.1). */
const quietZone = 4;

/** A QR code as one SVG path, one unit to a module. */
export interface QrPath {
	/** with the quiet zone, on each side */
	size: number;
	path: string;
}

/** @param text - upper-case letters, digits and spaces make the smallest codes */
export function qrPath(text: string): QrPath {
	const modules = encodeQR(text, 'raw', { ecc: 'medium', border: quietZone });
	const path = modules
		.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
		.join('');
	return { size: modules.length, path };
}
