/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMillis = number;

/** Durations in milliseconds. */
export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Import parameters (public key and token) work this long. */
export const importParametersTtlMs = dayMs;
/** The expiry that the import form preselects, from now. */
export const defaultExpiryMs = dayMs;
/** An expiry closer than this is refused: the key would be gone before anyone could use it. */
export const shortestExpiryMs = 5 * minuteMs;
/** A clock this far behind the highest time seen counts as turned back. */
export const clockToleranceMs = 5 * minuteMs;
/** A CMK is erased after its date has been seen at two starts, or this far apart within one. */
export const deletionSightingGapMs = hourMs;
/** The last instant a `Date` can hold (ECMA-262 §21.4.1.1). */
export const latestInstant: EpochMillis = 8.64e15;
