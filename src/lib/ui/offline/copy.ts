/** How the offline copy comes about, as a table: where it stands, and what can happen then. */

export type OfflineCopy =
	| {
			state: 'NONE';
			/** `LOOKING`: the service worker has not answered yet */
			reason: 'EDITION' | 'NOT_SUPPORTED' | 'LOOKING' | 'FAILED';
	  }
	| { state: 'PREPARING'; done: number; total: number }
	| { state: 'COMPLETE'; files: number };

export type OfflineCopyEvent =
	/** this edition of Airlock keeps none */
	| { type: 'NOT_IN_EDITION' }
	/** the page asks the browser and the service worker for it */
	| { type: 'LOOKED_FOR' }
	/** a first visit: the service worker begins to fetch it */
	| { type: 'BEGUN' }
	/** files of this release, counted */
	| { type: 'PROGRESS'; done: number; total: number }
	/** the service worker has looked, and all files are there */
	| { type: 'FOUND_WHOLE'; files: number }
	/** the service worker could not be installed, or lacks files */
	| { type: 'FAILED' };

/** The states in which something can happen. A copy that was found whole stays so for as long as the page lives. */
const possibleIn: Readonly<Record<OfflineCopyEvent['type'], readonly OfflineCopy['state'][]>> = {
	NOT_IN_EDITION: ['NONE'],
	LOOKED_FOR: ['NONE'],
	BEGUN: ['NONE'],
	PROGRESS: ['PREPARING'],
	FOUND_WHOLE: ['NONE', 'PREPARING'],
	FAILED: ['NONE', 'PREPARING']
};

/** @returns where the copy stands after that: where it stood, if it can't happen now */
export function copyAfter(copy: OfflineCopy, event: OfflineCopyEvent): OfflineCopy {
	if (!possibleIn[event.type].includes(copy.state)) return copy;
	switch (event.type) {
		case 'NOT_IN_EDITION':
			return { state: 'NONE', reason: 'EDITION' };
		case 'LOOKED_FOR':
			return { state: 'NONE', reason: 'LOOKING' };
		case 'BEGUN':
			return { state: 'PREPARING', done: 0, total: 0 };
		case 'PROGRESS':
			return { state: 'PREPARING', done: event.done, total: event.total };
		case 'FOUND_WHOLE':
			return { state: 'COMPLETE', files: event.files };
		case 'FAILED':
			return { state: 'NONE', reason: 'FAILED' };
	}
}

/** What a page knows when a service worker takes over. */
export interface Takeover {
	/** it is of the release that this page belongs to */
	isOwn: boolean;
	/** a service worker was in control before */
	controlledBefore: boolean;
	/** the page came past the copy of another release */
	bypassed: boolean;
	/** this tab has been loaded anew for the first service worker already, or would lose something by it */
	mustStay: boolean;
}

export type TakeoverResult =
	/** locks, and loads the release that the user has agreed to, here or in another tab */
	| 'LOAD_UPDATE'
	/** loads the page from the copy that it came past */
	| 'LOAD_COPY'
	/** loads the page anew, so that the policy that the service worker adds holds in it */
	| 'LOAD_UNDER_CONTROL'
	/** goes on without that policy, and says so */
	| 'STAY'
	/** files of the app were changed, and nobody had asked for it */
	| 'ALARM';

/** @returns what the page does when a service worker has taken over */
export function afterTakeover(takeover: Takeover): TakeoverResult {
	const { isOwn, controlledBefore, bypassed, mustStay } = takeover;
	if (!isOwn) return 'LOAD_UPDATE';
	if (bypassed) return 'LOAD_COPY';
	// The bytes behind a worker's address never change, so the same release can't take over from itself.
	if (controlledBefore) return 'ALARM';
	return mustStay ? 'STAY' : 'LOAD_UNDER_CONTROL';
}
