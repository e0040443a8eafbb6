import { dayMs, hourMs, minuteMs, secondMs, type EpochMillis } from '#lib/domain/time.ts';
import { locale } from './locale.svelte.ts';
import type { Language } from '#lib/domain/language.ts';

/** English dates have the day first, so that 11/12 is never in doubt. */
const dateLocales: Readonly<Record<Language, string>> = { en: 'en-GB', 'zh-CN': 'zh-CN' };

const dayParts = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const timeParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** The longest span that `Date` can show; what lies beyond is no time. */
function isTime(at: EpochMillis): boolean {
	return !Number.isNaN(new Date(at).getTime());
}

/** @returns `25 Nov 2026, 20:26`, in this computer's zone or the one given */
export function formatDateTime(
	at: EpochMillis,
	language: Language = locale.language,
	timeZone?: string
): string {
	if (!isTime(at)) return '–';
	const zone = timeZone === undefined ? {} : { timeZone };
	return new Intl.DateTimeFormat(dateLocales[language], {
		...dayParts,
		...timeParts,
		...zone
	}).format(at);
}

/** @returns `25 Nov 2026, 20:26 GMT+8` */
export function formatDateTimeWithZone(
	at: EpochMillis,
	language: Language = locale.language,
	timeZone?: string
): string {
	if (!isTime(at)) return '–';
	return `${formatDateTime(at, language, timeZone)} ${formatZone(at, language, timeZone)}`;
}

/** @returns `25 Nov 2026, 12:26 UTC` */
export function formatUtc(at: EpochMillis, language: Language = locale.language): string {
	return isTime(at) ? `${formatDateTime(at, language, 'UTC')} UTC` : '–';
}

/** @returns `25 Nov 2026` */
export function formatDate(at: EpochMillis, language: Language = locale.language): string {
	return isTime(at) ? new Intl.DateTimeFormat(dateLocales[language], dayParts).format(at) : '–';
}

/** @returns the zone's short name at that time: `GMT+8`, `CET` */
function formatZone(
	at: EpochMillis,
	language: Language = locale.language,
	timeZone?: string
): string {
	const zone = timeZone === undefined ? {} : { timeZone };
	const parts = new Intl.DateTimeFormat(dateLocales[language], {
		...timeParts,
		...zone,
		timeZoneName: 'short'
	}).formatToParts(at);
	return parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

/** @returns this computer's zone by name: `Asia/Shanghai` */
export function zoneName(): string {
	return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function formatNumber(value: number, language: Language = locale.language): string {
	return new Intl.NumberFormat(language).format(value);
}

/** @returns `512 bytes`, `12 KB`, `1.5 MB` (powers of 1024) */
export function formatBytes(byteCount: number, language: Language = locale.language): string {
	if (byteCount < 1024) {
		const number = formatNumber(byteCount, language);
		if (language === 'zh-CN') return `${number} 字节`;
		return byteCount === 1 ? '1 byte' : `${number} bytes`;
	}
	const power = Math.min(3, Math.floor(Math.log2(byteCount) / 10));
	const [value, unit] = [byteCount / 1024 ** power, ['', 'KB', 'MB', 'GB'][power]];
	const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
	return `${number} ${unit}`;
}

const units = {
	en: {
		days: (n: number) => (n === 1 ? '1 day' : `${n} days`),
		hours: (n: number) => `${n} h`,
		minutes: (n: number) => `${n} min`,
		seconds: (n: number) => `${n} s`,
		ahead: (span: string) => `in ${span}`,
		ago: (span: string) => `${span} ago`,
		now: 'now'
	},
	'zh-CN': {
		days: (n: number) => `${n} 天`,
		hours: (n: number) => `${n} 小时`,
		minutes: (n: number) => `${n} 分钟`,
		seconds: (n: number) => `${n} 秒`,
		ahead: (span: string) => `${span}后`,
		ago: (span: string) => `${span}前`,
		now: '现在'
	}
} satisfies Record<Language, unknown>;

/** @returns `12 days`, `21 h 14 min`, `42 min`, `50 s`; never longer than the span is, but for whole days */
export function formatDuration(spanMs: number, language: Language = locale.language): string {
	const words = units[language];
	const span = Math.max(0, spanMs);
	if (span >= 2 * dayMs) return words.days(Math.round(span / dayMs));
	const minutes = Math.floor((span % hourMs) / minuteMs);
	if (span >= hourMs) {
		const hours = words.hours(Math.floor(span / hourMs));
		return minutes === 0 ? hours : `${hours} ${words.minutes(minutes)}`;
	}
	if (span >= minuteMs) return words.minutes(minutes);
	return words.seconds(Math.floor(span / secondMs));
}

/** Below this a countdown shows minutes and seconds. */
const clockFaceMs = 5 * minuteMs;

/** @returns `in 12 days`, `in 21 h 14 min`, `in 42 min`, `4:59`; `now` once the time has come */
export function formatCountdown(spanMs: number, language: Language = locale.language): string {
	const words = units[language];
	if (spanMs <= 0) return words.now;
	if (spanMs >= clockFaceMs) return words.ahead(formatDuration(spanMs, language));
	const seconds = Math.ceil(spanMs / secondMs);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** @returns `12 min ago` */
export function formatAgo(spanMs: number, language: Language = locale.language): string {
	return units[language].ago(formatDuration(spanMs, language));
}

/** @returns in groups of four, for reading aloud: `3F9A 0C11 …` */
export function groupsOfFour(text: string): string[] {
	return text.match(/.{1,4}/gu) ?? [];
}
