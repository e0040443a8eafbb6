/** What a name stands before if its value has names of its own, and what ends them (scripts/text-names.ts). */
export const opens = '(';
export const closes = ')';

/** A text, a function that makes one, or the values of a group of texts. */
export type Values = readonly unknown[];

/**
 * Puts texts and their names together again.
 *
 * @param names - as `a b ( c d ) e`, where b is a group
 * @param values - in the order of the names; of a group, a list of its own
 */
export function named(names: string, values: Values): Record<string, unknown> {
	const words = names.split(' ');
	let at = 0;
	const group = (ofGroup: Values): Record<string, unknown> => {
		const texts: Record<string, unknown> = {};
		for (const value of ofGroup) {
			const name = words[at++] ?? '';
			if (words[at] !== opens) texts[name] = value;
			else {
				at++;
				texts[name] = group(value as Values);
				at++;
			}
		}
		return texts;
	};
	return group(values);
}
