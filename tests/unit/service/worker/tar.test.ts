/** The tar files that Airlock makes and reads, with the tar program at the other end. */
import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { concat, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { encodeTarHeader, paddingAfter } from '#lib/domain/archive/tar-header.ts';
import { archiveLimits } from '#lib/domain/archive/member-names.ts';
import { readTar } from '#lib/service/worker/tar-reading.ts';
import { tarBytes, tarStream } from '#lib/service/worker/tar-writing.ts';
import { streamOf } from '../../../support/encrypted-files.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'airlock-tar-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const tar = (...options: string[]) => execFileSync('tar', options, { cwd: folder });

async function bytesOf(stream: ReadableStream<Bytes>): Promise<Bytes> {
	return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** What is unpacked: paths of files with their contents, of folders with none. */
async function unpacked(bytes: Bytes): Promise<Record<string, string | null>> {
	const found: Record<string, string | null> = {};
	await readTar(streamOf(bytes, 1000), {
		folder(parts) {
			found[parts.join('/')] = null;
			return Promise.resolve();
		},
		file(parts) {
			let content = '';
			return Promise.resolve({
				write(part: Bytes) {
					content += Buffer.from(part).toString('latin1');
					return Promise.resolve();
				},
				close() {
					found[parts.join('/')] = content;
					return Promise.resolve();
				}
			});
		}
	});
	return found;
}

const long = 'l'.repeat(200);
const contents: Record<string, string> = {
	'photos/a.txt': 'a',
	'photos/empty': '',
	'photos/of a block': 'b'.repeat(512),
	'photos/over a block': 'c'.repeat(513),
	[`photos/${long}/${long}.txt`]: 'long',
	'photos/Ключ 🔑/é.txt': 'unicode',
	'photos/.hidden': 'dot'
};

function put(path: string, content: string): void {
	mkdirSync(join(folder, dirname(path)), { recursive: true });
	writeFileSync(join(folder, path), content);
}

test('the tar program opens what Airlock has made', async () => {
	const modified = Date.UTC(2026, 1, 3, 4, 5, 6);
	const members = Object.entries(contents).map(([path, content]) => ({
		path,
		file: new File([content], 'x', { lastModified: modified })
	}));
	const all = [...members, { path: 'photos/empty folder' }];
	const bytes = await bytesOf(tarStream(all));
	expect(bytes).toHaveLength(tarBytes(all));
	writeFileSync(join(folder, 'made.tar'), bytes);
	tar('-xf', 'made.tar');
	for (const [path, content] of Object.entries(contents))
		expect(readFileSync(join(folder, path), 'utf8')).toBe(content);
	expect(statSync(join(folder, 'photos/a.txt')).mtimeMs).toBe(modified);
	expect(readdirSync(join(folder, 'photos/empty folder'))).toEqual([]);
	expect(await unpacked(bytes)).toEqual({ ...contents, 'photos/empty folder': null });
});

test.each(['gnu', 'pax', 'ustar', 'v7', 'oldgnu'])(
	'what the tar program has made opens: %s',
	async (format) => {
		const isShort = format === 'ustar' || format === 'v7';
		const paths = Object.keys(contents).filter((path) => !isShort || path.length < 100);
		for (const path of paths) put(path, contents[path] ?? '');
		mkdirSync(join(folder, 'photos/empty folder'));
		tar('-cf', 'made.tar', `--format=${format}`, 'photos');
		const found = await unpacked(new Uint8Array(readFileSync(join(folder, 'made.tar'))));
		const files = Object.fromEntries(
			Object.entries(found).filter(([, content]) => content !== null)
		);
		const latin1 = (text: string) => Buffer.from(text).toString('latin1');
		expect(files).toEqual(
			Object.fromEntries(paths.map((path) => [path, latin1(contents[path] ?? '')]))
		);
		expect(found['photos/empty folder']).toBeNull();
	}
);

test('what was made from within a folder opens', async () => {
	put('photos/a.txt', 'a');
	tar('-cf', 'made.tar', '-C', 'photos', '.');
	const bytes = new Uint8Array(readFileSync(join(folder, 'made.tar')));
	expect(await unpacked(bytes)).toMatchObject({ 'a.txt': 'a' });
});

test('a size that octal digits have no room for is read in both forms', () => {
	const size = 9 * 1024 ** 3;
	const header = encodeTarHeader({ path: 'dump', kind: 'FILE', size, modified: 0 });
	writeFileSync(join(folder, 'made.tar'), header);
	const listed = execFileSync('sh', ['-c', 'tar -tvf made.tar 2>/dev/null || true'], {
		cwd: folder
	});
	expect(listed.toString()).toContain(String(size));
});

test('a file that gets longer or shorter while it is read is refused', async () => {
	const [file, longer] = [new File(['12345'], 'x'), new File(['123456'], 'x')];
	Object.defineProperty(longer, 'size', { value: 5 });
	expect(await bytesOf(tarStream([{ path: 'a', file }]))).toHaveLength(2048);
	await expect(bytesOf(tarStream([{ path: 'a', file: longer }]))).rejects.toMatchObject({
		code: 'UnreadableFile'
	});
});

/** One member, as a hostile program may write it. */
function member(path: string, content = '', type = '0'): Bytes {
	const header = encodeTarHeader({ path, kind: 'FILE', size: content.length, modified: 0 });
	header[header.length - 512 + 156] = type.charCodeAt(0);
	const own = header.subarray(-512);
	own.fill(0x20, 148, 156);
	const sum = own.reduce((total, byte) => total + byte, 0);
	own.set(utf8(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
	return concat(header, utf8(content), new Uint8Array(paddingAfter(content.length)));
}
const archive = (...members: Bytes[]) => concat(...members, new Uint8Array(1024));
const refusal = (reason: string, path?: string) => ({
	code: 'InvalidArchive',
	details: path === undefined ? { reason } : { reason, member: path }
});

describe('refused as a whole is', () => {
	test.each([
		'../a',
		'a/../../b',
		'/etc/passwd',
		'C:/a',
		'a\\b',
		'a:stream',
		'con',
		'a/NUL.txt',
		'lpt1',
		'COM¹',
		'a.',
		'a ',
		' a',
		'a/ /b',
		'a\nb',
		'a\u202eb',
		'what?',
		'a*',
		'a|b',
		'"a"',
		'a/',
		'.',
		'./',
		'..',
		'n'.repeat(archiveLimits.longestName + 1),
		`${'n/'.repeat(archiveLimits.longestPath / 2)}nn`
	])('a file with the name %j', async (path) => {
		await expect(unpacked(archive(member(path, 'x')))).rejects.toMatchObject(
			refusal('UNSAFE_NAME', path.slice(-200))
		);
	});

	test.each([
		['a hard link', '1'],
		['a symbolic link', '2'],
		['a device', '3'],
		['a block device', '4'],
		['a pipe', '6'],
		['a sparse file', 'S'],
		['an unknown kind', 'Z']
	])('%s', async (_, type) => {
		await expect(unpacked(archive(member('a', '', type)))).rejects.toMatchObject(
			refusal('NOT_A_FILE', 'a')
		);
	});

	test.each([
		[['a', 'a']],
		[['a', 'A']],
		[['\u00e9', 'e\u0301']],
		[['a/b', 'A/c']],
		[['a', 'a/b']],
		[['a/b', 'a']]
	])('two members in one place: %j', async (paths) => {
		await expect(
			unpacked(archive(...paths.map((path) => member(path, 'x'))))
		).rejects.toMatchObject(refusal('TWICE', paths[1]));
	});

	test('what the tar program has made of a link or a sparse file', async () => {
		put('a', 'x');
		execFileSync('ln', ['-s', '/etc/passwd', join(folder, 'link')]);
		execFileSync('truncate', ['-s', '1M', join(folder, 'sparse')]);
		chmodSync(join(folder, 'a'), 0o777);
		tar('-cf', 'links.tar', 'a', 'link');
		tar('-cSf', 'gnu.tar', '--format=gnu', 'sparse');
		tar('-cSf', 'pax.tar', '--format=pax', 'sparse');
		for (const name of ['links.tar', 'gnu.tar', 'pax.tar'])
			await expect(
				unpacked(new Uint8Array(readFileSync(join(folder, name))))
			).rejects.toMatchObject(refusal('NOT_A_FILE'));
	});

	test.each([
		['no tar file', utf8('x'.repeat(2000))],
		['an empty file', new Uint8Array()],
		['one that is cut off in a file', archive(member('a', 'x'.repeat(600))).slice(0, 900)],
		['one without an end', member('a', 'x')],
		['one with something after its end', concat(archive(member('a', 'x')), Uint8Array.of(1))]
	])('%s', async (_, bytes) => {
		await expect(unpacked(bytes)).rejects.toMatchObject(refusal('DAMAGED'));
	});

	test('a header of which any bit was changed', async () => {
		const whole = archive(member('name', 'content'));
		for (let bit = 0; bit < 512 * 8; bit += 37) {
			const altered = whole.slice();
			altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			await expect(unpacked(altered), `bit ${bit}`).rejects.toMatchObject({
				code: 'InvalidArchive'
			});
		}
	});
});
