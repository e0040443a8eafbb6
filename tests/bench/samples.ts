/** What one call took, in milliseconds, and where it went as far as that can be told. */
export interface Sample {
	ms: number;
	parts: Readonly<Record<string, number>>;
}

/** Something to be measured: makes what it needs, then times one or more calls. */
export type Cell = () => Promise<Sample>;

export interface Ratio {
	what: string;
	to: string;
	/** of paired ratios: one for each round */
	median: number;
	min: number;
	max: number;
	/** ratio of the best samples: far from the median, the machine was busy */
	ofBests: number;
	medianMs: number;
	baseMedianMs: number;
	rounds: number;
}

/** Medians over the rounds, in milliseconds. */
export interface Breakdown {
	what: string;
	ms: number;
	parts: Readonly<Record<string, number>>;
}

/** Files that are loaded or kept. */
export interface Weight {
	what: string;
	/** as gzip sends them at its best */
	gzipBytes: number;
	files: number;
}

/** What is neither a ratio nor a weight. */
export interface Figure {
	what: string;
	value: number;
	/** s, MiB, or nothing for a ratio of two counts */
	unit: string;
}

/** What one suite found. */
export interface Report {
	ratios: Ratio[];
	breakdowns: Breakdown[];
	weights?: Weight[];
	figures?: Figure[];
}

const fewestRounds = 3;

/** @returns milliseconds for one of `calls` calls, made one after the other */
export async function timed(calls: number, call: () => unknown): Promise<Sample> {
	const start = performance.now();
	for (let count = 0; count < calls; count++) await call();
	return { ms: (performance.now() - start) / calls, parts: {} };
}

export interface Limits {
	/** at most; with less time fewer, but never under three */
	rounds: number;
	/** no further round begins after it */
	budgetMs: number;
	/** a first round that does not count; default true */
	warmUp?: boolean;
}

/** Runs each cell once a round, in an order that moves on from round to round. */
export async function inRounds<Name extends string>(
	cells: Record<Name, Cell>,
	{ rounds, budgetMs, warmUp = true }: Limits
): Promise<Record<Name, Sample[]>> {
	const names = Object.keys(cells) as Name[];
	const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
		Name,
		Sample[]
	>;
	if (warmUp) for (const name of names) await cells[name]();
	const start = performance.now();
	for (let round = 0; round < rounds; round++) {
		if (round >= fewestRounds && performance.now() - start > budgetMs) break;
		const first = round % names.length;
		for (const name of [...names.slice(first), ...names.slice(0, first)])
			samples[name].push(await cells[name]());
	}
	return samples;
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2;
}

const milliseconds = (samples: readonly Sample[]) => samples.map(({ ms }) => ms);

/** @param base - samples of the same rounds */
export function ratio(
	what: string,
	samples: readonly Sample[],
	to: string,
	base: readonly Sample[]
): Ratio {
	const paired = samples.map(({ ms }, round) => ms / (base[round]?.ms ?? NaN));
	return {
		what,
		to,
		median: median(paired),
		min: Math.min(...paired),
		max: Math.max(...paired),
		ofBests: Math.min(...milliseconds(samples)) / Math.min(...milliseconds(base)),
		medianMs: median(milliseconds(samples)),
		baseMedianMs: median(milliseconds(base)),
		rounds: samples.length
	};
}

export function breakdown(what: string, samples: readonly Sample[]): Breakdown {
	const names = Object.keys(samples[0]?.parts ?? {});
	return {
		what,
		ms: median(milliseconds(samples)),
		parts: Object.fromEntries(
			names.map((name) => [name, median(samples.map(({ parts }) => parts[name] ?? NaN))])
		)
	};
}
