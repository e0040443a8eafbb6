import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(
	new URL('../../../../src/lib/ui/styles/tokens.css', import.meta.url),
	'utf8'
);
const pairs = [...css.matchAll(/--([\w-]+):\s*light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)];
const tokens = new Map(pairs.map(([, name = '', light = '', dark = '']) => [name, [light, dark]]));

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map((start) => Number.parseInt(colour.slice(start, start + 2), 16) / 255)
		.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
	const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

const papers = ['canvas', 'surface', 'sunken'];
const tones = ['ok', 'warning', 'danger', 'info', 'neutral'];
const readable: [string, string][] = [
	...['text', 'muted', 'accent', 'danger', 'ok', 'warning'].flatMap((ink) =>
		papers.map((paper): [string, string] => [ink, paper])
	),
	...tones.flatMap((tone): [string, string][] => [
		[tone, `${tone}-soft`],
		['text', `${tone}-soft`]
	]),
	['on-accent', 'accent'],
	['on-accent', 'accent-hover'],
	['text', 'accent-soft'],
	['accent', 'accent-soft'],
	['accent-hover', 'accent-soft'],
	['on-danger-button', 'danger-button']
];
const visible = ['control', 'focus'].flatMap((edge) =>
	papers.map((paper): [string, string] => [edge, paper])
);

for (const [scheme, index] of [
	['light', 0],
	['dark', 1]
] as const) {
	const colour = (name: string): string => {
		const value = tokens.get(name)?.[index];
		if (value === undefined) throw new Error(`there is no token --${name}`);
		return value;
	};

	test.each(readable)(`${scheme}: %s can be read on %s`, (ink, paper) => {
		expect(contrast(colour(ink), colour(paper))).toBeGreaterThanOrEqual(4.5);
	});

	test.each(visible)(`${scheme}: %s can be seen on %s`, (edge, paper) => {
		expect(contrast(colour(edge), colour(paper))).toBeGreaterThanOrEqual(3);
	});
}
