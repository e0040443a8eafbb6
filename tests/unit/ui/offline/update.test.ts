import { expect, test } from 'vitest';
import { afterEvent, type Update, type UpdateEvent } from '#lib/ui/offline/update.ts';

const release = { version: '2.0.0', buildId: 'ab'.repeat(32), changes: ['Better.'] };
const newer = { ...release, version: '3.0.0' };

const states: { [State in Update['state']]: Extract<Update, { state: State }> } = {
	IDLE: { state: 'IDLE' },
	CHECKING: { state: 'CHECKING' },
	CURRENT: { state: 'CURRENT', at: 5 },
	FOUND: { state: 'FOUND', release },
	FETCHING: { state: 'FETCHING', release, done: 3, total: 9 },
	FAILED: { state: 'FAILED', why: 'UNREACHABLE' }
};
const events: { [Type in UpdateEvent['type']]: Extract<UpdateEvent, { type: Type }> } = {
	CHECK: { type: 'CHECK' },
	NOTHING_NEWER: { type: 'NOTHING_NEWER', at: 7 },
	OFFERED: { type: 'OFFERED', release: newer },
	AGREED: { type: 'AGREED' },
	PROGRESS: { type: 'PROGRESS', done: 4, total: 9 },
	FAILED: { type: 'FAILED', why: 'DIFFERS' }
};

const checking = { state: 'CHECKING' };
const failed = { state: 'FAILED', why: 'DIFFERS' };

/** The whole table, written out: nothing here is asked of the code. What is missing can't happen. */
const table: Record<Update['state'], Partial<Record<UpdateEvent['type'], object>>> = {
	IDLE: { CHECK: checking },
	CHECKING: {
		NOTHING_NEWER: { state: 'CURRENT', at: 7 },
		OFFERED: { state: 'FOUND', release: newer },
		FAILED: failed
	},
	CURRENT: { CHECK: checking },
	FOUND: { CHECK: checking, AGREED: { state: 'FETCHING', release, done: 0, total: 1 } },
	FETCHING: { PROGRESS: { state: 'FETCHING', release, done: 4, total: 9 }, FAILED: failed },
	FAILED: { CHECK: checking, FAILED: failed }
};

const cells = Object.values(states).flatMap((update) =>
	Object.values(events).map((event) => ({ update, event }))
);

test.each(cells)('an update that is $update.state: $event.type', ({ update, event }) => {
	expect(afterEvent(update, event)).toEqual(table[update.state][event.type]);
});
