import type { Bytes } from '#lib/domain/bytes.ts';

/** Saves bytes as a download. Nothing leaves the computer. */
export function saveFile(fileName: string, bytes: Bytes, type = 'application/octet-stream'): void {
	saveBlob(fileName, new Blob([bytes], { type }));
}

/** The same of what may be too large for memory. */
export function saveBlob(fileName: string, blob: Blob): void {
	const url = URL.createObjectURL(blob);
	const link = document.createElement('a');
	link.href = url;
	link.download = fileName;
	link.click();
	// The browser has taken hold of it by then, and plaintext should not outlast a lock.
	setTimeout(() => URL.revokeObjectURL(url), 5_000);
}
