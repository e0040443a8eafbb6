/** The languages of the interface. Both are always there; switching loads nothing. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

type Text = string | ((...values: never[]) => string);
interface Texts {
	readonly [name: string]: Text | Texts;
}

/** What a translation has to offer: the same names, and functions that take the same values. */
type Translation<Original> = {
	readonly [Name in keyof Original]: Original[Name] extends string
		? string
		: Original[Name] extends (...values: infer Values) => string
			? (...values: Values) => string
			: Translation<Original[Name]>;
};

/**
 * Defines the texts of an area: `const keyMessages = messages({ en: {…}, 'zh-CN': {…} })`. Texts with values in them
 * are functions. A name that one language lacks, or has too many, does not compile. Read as
 * `keyMessages[locale.language].title`.
 */
export function messages<Original extends Texts>(both: {
	en: Original;
	'zh-CN': Translation<NoInfer<Original>>;
}): Readonly<typeof both> {
	return both;
}
