import type { EpochMillis } from '#lib/domain/time.ts';

/** @returns the day in UTC, as suggested names end: `2026-11-30` */
export const dayOf = (time: EpochMillis): string => new Date(time).toISOString().slice(0, 10);
