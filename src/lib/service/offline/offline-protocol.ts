/** What the page and the service worker say to one another, and the names that both know. */
import type { EpochMillis } from '#lib/domain/time.ts';

/** A release as the service worker carries it in itself. */
export interface Release {
	/** 16 hex digits that stand for all of its files; part of its worker's address, whose bytes never change */
	id: string;
	version: string;
	/** SHA-256 in hex of each file by its path; the worker's own and SHA256SUMS are not among them */
	files: Readonly<Record<string, string>>;
}

/** A release as a host offers it: the hashes of all files but `SHA256SUMS` itself, and what its `release.json` says. */
export interface OfferedRelease {
	version: string;
	changes: string[];
	/** SHA-256 of `SHA256SUMS`, hex */
	buildId: string;
	/** the path of its service worker */
	worker: string;
	files: Readonly<Record<string, string>>;
}

/** Why a release could not be found or fetched. */
export type UpdateFailure =
	/** nothing is there, or there is no network */
	| 'UNREACHABLE'
	/** a file that the release names is missing, or the release can't be read */
	| 'INCOMPLETE'
	/** a file is not the one that the release names */
	| 'DIFFERS'
	/** the browser does not keep it: its storage is full, most likely */
	| 'NOT_KEPT'
	/** it is not the release that the service worker's own last check has found */
	| 'NOT_OFFERED';

/** What the page asks for after a lock, in its address: to be served for a process apart from the one that it was in. */
export const apartSearch = '?apart';

/**
 * Page → service worker; each is answered once, on the port that comes with it. None can name an address: the service
 * worker is not bound by the page's policy, and must not become a way out of it.
 */
export type OfflineRequest =
	/** is the copy whole? What the browser has lost of it is fetched again */
	| { type: 'STATUS' }
	/** erase what is due */
	| { type: 'SWEEP' }
	/** look for another release at the place that this one came from */
	| { type: 'CHECK' }
	/** fetch every file of the release that the last CHECK has found, once, and check each; the user has agreed */
	| { type: 'FETCH'; buildId: string }
	/** take over, after every file of this worker's release has been checked */
	| { type: 'SKIP_WAITING' }
	/** answer the next request for this download with what comes through the second port */
	| { type: 'HOLD_DOWNLOAD'; id: string; name: string }
	/** does this worker still know the download? To be asked it has to be kept running */
	| { type: 'KNOW_DOWNLOAD'; id: string }
	/** break the download off, unless it has ended: nobody writes it any more */
	| { type: 'LEAVE_DOWNLOAD'; id: string };

/** What the service worker answers to each request. */
export interface OfflineAnswers {
	STATUS: { files: number } | { failure: UpdateFailure };
	SWEEP: { erased: number } | { failure: UpdateFailure };
	CHECK: { offered: OfferedRelease | null } | { failure: UpdateFailure };
	FETCH: { fetched: number } | { failure: UpdateFailure };
	SKIP_WAITING: Record<string, never>;
	HOLD_DOWNLOAD: { held: boolean } | { failure: UpdateFailure };
	KNOW_DOWNLOAD: { known: boolean } | { failure: UpdateFailure };
	LEAVE_DOWNLOAD: Record<string, never>;
}

/** Where downloads are asked for, below the folder of the release: `downloads/` and an id. No file of it lies there. */
export const downloadPath = 'downloads/';
const downloadId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** More characters than a file's name has anywhere. */
const longestDownloadName = 1024;

/**
 * Through the port of a download, to the service worker: one piece for each `NEXT`, then `END`, which it answers with
 * `ENDED`; or `BROKEN`, at any time. `CANCELLED` is the browser's.
 */
export type PieceMessage = Uint8Array | 'NEXT' | 'CANCELLED' | 'END' | 'ENDED' | 'BROKEN';

const sha256Hex = /^[0-9a-f]{64}$/;

/**
 * @param data - whatever a page has sent
 * @returns what it asks for; undefined for anything but exactly one of the requests, which is not answered
 */
export function parseOfflineRequest(data: unknown): OfflineRequest | undefined {
	if (typeof data !== 'object' || data === null) return undefined;
	const fields = new Map<string, unknown>(Object.entries(data));
	const type = fields.get('type');
	switch (type) {
		case 'STATUS':
		case 'SWEEP':
		case 'CHECK':
		case 'SKIP_WAITING':
			return fields.size === 1 ? { type } : undefined;
		case 'FETCH': {
			const buildId = fields.get('buildId');
			const isId = typeof buildId === 'string' && sha256Hex.test(buildId);
			return fields.size === 2 && isId ? { type, buildId } : undefined;
		}
		case 'HOLD_DOWNLOAD': {
			const [id, name] = [fields.get('id'), fields.get('name')];
			const isName = typeof name === 'string' && name.length <= longestDownloadName;
			return fields.size === 3 && isDownloadId(id) && isName ? { type, id, name } : undefined;
		}
		case 'KNOW_DOWNLOAD':
		case 'LEAVE_DOWNLOAD': {
			const id = fields.get('id');
			return fields.size === 2 && isDownloadId(id) ? { type, id } : undefined;
		}
		default:
			return undefined;
	}
}

const isDownloadId = (id: unknown): id is string => typeof id === 'string' && downloadId.test(id);

/** Service worker → page, unasked: how many files of which release have come so far. */
export interface OfflineProgress {
	type: 'PROGRESS';
	releaseId: string;
	done: number;
	total: number;
}

/** The name of a release's service worker; the digits are the release's id. */
export const workerName = /^service-worker\.([0-9a-f]{16})\.js$/;

/** Plain names below the folder of the release: no other origin, no way up, nothing that a URL would decode. */
const releasePath = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/;
const longestPath = 200;

/** Whether a name can be that of a file of a release: its address then lies in the release's folder. */
export const isReleasePath = (path: string): boolean =>
	path.length <= longestPath && releasePath.test(path);

/**
 * @param scope - the address of the folder that a release lies in
 * @throws RangeError when the name does not stand for a file in that folder
 */
export function releaseAddress(scope: string, path: string): string {
	const { href } = new URL(path, scope);
	if (!isReleasePath(path) || href !== scope + path)
		throw new RangeError('not the name of a file of a release');
	return href;
}

/** Whether every name and hash of an offered release is one, and its service worker is one of its files. */
export function isSoundRelease({ buildId, worker, files }: OfferedRelease): boolean {
	return (
		sha256Hex.test(buildId) &&
		workerName.test(worker) &&
		Object.hasOwn(files, worker) &&
		Object.entries(files).every(([path, hash]) => isReleasePath(path) && sha256Hex.test(hash))
	);
}

/** Releases of other apps, and of Airlock elsewhere at this origin, have caches of other names. */
export const cachePrefix = (scope: string): string => `airlock-offline ${new URL(scope).pathname} `;
/** @returns the name of the cache that holds one release */
export const cacheName = (scope: string, releaseId: string): string =>
	cachePrefix(scope) + releaseId;

/** The tag of the periodic sync that sweeps while no page is open. */
export const sweepTag = 'airlock-sweep';

/** A release is looked for at most this often without being asked. */
export const checkEveryMs: EpochMillis = 24 * 60 * 60 * 1000;
