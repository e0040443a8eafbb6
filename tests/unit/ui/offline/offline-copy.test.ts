import { expect, test } from 'vitest';
import {
	afterTakeover,
	copyAfter,
	type OfflineCopy,
	type OfflineCopyEvent,
	type TakeoverResult
} from '#lib/ui/offline/copy.ts';

const states = {
	UNSUPPORTED: { state: 'NONE', reason: 'NOT_SUPPORTED' },
	LOOKING: { state: 'NONE', reason: 'LOOKING' },
	FAILED: { state: 'NONE', reason: 'FAILED' },
	PREPARING: { state: 'PREPARING', done: 3, total: 9 },
	COMPLETE: { state: 'COMPLETE', files: 9 }
} satisfies Record<string, OfflineCopy>;

const events: {
	[Type in OfflineCopyEvent['type']]: Extract<OfflineCopyEvent, { type: Type }>;
} = {
	NOT_IN_EDITION: { type: 'NOT_IN_EDITION' },
	LOOKED_FOR: { type: 'LOOKED_FOR' },
	BEGUN: { type: 'BEGUN' },
	PROGRESS: { type: 'PROGRESS', done: 4, total: 9 },
	FOUND_WHOLE: { type: 'FOUND_WHOLE', files: 12 },
	FAILED: { type: 'FAILED' }
};

const edition = { state: 'NONE', reason: 'EDITION' };
const looking = { state: 'NONE', reason: 'LOOKING' };
const begun = { state: 'PREPARING', done: 0, total: 0 };
const whole = { state: 'COMPLETE', files: 12 };
const failed = { state: 'NONE', reason: 'FAILED' };
const fromNone = {
	NOT_IN_EDITION: edition,
	LOOKED_FOR: looking,
	BEGUN: begun,
	FOUND_WHOLE: whole,
	FAILED: failed
};

/** The whole table, written out: nothing here is asked of the code. What is missing changes nothing. */
const table: Record<keyof typeof states, Partial<Record<OfflineCopyEvent['type'], object>>> = {
	UNSUPPORTED: fromNone,
	LOOKING: fromNone,
	FAILED: fromNone,
	PREPARING: {
		PROGRESS: { state: 'PREPARING', done: 4, total: 9 },
		FOUND_WHOLE: whole,
		FAILED: failed
	},
	COMPLETE: {}
};

const names = Object.keys(states) as (keyof typeof states)[];
const cells = names.flatMap((name) => Object.values(events).map((event) => ({ name, event })));

test.each(cells)('an offline copy that is $name: $event.type', ({ name, event }) => {
	expect(copyAfter(states[name], event)).toEqual(table[name][event.type] ?? states[name]);
});

/** Every takeover: own release, controlled before, bypassed, must stay. */
const takeovers: Readonly<Record<string, TakeoverResult>> = {
	'own - - -': 'LOAD_UNDER_CONTROL',
	'own - - stay': 'STAY',
	'own - bypassed -': 'LOAD_COPY',
	'own - bypassed stay': 'LOAD_COPY',
	'own controlled - -': 'ALARM',
	'own controlled - stay': 'ALARM',
	'own controlled bypassed -': 'LOAD_COPY',
	'own controlled bypassed stay': 'LOAD_COPY',
	'other - - -': 'LOAD_UPDATE',
	'other - - stay': 'LOAD_UPDATE',
	'other - bypassed -': 'LOAD_UPDATE',
	'other - bypassed stay': 'LOAD_UPDATE',
	'other controlled - -': 'LOAD_UPDATE',
	'other controlled - stay': 'LOAD_UPDATE',
	'other controlled bypassed -': 'LOAD_UPDATE',
	'other controlled bypassed stay': 'LOAD_UPDATE'
};

test.each(Object.entries(takeovers))(
	'a service worker that takes over, %s: %s',
	(facts, result) => {
		const [own, controlled, bypassed, stay] = facts.split(' ');
		expect(
			afterTakeover({
				isOwn: own === 'own',
				controlledBefore: controlled === 'controlled',
				bypassed: bypassed === 'bypassed',
				mustStay: stay === 'stay'
			})
		).toBe(result);
	}
);
