import type { OfflineCopy } from '../offline/copy.ts';
import type { Update } from '../offline/update.ts';

/** What the words on the status button are computed from. */
export interface StatusFacts {
	/** the vault file could not be written */
	failed: boolean;
	/** the vault has changes that its file lacks */
	unsaved: boolean;
	update: Update;
	copy: OfflineCopy;
	/** Airlock runs in a window of its own */
	installed: boolean;
}

export type Status =
	| { name: 'PREPARING'; percent: number }
	| {
			name:
				| 'NOT_SAVED'
				| 'UNSAVED'
				| 'UPDATE_READY'
				| 'SINGLE_FILE'
				| 'INSTALLED'
				| 'WORKS_OFFLINE'
				| 'LOOKING'
				| 'NOT_AVAILABLE';
	  };
export type StatusTone = 'danger' | 'warning' | 'info' | 'neutral' | 'ok';

export const statusTones: Readonly<Record<Status['name'], StatusTone>> = {
	NOT_SAVED: 'danger',
	UNSAVED: 'warning',
	UPDATE_READY: 'info',
	PREPARING: 'info',
	SINGLE_FILE: 'neutral',
	INSTALLED: 'ok',
	WORKS_OFFLINE: 'ok',
	LOOKING: 'neutral',
	NOT_AVAILABLE: 'warning'
};

const noCopy = {
	EDITION: 'SINGLE_FILE',
	LOOKING: 'LOOKING',
	NOT_SUPPORTED: 'NOT_AVAILABLE',
	FAILED: 'NOT_AVAILABLE'
} as const;

/** @returns the one thing to say: what is lost soonest comes first, and being offline is none of it */
export function statusOf({ failed, unsaved, update, copy, installed }: StatusFacts): Status {
	if (failed) return { name: 'NOT_SAVED' };
	if (unsaved) return { name: 'UNSAVED' };
	if (update.state === 'FOUND' || update.state === 'FETCHING') return { name: 'UPDATE_READY' };
	switch (copy.state) {
		case 'PREPARING':
			return { name: 'PREPARING', percent: percentOf(copy) };
		case 'NONE':
			return { name: noCopy[copy.reason] };
		case 'COMPLETE':
			return { name: installed ? 'INSTALLED' : 'WORKS_OFFLINE' };
	}
}

/** @returns whole percent, 100 only once all is there */
export function percentOf({ done, total }: { done: number; total: number }): number {
	return total === 0 ? 0 : Math.floor((100 * done) / total);
}
