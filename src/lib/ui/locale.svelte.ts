import { languages, type Language } from './messages/messages.ts';
import { isLoaded, loadTexts } from './messages/texts.ts';
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
	#chosen: Language;

	constructor() {
		const preferred = typeof navigator === 'undefined' ? [] : navigator.languages;
		this.#language = firstLanguage(readPreference('airlock-locale'), preferred);
		this.#chosen = this.#language;
		this.#mark();
	}

	/** Its texts are loaded. */
	get language(): Language {
		return this.#language;
	}

	/** Fetches the texts to begin with: before that, nothing can be shown. */
	begin(): Promise<void> {
		return loadTexts(this.#language);
	}

	/**
	 * Remembers the choice, and switches to it without reloading: at once where its texts are there, else when they have
	 * come. Of several choices the last one counts.
	 */
	async choose(language: Language): Promise<void> {
		this.#chosen = language;
		keepPreference('airlock-locale', language);
		if (!isLoaded(language)) await loadTexts(language);
		if (this.#chosen !== language) return;
		this.#language = language;
		this.#mark();
	}

	#mark(): void {
		if (typeof document !== 'undefined') document.documentElement.lang = this.#language;
	}
}

/** The language in use. Reading it in a template or `$derived` follows every switch. */
export const locale = new Locale();
