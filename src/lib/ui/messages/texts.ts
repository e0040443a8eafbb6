import { languages, type Language } from './messages.ts';

const loadEnglish = () => import('./en/all.ts');

/** All texts of one language, by the name of their area. */
type Texts = Awaited<ReturnType<typeof loadEnglish>>;

const load: Readonly<Record<Language, () => Promise<Texts>>> = {
	en: loadEnglish,
	'zh-CN': () => import('./zh-CN/all.ts')
};
const loaded: Partial<Record<Language, Texts>> = {};

export const isLoaded = (language: Language): boolean => loaded[language] !== undefined;

/**
 * Fetches the texts of a language, if they are not there yet. What a screen shows is in a language whose texts are there.
 *
 * @throws TypeError when they can't be had: offline without a copy, or gone from the host
 */
export async function loadTexts(language: Language): Promise<void> {
	loaded[language] ??= await load[language]();
}

/**
 * The texts of one area in the languages that are loaded: `const keysMessages = inEachLanguage('keysMessages')` is read
 * as `keysMessages[locale.language].title`. Texts with values in them are functions.
 */
export function inEachLanguage<Area extends keyof Texts>(
	area: Area
): Readonly<Record<Language, Texts[Area]>> {
	const inOne = (language: Language): Texts[Area] => {
		const texts = loaded[language];
		if (!texts) throw new Error(`the texts in ${language} are not loaded`);
		return texts[area];
	};
	const both = {} as Record<Language, Texts[Area]>;
	for (const language of languages)
		Object.defineProperty(both, language, { enumerable: true, get: () => inOne(language) });
	return both;
}
