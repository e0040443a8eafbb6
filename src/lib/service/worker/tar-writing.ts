import { KmsError } from '#lib/domain/errors.ts';
import type { Bytes } from '#lib/domain/bytes.ts';
import {
	blockBytes,
	encodeTarHeader,
	paddingAfter,
	type TarMember
} from '#lib/domain/archive/tar-header.ts';

/** A member of a folder as it is chosen: what is in it is loaded when its turn comes. */
export interface FolderMember {
	/** from the folder's own name on, with slashes */
	path: string;
	/** left out of a folder that is empty */
	file?: File;
}

const endBytes = 2 * blockBytes;

function memberOf({ path, file }: FolderMember): TarMember {
	return file
		? { path, kind: 'FILE', size: file.size, modified: file.lastModified }
		: { path, kind: 'FOLDER', size: 0, modified: 0 };
}

/** @returns how many bytes the tar file of these members has */
export const tarBytes = (members: readonly FolderMember[]): number =>
	members.map(memberOf).reduce((sum, member) => {
		return sum + encodeTarHeader(member).length + member.size + paddingAfter(member.size);
	}, endBytes);

/**
 * The tar file of these members, made as it is read.
 *
 * @throws {@link KmsError} (the stream) `UnreadableFile` for a file that got longer or shorter since it was chosen
 */
export function tarStream(members: readonly FolderMember[]): ReadableStream<Bytes> {
	const parts = tarParts(members);
	return new ReadableStream(
		{
			async pull(controller) {
				const { done, value } = await parts.next();
				if (done) controller.close();
				else controller.enqueue(value);
			},
			async cancel() {
				await parts.return(undefined);
			}
		},
		{ highWaterMark: 0 }
	);
}

async function* tarParts(members: readonly FolderMember[]): AsyncGenerator<Bytes, undefined> {
	for (const member of members) {
		const { size } = memberOf(member);
		yield encodeTarHeader(memberOf(member));
		let read = 0;
		for await (const part of partsOf(member.file)) {
			read += part.length;
			if (read > size) break;
			yield part;
		}
		if (read !== size) throw new KmsError('UnreadableFile', {});
		if (paddingAfter(size) > 0) yield new Uint8Array(paddingAfter(size));
	}
	yield new Uint8Array(endBytes);
}

async function* partsOf(file: File | undefined): AsyncGenerator<Bytes> {
	if (!file) return;
	const reader = file.stream().getReader();
	try {
		for (let next; !(next = await reader.read()).done;) yield next.value;
	} finally {
		await reader.cancel().catch(() => undefined);
	}
}
