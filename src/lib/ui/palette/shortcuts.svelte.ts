import { keepPreference, readPreference } from '../platform/preferences.ts';

/** Whether shortcuts of a single key work (WCAG 2.1.4). */
class SingleKeys {
	#on = $state(readPreference('airlock-single-keys') !== '0');

	get on(): boolean {
		return this.#on;
	}

	set on(on: boolean) {
		this.#on = on;
		keepPreference('airlock-single-keys', on ? '1' : '0');
	}
}

export const singleKeys = new SingleKeys();

export type Shortcut = 'SEARCH' | 'HELP';

const isApple = (): boolean => /^(?:Mac|iP)/.test(navigator.platform);

/** What the keys of the palette are called here. */
export const paletteKeys = (): string => (isApple() ? '⌘ K' : 'Ctrl K');

/** A field takes what is typed; in one of a Mac, Ctrl+K deletes to the end of the line. */
const isTyping = ({ target }: KeyboardEvent): boolean =>
	target instanceof HTMLElement &&
	(target.isContentEditable || target.matches('input, textarea, select'));

/**
 * @param singleKeysOn - else only Ctrl+K or ⌘K works
 * @returns what a key asks for; nothing in a dialog, which must be answered first
 */
export function shortcutOf(event: KeyboardEvent, singleKeysOn: boolean): Shortcut | undefined {
	if (event.defaultPrevented || event.isComposing || event.repeat) return undefined;
	if (document.querySelector('dialog[open]')) return undefined;
	const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
	const withCommand = isApple() ? metaKey && !ctrlKey : ctrlKey && !metaKey;
	if (withCommand && !altKey && !shiftKey && key.toLowerCase() === 'k') return 'SEARCH';
	if (!singleKeysOn || ctrlKey || metaKey || altKey || isTyping(event)) return undefined;
	return key === '/' ? 'SEARCH' : key === '?' ? 'HELP' : undefined;
}
