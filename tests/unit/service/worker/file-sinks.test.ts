/** What a file worker writes to. The origin's private file system is tested in the browser: tests/e2e/files.spec.ts. */
import { afterEach, expect, test, vi } from 'vitest';
import { concat, type Bytes } from '#lib/domain/bytes.ts';
import { openSink } from '#lib/service/worker/file-sinks.ts';

afterEach(() => vi.unstubAllGlobals());

const mebibyte = 1024 * 1024;
const bytes = (length: number, mark: number): Bytes => new Uint8Array(length).fill(mark + 1);

/** A file that the user has chosen: keeps copies of what is written, as a browser does. */
function chosenFile() {
	const writes: Bytes[] = [];
	const stream = {
		write: (written: Bytes) => {
			writes.push(written.slice());
			return Promise.resolve();
		},
		close: () => Promise.resolve(),
		abort: () => Promise.resolve()
	};
	const handle = { createWritable: () => Promise.resolve(stream) };
	return { writes, handle: handle as unknown as FileSystemFileHandle };
}

test('what is written in pieces of any size is in the file, in order', async () => {
	const { writes, handle } = chosenFile();
	const sink = await openSink({ to: 'HANDLE', handle }, new AbortController().signal);
	const pieces = [1, 0, 5 * mebibyte, 3 * mebibyte, 9 * mebibyte, 8 * mebibyte, 7].map(bytes);
	for (const piece of pieces) await sink.write(piece);
	await sink.close();
	expect(Buffer.concat(writes).equals(Buffer.concat(pieces))).toBe(true);
});

test('a piece is done with once it is written: of a file in frames of one byte, none is kept', async () => {
	const { writes, handle } = chosenFile();
	const sink = await openSink({ to: 'HANDLE', handle }, new AbortController().signal);
	const piece = Uint8Array.of(7);
	await sink.write(piece);
	piece.fill(0);
	await sink.close();
	expect(concat(...writes)).toEqual(Uint8Array.of(7));
});

test('in memory, a file in frames of one byte is a few pieces', async () => {
	let made = 0;
	vi.stubGlobal(
		'Blob',
		class extends Blob {
			constructor(parts: BlobPart[]) {
				super(parts);
				made++;
			}
		}
	);
	const sink = await openSink({ to: 'MEMORY' }, new AbortController().signal);
	for (let index = 0; index < 10_000; index++) await sink.write(Uint8Array.of(index));
	await sink.close();
	expect((await sink.written()).size).toBe(10_000);
	expect(made).toBeLessThan(4);
});
