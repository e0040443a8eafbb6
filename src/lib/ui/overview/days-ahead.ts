import { dayMs, type EpochMillis } from '#lib/domain/time.ts';
import type { Response } from '#lib/service/api.ts';

/** How far ahead Overview looks. */
export const daysAhead = 90;

export type DeadlineOfKey = Response<'ListDeadlines'>['Deadlines'][number];

/** Everything of one kind that comes on one day. */
export interface DayAhead {
	/** days from today, which is 0 */
	day: number;
	kind: DeadlineOfKey['Kind'];
	/** the first of them */
	at: EpochMillis;
	keys: DeadlineOfKey[];
}

/** By the calendar of this computer, where a day may have 23 or 25 hours. */
export const startOfDay = (at: EpochMillis): EpochMillis => new Date(at).setHours(0, 0, 0, 0);

/** @returns the start of a day that comes this many days later */
export const laterDay = (start: EpochMillis, days: number): EpochMillis =>
	new Date(start).setDate(new Date(start).getDate() + days);

/** @returns what comes, by day and kind, in the order of the list */
export function byDay(deadlines: readonly DeadlineOfKey[], now: EpochMillis): DayAhead[] {
	const today = startOfDay(now);
	const days = new Map<string, DayAhead>();
	for (const deadline of deadlines) {
		const { Kind: kind, At: at } = deadline;
		const day = Math.round((startOfDay(at) - today) / dayMs);
		const before = days.get(`${day} ${kind}`);
		if (before) before.keys.push(deadline);
		else days.set(`${day} ${kind}`, { day, kind, at, keys: [deadline] });
	}
	return [...days.values()];
}
