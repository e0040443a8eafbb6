import { keepPreference, readPreference } from './preferences.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

class ThemeChoice {
	#theme = $state<Theme>('system');

	constructor() {
		const chosen = readPreference('airlock-theme');
		this.#theme = themes.find((theme) => theme === chosen) ?? 'system';
		this.#mark();
	}

	get current(): Theme {
		return this.#theme;
	}

	choose(theme: Theme): void {
		this.#theme = theme;
		keepPreference('airlock-theme', theme);
		this.#mark();
	}

	#mark(): void {
		if (typeof document === 'undefined') return;
		if (this.#theme === 'system') delete document.documentElement.dataset['theme'];
		else document.documentElement.dataset['theme'] = this.#theme;
	}
}

/** Light, dark, or as the system is. */
export const theme = new ThemeChoice();
