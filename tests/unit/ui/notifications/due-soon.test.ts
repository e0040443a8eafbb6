import { expect, test } from 'vitest';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { DueSoonNotices } from '#lib/ui/notifications/due-soon.ts';
import type { DeadlineOfKey } from '#lib/ui/overview/days-ahead.ts';

const now = Date.UTC(2026, 10, 30);
const deadline = (id: string, Kind: DeadlineOfKey['Kind'], inMs: number): DeadlineOfKey => ({
	KeyId: id as KeyId,
	KeyName: id,
	Kind,
	At: now + inMs
});

test('what is lost within a day is counted by what it is; what ends without a loss is not', () => {
	const deadlines = [
		deadline('a', 'EXPIRY', hourMs),
		deadline('b', 'EXPIRY', dayMs),
		deadline('c', 'DELETION', 2 * hourMs),
		deadline('d', 'PARAMETERS_END', hourMs),
		deadline('e', 'ROTATION', hourMs),
		deadline('f', 'EXPIRY', dayMs + 1)
	];
	expect(new DueSoonNotices().next(deadlines, now)).toEqual({ EXPIRY: 2, DELETION: 1 });
	expect(new DueSoonNotices().next(deadlines.slice(3), now)).toBeUndefined();
});

test('each loss is told once, and the next one together with those that are still to come', () => {
	const notices = new DueSoonNotices();
	const first = [deadline('a', 'EXPIRY', hourMs), deadline('b', 'DELETION', dayMs + hourMs)];
	expect(notices.next(first, now)).toEqual({ EXPIRY: 1, DELETION: 0 });
	expect(notices.next(first, now + hourMs / 2)).toBeUndefined();
	expect(notices.next(first, now + hourMs)).toEqual({ EXPIRY: 0, DELETION: 1 });
	const later = [deadline('a', 'EXPIRY', 20 * hourMs)];
	expect(notices.next(later, now + 2 * hourMs), 'with another date').toEqual({
		EXPIRY: 1,
		DELETION: 0
	});
});
