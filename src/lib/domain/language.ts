/** The languages of the interface. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** @returns the language to begin with: the one chosen before, else the first that the browser prefers */
export function firstLanguage(chosen: string | undefined, preferred: readonly string[]): Language {
	const known = languages.find((language) => language === chosen);
	if (known) return known;
	for (const tag of preferred) {
		if (/^zh\b/i.test(tag)) return 'zh-CN';
		if (/^en\b/i.test(tag)) return 'en';
	}
	return 'en';
}
