/**
 * Unpacks an encrypted tar file into a folder. The whole file is decrypted twice: first to verify it to its end and to look
 * at every name, and nothing is written; then to write what the first time has shown to be whole.
 */
import type { Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { refuseMember } from '#lib/domain/archive/member-names.ts';
import type { FileRun } from './file-run.ts';
import { newFolderIn, remove } from './new-file.ts';
import { plaintextOf } from './plaintext-of.ts';
import { readTar, type MemberSink } from './tar-reading.ts';
import { storing } from './waiting-files.ts';
import type { DecryptionRequest, FileResult, FileTarget } from './worker-protocol.ts';

/** Where a tar file is unpacked. */
export type NewFolder = Extract<FileTarget, { to: 'NEW_FOLDER' }>;

/**
 * @returns how many bytes the tar file has, and the name of the folder that was made
 * @throws {@link KmsError} `InvalidEncryptedFile`, `InvalidArchive`, and what the disk refuses; then the folder is gone
 */
export async function unpackFile(
	request: DecryptionRequest,
	{ folder: parent, name }: NewFolder,
	run: FileRun
): Promise<FileResult> {
	run.begin('CHECKING');
	const top = new TopFolder();
	const bytes = await read(request, run, top);
	run.begin('WRITING');
	const folder = await storing(() => newFolderIn(parent, top.name ?? name));
	const sink = new FolderSink(folder, top.name === undefined ? 0 : 1);
	try {
		await read(request, run, sink);
		await run.close();
	} catch (error) {
		await sink.abort();
		const isGone = await remove(parent, folder.name);
		throw isGone ? error : new KmsError('StorageFailed', { reason: 'NOT_REMOVED' });
	}
	return { bytes, folder: folder.name };
}

async function read(
	{ file, header, key }: DecryptionRequest,
	run: FileRun,
	sink: MemberSink
): Promise<number> {
	const { readable, done } = plaintextOf(file, header, key);
	const counted = readable.pipeThrough(
		new TransformStream<Bytes, Bytes>({
			async transform(bytes, controller) {
				await run.advance(bytes.length);
				controller.enqueue(bytes);
			}
		})
	);
	const [unpacked, verified] = await Promise.allSettled([readTar(counted, sink), done]);
	// What ends the stream ends its reader with the same reason.
	if (unpacked.status === 'rejected') throw unpacked.reason;
	if (verified.status === 'rejected') throw verified.reason;
	return verified.value;
}

/** Writes nothing, and finds the folder that all members are in. */
class TopFolder implements MemberSink {
	readonly #names = new Set<string>();
	#hasFile = false;

	/** undefined where there is none, or several */
	get name(): string | undefined {
		return this.#names.size === 1 && !this.#hasFile ? [...this.#names][0] : undefined;
	}

	folder([first]: readonly string[]) {
		if (first !== undefined) this.#names.add(first);
		return Promise.resolve();
	}

	file([first = '', ...others]: readonly string[]) {
		this.#names.add(first);
		this.#hasFile ||= others.length === 0;
		const nothing = () => Promise.resolve();
		return Promise.resolve({ write: nothing, close: nothing });
	}
}

/** Writes each member into a folder that was empty. */
class FolderSink implements MemberSink {
	readonly #folders = new Map<string, FileSystemDirectoryHandle>();
	readonly #without: number;
	#open: FileSystemWritableFileStream | undefined;

	/** @param without - so many first parts of each path are the folder itself */
	constructor(folder: FileSystemDirectoryHandle, without: number) {
		this.#folders.set('', folder);
		this.#without = without;
	}

	async folder(parts: readonly string[]) {
		await this.#folderAt(parts.slice(this.#without));
	}

	async file(parts: readonly string[]) {
		const within = parts.slice(this.#without);
		const folder = await this.#folderAt(within.slice(0, -1));
		const writable = await making(within, async () => {
			const handle = await folder.getFileHandle(within.at(-1) ?? '', { create: true });
			return handle.createWritable();
		});
		this.#open = writable;
		return {
			write: (bytes: Bytes) => storing(() => writable.write(bytes)),
			close: () => storing(() => writable.close())
		};
	}

	/** Lets go of the file that is being written. */
	async abort(): Promise<void> {
		await this.#open?.abort().catch(() => undefined);
	}

	async #folderAt(parts: readonly string[]): Promise<FileSystemDirectoryHandle> {
		const path = parts.join('/');
		const known = this.#folders.get(path);
		if (known) return known;
		const parent = await this.#folderAt(parts.slice(0, -1));
		const folder = await making(parts, () =>
			parent.getDirectoryHandle(parts.at(-1) ?? '', { create: true })
		);
		this.#folders.set(path, folder);
		return folder;
	}
}

/** A browser has names of its own that it does not write. */
async function making<Made>(parts: readonly string[], make: () => Promise<Made>): Promise<Made> {
	try {
		return await storing(make);
	} catch (error) {
		throw error instanceof TypeError ? refuseMember('UNSAFE_NAME', parts.join('/')) : error;
	}
}
