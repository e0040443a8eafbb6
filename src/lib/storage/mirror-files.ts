/** Where the mirror lies: two files in the origin private file system (OPFS), as a worker opens them. */
import type { MirrorFile, MirrorFiles } from './mirror.ts';

/**
 * Opens the files for `work`; in a browser that lets only one worker have them, nobody else has them meanwhile.
 *
 * @param work - gets nothing where the browser has no such files, or doesn't give them out now
 */
export type UseMirrorFiles = <T>(work: (files?: MirrorFiles) => Promise<T>) => Promise<T>;

/** Of a vault without a mirror. */
export const noMirrorFiles: UseMirrorFiles = (work) => work();

type OpenFile = MirrorFile & { mode?: string };
interface FileHandle {
	/** only in a worker */
	createSyncAccessHandle?: (options: { mode: string }) => Promise<OpenFile>;
}

/** Chromium's: several workers may have a file open at once. Others don't know it, and give the file to one. */
const mode = 'readwrite-unsafe';

interface Patience {
	/** how long the files are waited for while another worker has them */
	heldMs: number;
	/** how long an answer is waited for */
	answerMs: number;
}
const patient: Patience = { heldMs: 10_000, answerMs: 20_000 };
/** After the files were waited for in vain: else each use of the vault would take as long again. */
const impatient: Patience = { heldMs: 0, answerMs: 500 };

/** @returns the names of the files of a vault */
const mirrorFileNames = (databaseName: string) => ['a', 'b'].map((end) => `${databaseName}.${end}`);

function close(files: readonly MirrorFile[]): void {
	for (const file of files) file.close();
}

async function open(databaseName: string): Promise<OpenFile[]> {
	const folder = await navigator.storage.getDirectory();
	const opened: OpenFile[] = [];
	try {
		for (const name of mirrorFileNames(databaseName)) {
			const handle = (await folder.getFileHandle(name, { create: true })) as FileHandle;
			const file = await handle.createSyncAccessHandle?.({ mode });
			if (!file) throw new TypeError('not in this browser');
			opened.push(file);
		}
		return opened;
	} catch (error) {
		close(opened);
		throw error;
	}
}

const pause = (ms: number) => new Promise<undefined>((resolve) => setTimeout(resolve, ms));

/**
 * Opens the files, and waits for those that a worker of a page that was just left still has: it goes with its page, but
 * a browser that gives a file to one worker may take a moment to close it. Nor does it wait for ever for a browser that
 * gives no answer.
 *
 * @returns nothing where the browser has no such files, or doesn't give them out now
 */
async function openPatiently(
	databaseName: string,
	{ heldMs, answerMs }: Patience
): Promise<OpenFile[]> {
	const end = performance.now() + heldMs;
	for (let pauseMs = 5; ; pauseMs *= 2)
		try {
			const opening = open(databaseName);
			const opened = await Promise.race([opening, pause(answerMs)]);
			if (!opened) opening.then(close, () => undefined);
			return opened ?? [];
		} catch (error) {
			const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
			if (!isHeld || performance.now() + pauseMs > end) return [];
			await pause(pauseMs);
		}
}

/** @returns the names of the databases that have files for a mirror, which may be empty */
export async function mirrorNames(): Promise<ReadonlySet<string>> {
	const names = new Set<string>();
	try {
		for await (const name of (await navigator.storage.getDirectory()).keys())
			if (/\.[ab]$/.test(name)) names.add(name.slice(0, -2));
	} catch {
		// A browser without such files.
	}
	return names;
}

/** @returns whether there is anything in a vault's mirror, for a page, which can't read it */
export async function isMirrorThere(databaseName: string): Promise<boolean> {
	try {
		const folder = await navigator.storage.getDirectory();
		const files = mirrorFileNames(databaseName).map(async (name) =>
			(await folder.getFileHandle(name)).getFile()
		);
		const found = await Promise.allSettled(files);
		return found.some((file) => file.status === 'fulfilled' && file.value.size > 0);
	} catch {
		return false;
	}
}

/** @param databaseName - of the vault's database */
export function useMirrorFiles(databaseName: string): UseMirrorFiles {
	let kept: MirrorFiles | undefined;
	let patience = patient;

	return async (work) => {
		if (kept) return work(kept);
		return navigator.locks.request(`airlock/${databaseName}/mirror`, async () => {
			if (kept) return work(kept);
			const files = await openPatiently(databaseName, patience);
			const [a, b] = files;
			patience = a && b ? patient : impatient;
			if (!a || !b) return work();
			if (a.mode === mode) {
				kept = [a, b];
				return work(kept);
			}
			try {
				return await work([a, b]);
			} finally {
				close(files);
			}
		});
	};
}
