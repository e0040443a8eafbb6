import type { MirrorFile } from '#lib/storage/mirror.ts';
import type { UseMirrorFiles } from '#lib/storage/mirror-files.ts';

/** A file of a mirror, in memory. */
class MemoryFile implements MirrorFile {
	bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
	/** as it would be after a power cut */
	onDisk: Uint8Array<ArrayBuffer> = new Uint8Array();
	/** called before each step that changes something; one that throws leaves it undone */
	beforeStep: () => void = () => undefined;

	getSize(): number {
		return this.bytes.length;
	}

	read(into: Uint8Array, { at }: { at: number }): number {
		const found = this.bytes.subarray(at, at + into.length);
		into.set(found);
		return found.length;
	}

	write(bytes: Uint8Array, { at }: { at: number }): number {
		this.beforeStep();
		this.bytes = resized(this.bytes, Math.max(this.bytes.length, at + bytes.length));
		this.bytes.set(bytes, at);
		return bytes.length;
	}

	truncate(byteCount: number): void {
		this.beforeStep();
		this.bytes = resized(this.bytes, byteCount);
	}

	flush(): void {
		this.beforeStep();
		this.onDisk = this.bytes.slice();
	}

	close(): void {}
}

/** A copy of that length, cut off or with zeros at its end. */
export function resized(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
	const copy = new Uint8Array(length);
	copy.set(bytes.subarray(0, length));
	return copy;
}

/** The two files of a mirror in memory, as several workers have them open at once. */
export class MemoryFiles {
	readonly both = [new MemoryFile(), new MemoryFile()] as const;
	/** whether the browser gives them out */
	isThere = true;

	readonly use: UseMirrorFiles = (work) => work(this.isThere ? this.both : undefined);

	set beforeStep(step: () => void) {
		for (const file of this.both) file.beforeStep = step;
	}

	get bytes(): number {
		return this.both.reduce((sum, file) => sum + file.getSize(), 0);
	}
}
