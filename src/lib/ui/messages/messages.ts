/** The languages of the interface. The one in use is loaded; the other one when somebody switches to it. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

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
