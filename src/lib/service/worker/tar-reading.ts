import { parseUtf8, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { archiveLimits, MemberNames, refuseMember } from '#lib/domain/archive/member-names.ts';
import {
	blockBytes,
	paddingAfter,
	parsePaxRecords,
	parseTarHeader,
	untilZero,
	type TarHeader
} from '#lib/domain/archive/tar-header.ts';
import { ExactReader } from '#lib/crypto/exact-reader.ts';

/** Takes the members of an archive in their order. */
export interface MemberSink {
	/** A folder; that it is there is no reason to refuse it. */
	folder(parts: readonly string[]): Promise<void>;
	/** @returns what takes the file's content */
	file(parts: readonly string[]): Promise<{
		/** The bytes are overwritten by the next ones. */
		write(bytes: Bytes): Promise<void>;
		close(): Promise<void>;
	}>;
}

/** More is not read of what stands before a member: names, attributes. */
const mostBytesAbout = 1024 * 1024;
/** Headers that tell of others count too. */
const mostHeaders = 3 * archiveLimits.mostMembers;
const partBytes = 1024 * 1024;

const damaged = () => new KmsError('InvalidArchive', { reason: 'DAMAGED' });

/**
 * Reads a tar file to its end. Every member has a safe name and a place of its own, or the whole file is refused.
 *
 * @throws {@link KmsError} `InvalidArchive`
 */
export async function readTar(tar: ReadableStream<Uint8Array>, sink: MemberSink): Promise<void> {
	const reader = new TarReader(new ExactReader(tar));
	const names = new MemberNames();
	try {
		for (let member; (member = await reader.next());) {
			const { path, kind, size } = member;
			const parts = names.add(path, kind);
			if (kind === 'FOLDER') await sink.folder(parts);
			const file = kind === 'FILE' ? await sink.file(parts) : undefined;
			await reader.content(size, async (bytes) => file?.write(bytes));
			await file?.close();
		}
	} finally {
		await reader.end();
	}
}

class TarReader {
	readonly #reader: ExactReader;
	readonly #block = new Uint8Array(blockBytes);
	readonly #part = new Uint8Array(partBytes);
	#headers = 0;

	constructor(reader: ExactReader) {
		this.#reader = reader;
	}

	/** @returns undefined at the end of the archive, after which there are only zeros */
	async next(): Promise<{ path: string; kind: 'FILE' | 'FOLDER'; size: number } | undefined> {
		let longName: string | undefined;
		let longSize: number | undefined;
		for (;;) {
			const header = await this.#header();
			if (!header) return undefined;
			switch (header.type) {
				case 'x': {
					const records = parsePaxRecords(await this.#about(header));
					if (!records) throw damaged();
					longName = records.get('path') ?? longName;
					if (records.has('size')) longSize = decimal(records.get('size'));
					// Its content is not the file's, but a map of it.
					if ([...records.keys()].some((key) => key.startsWith('GNU.sparse.')))
						throw refuseMember('NOT_A_FILE', longName ?? '');
					break;
				}
				case 'L':
					longName = parseUtf8(untilZero(await this.#about(header)));
					break;
				case 'K':
				case 'g':
					await this.#about(header);
					break;
				default: {
					const path = longName ?? parseUtf8(header.name);
					if (path === undefined)
						throw refuseMember('UNSAFE_NAME', String.fromCharCode(...header.name));
					return { path, kind: kindOf(header, path), size: longSize ?? header.size };
				}
			}
		}
	}

	/** Reads the content of the member, and what fills its last block. */
	async content(size: number, write: (bytes: Bytes) => Promise<void>): Promise<void> {
		for (let left = size; left > 0;) {
			const part = this.#part.subarray(0, Math.min(left, partBytes));
			await this.#fill(part);
			await write(part);
			left -= part.length;
		}
		await this.#fill(this.#block.subarray(0, paddingAfter(size)));
	}

	async end(): Promise<void> {
		this.#part.fill(0);
		await this.#reader.cancel();
	}

	async #header(): Promise<TarHeader | undefined> {
		if (++this.#headers > mostHeaders)
			throw new KmsError('InvalidArchive', {
				reason: 'TOO_MANY',
				limit: archiveLimits.mostMembers
			});
		await this.#fill(this.#block);
		if (isZero(this.#block)) {
			await this.#onlyZerosLeft();
			return undefined;
		}
		const header = parseTarHeader(this.#block);
		if (!header) throw damaged();
		return header;
	}

	/** What a header says that tells of others. */
	async #about({ size }: TarHeader): Promise<Bytes> {
		if (size > mostBytesAbout) throw damaged();
		const bytes = new Uint8Array(size);
		await this.#fill(bytes);
		await this.#fill(this.#block.subarray(0, paddingAfter(size)));
		return bytes;
	}

	async #onlyZerosLeft(): Promise<void> {
		let filled;
		do {
			filled = await this.#reader.fill(this.#part);
			if (!isZero(this.#part.subarray(0, filled))) throw damaged();
		} while (filled === partBytes);
	}

	async #fill(bytes: Bytes): Promise<void> {
		if ((await this.#reader.fill(bytes)) < bytes.length) throw damaged();
	}
}

const isZero = (bytes: Uint8Array) => bytes.every((byte) => byte === 0);

function decimal(text = ''): number {
	const size = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
	if (!Number.isSafeInteger(size)) throw damaged();
	return size;
}

/** In v7, a folder is a file whose name ends with a slash. */
function kindOf({ type }: TarHeader, path: string): 'FILE' | 'FOLDER' {
	if (type === '5') return 'FOLDER';
	if (type === '' && path.endsWith('/')) return 'FOLDER';
	if (['', '0', '7'].includes(type)) return 'FILE';
	throw refuseMember('NOT_A_FILE', path);
}
