import { describe, expect, test } from 'vitest';
import { dayMs, hourMs, minuteMs, secondMs } from '#lib/domain/time.ts';
import {
	formatAgo,
	formatBytes,
	formatCountdown,
	formatDateTimeWithZone,
	formatDuration,
	formatUtc,
	groupsOfFour
} from '#lib/ui/words/format.ts';

const at = Date.UTC(2026, 10, 25, 12, 26);

describe('times', () => {
	test('stand with their zone', () => {
		expect(formatDateTimeWithZone(at, 'en', 'Asia/Shanghai')).toBe('25 Nov 2026, 20:26 GMT+8');
		expect(formatDateTimeWithZone(at, 'zh-CN', 'Asia/Shanghai')).toBe('2026年11月25日 20:26 GMT+8');
		expect(formatUtc(at, 'en')).toBe('25 Nov 2026, 12:26 UTC');
	});

	test('count the hours of a day from 0', () => {
		expect(formatUtc(Date.UTC(2026, 10, 25, 0, 5), 'en')).toBe('25 Nov 2026, 00:05 UTC');
	});

	test('show nothing where there is no time', () => {
		expect(formatUtc(NaN, 'en')).toBe('–');
		expect(formatDateTimeWithZone(8.64e15 + 1, 'en')).toBe('–');
	});
});

describe('formatCountdown', () => {
	test.each([
		[12 * dayMs, 'in 12 days', '12 天后'],
		[2 * dayMs, 'in 2 days', '2 天后'],
		[2 * dayMs - 1, 'in 47 h 59 min', '47 小时 59 分钟后'],
		[21 * hourMs + 14 * minuteMs, 'in 21 h 14 min', '21 小时 14 分钟后'],
		[24 * hourMs, 'in 24 h', '24 小时后'],
		[hourMs - 1, 'in 59 min', '59 分钟后'],
		[5 * minuteMs, 'in 5 min', '5 分钟后'],
		[5 * minuteMs - secondMs, '4:59', '4:59'],
		[9 * secondMs, '0:09', '0:09'],
		[1, '0:01', '0:01'],
		[0, 'now', '现在'],
		[-1, 'now', '现在']
	])('%i ms', (spanMs, en, zh) => {
		expect(formatCountdown(spanMs, 'en')).toBe(en);
		expect(formatCountdown(spanMs, 'zh-CN')).toBe(zh);
	});
});

test('formatDuration says seconds where nothing larger fits', () => {
	expect(formatDuration(50 * secondMs, 'en')).toBe('50 s');
	expect(formatAgo(12 * minuteMs, 'en')).toBe('12 min ago');
	expect(formatAgo(12 * minuteMs, 'zh-CN')).toBe('12 分钟前');
});

test.each([
	[0, '0 bytes', '0 字节'],
	[1, '1 byte', '1 字节'],
	[512, '512 bytes', '512 字节'],
	[1536, '1.5 KB', '1.5 KB'],
	[1024 * 1024, '1 MB', '1 MB']
])('formatBytes %i', (byteCount, en, zh) => {
	expect(formatBytes(byteCount, 'en')).toBe(en);
	expect(formatBytes(byteCount, 'zh-CN')).toBe(zh);
});

test('groupsOfFour keeps what is left over', () => {
	expect(groupsOfFour('3f9a0c1122')).toEqual(['3f9a', '0c11', '22']);
	expect(groupsOfFour('')).toEqual([]);
});
