import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { dayMs, hourMs } from '#lib/domain/time.ts';
import { calendarFile, type CalendarEvent } from '#lib/ui/overview/calendar-file.ts';

const now = Date.UTC(2026, 10, 30, 9, 15, 1, 999);
const event = (given: Partial<CalendarEvent> = {}): CalendarEvent => ({
	uid: '0a1b.expiry@airlock',
	at: now + 20 * dayMs,
	summary: 'Key material expires: payments',
	description: 'Airlock.',
	...given
});
const textOf = (events: CalendarEvent[], leadMs = 7 * dayMs) =>
	new TextDecoder().decode(calendarFile(events, { leadMs, now }));
const parsed = (events: CalendarEvent[], leadMs?: number) =>
	new ICAL.Component(ICAL.parse(textOf(events, leadMs)) as unknown[])
		.getAllSubcomponents('vevent')
		.map((component) => ({ component, event: new ICAL.Event(component) }));

test('a calendar reads the same events that were written', () => {
	const events = [event(), event({ uid: '0a1b.deletion@airlock', at: now + 400 * dayMs })];
	const read = parsed(events);
	expect(read.map(({ event }) => [event.uid, event.summary, event.description])).toEqual(
		events.map(({ uid, summary, description }) => [uid, summary, description])
	);
	const [first] = read;
	expect(first?.event.startDate.toJSDate().getTime()).toBe(
		Math.floor((now + 20 * dayMs) / 1000) * 1000
	);
	expect(first?.component.getFirstPropertyValue('dtstamp')?.toString()).toBe(
		'2026-11-30T09:15:01Z'
	);
});

test.each([
	['the chosen lead', 8 * dayMs, 7 * dayMs, '-P7D'],
	['another lead', 20 * dayMs, 14 * dayMs, '-P14D'],
	['an hour, where the lead is past', 7 * dayMs, 7 * dayMs, '-PT1H'],
	['no reminder, where that is past too', hourMs, 7 * dayMs, undefined]
])('a reminder comes before an event by %s', (_, untilMs, leadMs, trigger) => {
	const [only] = parsed([event({ at: now + untilMs })], leadMs);
	const alarm = only?.component.getFirstSubcomponent('valarm');
	expect(alarm?.getFirstPropertyValue('trigger')?.toString()).toBe(trigger);
	if (trigger !== undefined) expect(alarm?.getFirstPropertyValue('action')).toBe('DISPLAY');
});

test('names with any characters come back as they were, whatever they are in the format', () => {
	const summaries = [
		'a;b,c\\d\\n',
		'two\nlines',
		'BEGIN:VEVENT\r\nEND:VCALENDAR',
		'付款主密钥'.repeat(40),
		`${'x'.repeat(60)}😀${'é'.repeat(70)}`
	];
	const read = parsed(summaries.map((summary) => event({ summary })));
	expect(read.map(({ event }) => event.summary)).toEqual(
		summaries.map((summary) => summary.replace('\r\n', '\n'))
	);
	const [bell] = parsed([event({ summary: 'a\u0007b\u007Fc' })]);
	expect(bell?.event.summary).toBe('a b c');
});

test('every line ends with CRLF and has at most 75 bytes, and none breaks a character', () => {
	const text = textOf([event({ summary: '密钥'.repeat(100), description: 'x'.repeat(1000) })]);
	expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
	expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
	const lengths = text.split('\r\n').map((line) => new TextEncoder().encode(line).length);
	expect(Math.max(...lengths)).toBeLessThanOrEqual(75);
	expect(lengths.filter((length) => length > 72).length).toBeGreaterThan(10);
	expect(text).not.toContain('\uFFFD');
});
