/**
 * What a translation has to offer: the same names as the English texts, and functions that take the same values. A name
 * that it lacks, or has too many, does not compile.
 */
export type Translation<Original> = {
	readonly [Name in keyof Original]: Original[Name] extends string
		? string
		: Original[Name] extends (...values: infer Values) => string
			? (...values: Values) => string
			: Translation<Original[Name]>;
};
