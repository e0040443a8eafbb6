/** A calendar file, RFC 5545. */
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { dayMs, hourMs, secondMs, type EpochMillis } from '#lib/domain/time.ts';

/** An instant at which something happens. */
export interface CalendarEvent {
	/** the same in every file, so that a calendar puts the newer one in place of the older */
	uid: string;
	at: EpochMillis;
	summary: string;
	description: string;
}

/** Of a line, without its break (RFC 5545 §3.1). */
const longestLineBytes = 75;

/**
 * @param leadMs - how long before an event its reminder comes; for one that is nearer, see {@link leadOf}
 * @param now - when the file is made
 */
export function calendarFile(
	events: readonly CalendarEvent[],
	{ leadMs, now }: { leadMs: number; now: EpochMillis }
): Bytes {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Airlock//Airlock//EN',
		'CALSCALE:GREGORIAN',
		...events.flatMap((event) => eventLines(event, leadOf(event.at - now, leadMs), now)),
		'END:VCALENDAR'
	];
	return utf8(lines.map((line) => `${folded(line)}\r\n`).join(''));
}

function eventLines(
	{ uid, at, summary, description }: CalendarEvent,
	leadMs: number | undefined,
	now: EpochMillis
): string[] {
	return [
		'BEGIN:VEVENT',
		`UID:${escaped(uid)}`,
		`DTSTAMP:${utcTime(now)}`,
		`DTSTART:${utcTime(at)}`,
		`SUMMARY:${escaped(summary)}`,
		`DESCRIPTION:${escaped(description)}`,
		'TRANSP:TRANSPARENT', // it takes nobody's time
		...(leadMs === undefined
			? []
			: [
					'BEGIN:VALARM',
					'ACTION:DISPLAY',
					`TRIGGER:-${duration(leadMs)}`,
					`DESCRIPTION:${escaped(summary)}`,
					'END:VALARM'
				]),
		'END:VEVENT'
	];
}

/**
 * How long before an event its reminder comes: the wanted time, or an hour where that is past.
 *
 * @returns undefined where that is past too
 */
function leadOf(untilMs: number, wantedMs: number): number | undefined {
	return [wantedMs, hourMs].find((leadMs) => leadMs < untilMs);
}

/** A year has four digits, §3.3.4. */
export const firstBeyondCalendars: EpochMillis = Date.UTC(10_000, 0);

/** DATE-TIME in UTC, §3.3.5; whole seconds, never later than the instant. */
const utcTime = (at: EpochMillis): string =>
	new Date(Math.floor(at / secondMs) * secondMs).toISOString().replace(/[-:]|\.000/g, '');

/** DURATION of whole days or whole hours, §3.3.6. */
const duration = (ms: number): string =>
	ms % dayMs === 0 ? `P${ms / dayMs}D` : `PT${ms / hourMs}H`;

/** TEXT, §3.3.11; other control characters may not be in one. */
const escaped = (text: string): string =>
	text
		.replace(/[\\;,]/g, '\\$&')
		.replace(/\r\n|[\r\n]/g, '\\n')
		.replace(/[\p{Cc}]/gu, ' ');

/** Long lines go on after a break and a space, §3.1; no character is cut in two. */
function folded(line: string): string {
	const lines: string[] = [];
	let current = '';
	let length = 0;
	for (const character of line) {
		const bytes = utf8(character).length;
		if (length + bytes > longestLineBytes) {
			lines.push(current);
			current = ' ';
			length = 1;
		}
		current += character;
		length += bytes;
	}
	return [...lines, current].join('\r\n');
}
