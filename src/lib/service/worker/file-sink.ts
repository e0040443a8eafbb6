import type { Bytes } from '#lib/domain/bytes.ts';
import type { FileRun } from './file-run.ts';

/** Takes a file from its beginning to its end. All that it throws is a KmsError. */
export interface FileSink {
	write(bytes: Bytes): Promise<void>;
	close(): Promise<void>;
	/** @returns all that was written, to be read again once it is closed */
	written(): Promise<Blob>;
	/**
	 * What remains to be done once it is closed.
	 *
	 * @returns what the page is to save itself, where the sink could not put it in its place
	 */
	place(run: FileRun): Promise<Blob | undefined>;
	/** Leaves nothing behind but the empty file that a dialog of the browser has made, closed or not. */
	abort(): Promise<void>;
}
