import type { Breakdown, Figure, Ratio, Weight } from './samples.ts';

/** One row for each ratio, as Markdown that reads well in a terminal. */
export function ratioTable(ratios: readonly Ratio[]): string {
	return table(
		['what', 'to', 'ratio', 'min–max', 'of bests', 'ms', 'to, ms', 'rounds'],
		ratios.map((ratio) => [
			ratio.what,
			ratio.to,
			figure(ratio.median),
			`${figure(ratio.min)}–${figure(ratio.max)}`,
			figure(ratio.ofBests),
			figure(ratio.medianMs),
			figure(ratio.baseMedianMs),
			String(ratio.rounds)
		])
	);
}

export function breakdownTable(breakdowns: readonly Breakdown[]): string {
	return table(
		['what', 'ms', 'of which'],
		breakdowns.map(({ what, ms, parts }) => [
			what,
			figure(ms),
			Object.entries(parts)
				.map(([part, partMs]) => `${part} ${figure(partMs)}`)
				.join(', ')
		])
	);
}

export function weightTable(weights: readonly Weight[]): string {
	return table(
		['what', 'gzip, kB', 'files'],
		weights.map(({ what, gzipBytes, files }) => [what, figure(gzipBytes / 1000), String(files)])
	);
}

export function figureTable(figures: readonly Figure[]): string {
	return table(
		['what', 'figure'],
		figures.map(({ what, value, unit }) => [what, `${figure(value)} ${unit}`.trimEnd()])
	);
}

/** Two or three digits that count. */
function figure(value: number): string {
	const decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 0.1 ? 2 : 4;
	return value.toFixed(decimals);
}

function table(heading: string[], rows: string[][]): string {
	const widths = heading.map((cell, column) =>
		Math.max(...[heading, ...rows].map((row) => row[column]?.length ?? 0), cell.length)
	);
	const line = (cells: string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	return [line(heading), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join(
		'\n'
	);
}
