import { languages, type Language } from '#lib/domain/language.ts';

const english = {
	start: () => import('./en/start.ts'),
	rest: () => import('./en/rest.ts')
};

/** What the first screens show, and what all others do. */
export const parts = ['start', 'rest'] as const;
type Part = (typeof parts)[number];
/** The texts of a part of one language, by the name of their area. */
type TextsOf<Name extends Part> = Awaited<ReturnType<(typeof english)[Name]>>;
type Texts = TextsOf<'start'> & TextsOf<'rest'>;

const load: Readonly<Record<Language, { [Name in Part]: () => Promise<TextsOf<Name>> }>> = {
	en: english,
	'zh-CN': { start: () => import('./zh-CN/start.ts'), rest: () => import('./zh-CN/rest.ts') }
};
const loaded: Record<Language, Partial<Record<Part, Partial<Texts>>>> = { en: {}, 'zh-CN': {} };

export const isLoaded = (language: Language, part: Part): boolean =>
	loaded[language][part] !== undefined;

/**
 * Fetches a part of the texts of a language, if it is not there yet. What a screen shows is in a language whose texts
 * are there.
 *
 * @throws TypeError when they can't be had: offline without a copy, or gone from the host
 */
export async function loadTexts(language: Language, part: Part): Promise<void> {
	loaded[language][part] ??= await load[language][part]();
}

/**
 * The texts of one area in the languages that are loaded: `const keysMessages = inEachLanguage('keysMessages')` is read
 * as `keysMessages[locale.language].title`. Texts with values in them are functions.
 */
export function inEachLanguage<Area extends keyof Texts>(
	area: Area
): Readonly<Record<Language, Texts[Area]>> {
	const inOne = (language: Language): Texts[Area] => {
		const { start, rest } = loaded[language];
		const texts = start?.[area] ?? rest?.[area];
		if (texts === undefined) throw new Error(`${area} in ${language} is not loaded`);
		return texts;
	};
	const both = {} as Record<Language, Texts[Area]>;
	for (const language of languages)
		Object.defineProperty(both, language, { enumerable: true, get: () => inOne(language) });
	return both;
}
