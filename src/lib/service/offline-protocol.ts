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

export type UpdateFailure =
	/** nothing is there, or there is no network */
	| 'UNREACHABLE'
	/** a file that the release names is missing, or the release can't be read */
	| 'INCOMPLETE'
	/** a file is not the one that the release names */
	| 'DIFFERS'
	/** the browser does not keep it: its storage is full, most likely */
	| 'NOT_KEPT';

/** Page → service worker; each is answered once, on the port that comes with it. */
export type OfflineRequest =
	/** is the copy whole? What the browser has lost of it is fetched again */
	| { type: 'STATUS' }
	/** erase what is due */
	| { type: 'SWEEP' }
	/** look for another release at the place that this one came from */
	| { type: 'CHECK' }
	/** fetch every file of the release that was offered, and check each; the person has agreed */
	| { type: 'FETCH'; release: OfferedRelease };

export interface OfflineAnswers {
	STATUS: { files: number } | { failure: UpdateFailure };
	SWEEP: { erased: number } | { failure: UpdateFailure };
	CHECK: { offered: OfferedRelease | null } | { failure: UpdateFailure };
	FETCH: { fetched: number } | { failure: UpdateFailure };
}

/** Service worker → page, unasked: how many files of which release have come so far. */
export interface OfflineProgress {
	type: 'PROGRESS';
	releaseId: string;
	done: number;
	total: number;
}

export const workerName = /^service-worker\.([0-9a-f]{16})\.js$/;

/** Releases of other apps, and of Airlock elsewhere at this origin, have caches of other names. */
export const cachePrefix = (scope: string): string => `airlock-offline ${new URL(scope).pathname} `;
export const cacheName = (scope: string, releaseId: string): string =>
	cachePrefix(scope) + releaseId;

/** The tag of the periodic sync that sweeps while no page is open. */
export const sweepTag = 'airlock-sweep';

/** A release is looked for at most this often without being asked. */
export const checkEveryMs: EpochMillis = 24 * 60 * 60 * 1000;
