import { languages, type Language } from './messages/messages.ts';
import { keepPreference, readPreference } from './preferences.ts';

export const languageNames: Readonly<Record<Language, string>> = {
	en: 'English',
	'zh-CN': '简体中文'
};

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

class Locale {
	#language = $state<Language>('en');

	constructor() {
		const preferred = typeof navigator === 'undefined' ? [] : navigator.languages;
		this.#language = firstLanguage(readPreference('airlock-locale'), preferred);
		this.#mark();
	}

	get language(): Language {
		return this.#language;
	}

	/** Switches at once, without reloading, and remembers the choice. */
	choose(language: Language): void {
		this.#language = language;
		keepPreference('airlock-locale', language);
		this.#mark();
	}

	#mark(): void {
		if (typeof document !== 'undefined') document.documentElement.lang = this.#language;
	}
}

/** The language in use. Reading it in a template or `$derived` follows every switch. */
export const locale = new Locale();
