/** Less than this says nothing of what comes. */
const leastMs = 1000;

/** @returns how fast it goes and how long it will take; undefined before that can be told */
export function rateOf(
	done: number,
	total: number,
	elapsedMs: number
): { bytesPerSecond: number; msLeft: number } | undefined {
	if (elapsedMs < leastMs || done === 0) return undefined;
	const perMs = done / elapsedMs;
	return {
		bytesPerSecond: Math.round(1000 * perMs),
		msLeft: Math.max(0, Math.ceil((total - done) / perMs))
	};
}
