/** How an update goes, as a table: where it stands, and what can happen then. */
import type { OfferedRelease, UpdateFailure } from '#lib/service/offline/offline-protocol.ts';

/** A release that the user may agree to. */
export type Release = Pick<OfferedRelease, 'version' | 'buildId' | 'changes'>;

export type Update =
	| { state: 'IDLE' }
	| { state: 'CHECKING' }
	| { state: 'CURRENT'; at: number }
	| { state: 'FOUND'; release: Release }
	| { state: 'FETCHING'; release: Release; done: number; total: number }
	| { state: 'FAILED'; why: UpdateFailure };

export type UpdateEvent =
	/** the user, or the daily check, asks for a newer release */
	| { type: 'CHECK' }
	| { type: 'NOTHING_NEWER'; at: number }
	| { type: 'OFFERED'; release: Release }
	/** the user agrees to the release that was found */
	| { type: 'AGREED' }
	/** files of that release, counted */
	| { type: 'PROGRESS'; done: number; total: number }
	| { type: 'FAILED'; why: UpdateFailure };

/** The states in which something can happen. No files are fetched unless a release was found and agreed to. */
const possibleIn: Readonly<Record<UpdateEvent['type'], readonly Update['state'][]>> = {
	CHECK: ['IDLE', 'CURRENT', 'FOUND', 'FAILED'],
	NOTHING_NEWER: ['CHECKING'],
	OFFERED: ['CHECKING'],
	AGREED: ['FOUND'],
	PROGRESS: ['FETCHING'],
	// A worker that can't be registered fails more than once, and the last reason is the best one.
	FAILED: ['CHECKING', 'FETCHING', 'FAILED']
};

/** @returns where the update stands after that; undefined where it can't happen now and changes nothing */
export function afterEvent(update: Update, event: UpdateEvent): Update | undefined {
	if (!possibleIn[event.type].includes(update.state)) return undefined;
	switch (event.type) {
		case 'CHECK':
			return { state: 'CHECKING' };
		case 'NOTHING_NEWER':
			return { state: 'CURRENT', at: event.at };
		case 'OFFERED':
			return { state: 'FOUND', release: event.release };
		case 'AGREED':
			return update.state === 'FOUND'
				? { state: 'FETCHING', release: update.release, done: 0, total: 1 }
				: undefined;
		case 'PROGRESS':
			return update.state === 'FETCHING'
				? { ...update, done: event.done, total: event.total }
				: undefined;
		case 'FAILED':
			return { state: 'FAILED', why: event.why };
	}
}
