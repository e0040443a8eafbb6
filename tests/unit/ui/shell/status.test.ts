import { expect, test } from 'vitest';
import { statusMessages } from '#lib/ui/messages/status.ts';
import { percentOf, statusOf, type StatusFacts } from '#lib/ui/shell/status.ts';

const release = { version: '2.0.0', buildId: '', changes: [] };
const preparing = { state: 'PREPARING', done: 25, total: 40 } as const;
const single = { state: 'NONE', reason: 'EDITION' } as const;
const found = { state: 'FOUND', release } as const;

/** A page in a tab, cached, with nothing to say. */
const atRest: StatusFacts = {
	failed: false,
	unsaved: false,
	update: { state: 'IDLE' },
	copy: { state: 'COMPLETE', files: 41 },
	installed: false
};

function wordsFor(facts: Partial<StatusFacts>): string {
	const status = statusOf({ ...atRest, ...facts });
	const text = statusMessages.en;
	return status.name === 'PREPARING' ? text.preparing(status.percent) : text.words[status.name];
}

test.each([
	[{}, 'Works offline'],
	[{ installed: true }, 'Installed · works offline'],
	[{ copy: single }, 'Single file'],
	[{ copy: { state: 'NONE', reason: 'LOOKING' } }, 'Checking…'],
	[{ copy: { state: 'NONE', reason: 'NOT_SUPPORTED' } }, 'Not available offline'],
	[{ copy: { state: 'NONE', reason: 'FAILED' } }, 'Not available offline'],
	[{ copy: { state: 'NONE', reason: 'FAILED' }, installed: true }, 'Not available offline'],
	[{ copy: preparing }, 'Preparing offline copy… 62 %'],
	[{ update: found }, 'Update ready'],
	[{ update: { state: 'FETCHING', release, done: 1, total: 2 } }, 'Update ready'],
	[{ update: { state: 'CHECKING' } }, 'Works offline'],
	[{ update: { state: 'CURRENT', at: 0 } }, 'Works offline'],
	[{ update: { state: 'FAILED', why: 'UNREACHABLE' } }, 'Works offline'],
	[{ unsaved: true }, 'Unsaved changes'],
	[{ failed: true }, 'Not saved']
] satisfies [Partial<StatusFacts>, string][])('%o: %s', (facts, words) => {
	expect(wordsFor(facts)).toBe(words);
});

test.each([
	[{ failed: true, unsaved: true, update: found, copy: preparing }, 'Not saved'],
	[{ unsaved: true, update: found, copy: single }, 'Unsaved changes'],
	[{ update: found, copy: preparing, installed: true }, 'Update ready'],
	[{ copy: preparing, installed: true }, 'Preparing offline copy… 62 %']
] satisfies [Partial<StatusFacts>, string][])(
	'of several, the first counts: %o: %s',
	(facts, words) => {
		expect(wordsFor(facts)).toBe(words);
	}
);

test('100 percent are only said once all is there', () => {
	expect(percentOf({ done: 0, total: 0 })).toBe(0);
	expect(percentOf({ done: 999, total: 1000 })).toBe(99);
	expect(percentOf({ done: 1000, total: 1000 })).toBe(100);
});
