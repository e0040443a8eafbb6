import { firstLanguage, type Language } from '#lib/domain/language.ts';
import { missingFiles } from '../offline/missing-files.svelte.ts';
import { isLoaded, loadTexts, parts } from '../messages/texts.ts';
import { keepPreference, readPreference } from '../platform/preferences.ts';

export const languageNames: Readonly<Record<Language, string>> = {
	en: 'English',
	'zh-CN': '简体中文'
};

class Locale {
	#language = $state<Language>('en');
	#whole = $state<Record<Language, boolean>>({ en: false, 'zh-CN': false });
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

	/** Whether the texts of all screens are there, and not only those of the first ones. */
	get whole(): boolean {
		return this.#whole[this.#language];
	}

	/** Fetches the texts to begin with: before that, nothing can be shown. */
	begin(): Promise<void> {
		return loadTexts(this.#language, 'start');
	}

	/** Fetches the texts of all other screens. */
	async complete(): Promise<void> {
		while (!this.whole) {
			const language = this.#language;
			if (!(await this.#fetch(language, 'rest'))) return;
			this.#whole[language] = true;
		}
	}

	/**
	 * Remembers the choice, and switches to it without reloading: at once where its texts are there, else when they have
	 * come. Of several choices the last one counts. Where the texts can't be had, all stays as it is, and the page says why.
	 */
	async choose(language: Language): Promise<void> {
		this.#chosen = language;
		keepPreference('airlock-locale', language);
		for (const part of this.whole ? parts : (['start'] as const))
			if (!isLoaded(language, part) && !(await this.#fetch(language, part))) return;
		if (this.#chosen !== language) return;
		// They may have come for the language in use meanwhile.
		if (this.whole && !isLoaded(language, 'rest')) return this.choose(language);
		this.#whole[language] = isLoaded(language, 'rest');
		this.#language = language;
		this.#mark();
	}

	/** @returns whether the texts are there */
	async #fetch(...texts: Parameters<typeof loadTexts>): Promise<boolean> {
		try {
			await loadTexts(...texts);
			return true;
		} catch {
			missingFiles.notice();
			return false;
		}
	}

	#mark(): void {
		if (typeof document !== 'undefined') document.documentElement.lang = this.#language;
	}
}

/** The language in use. Reading it in a template or `$derived` follows every switch. */
export const locale = new Locale();
