import { afterEach, expect, test, vi } from 'vitest';
import { edition, type Edition } from '#lib/ui/platform/edition.ts';
import type * as preferences from '#lib/ui/platform/preferences.ts';

/** The module as it is right after the page was opened, in an edition and a browser. */
async function opened(
	keepsPreferences: boolean,
	localStorage: Pick<Storage, 'getItem' | 'setItem'>
): Promise<typeof preferences> {
	vi.resetModules();
	const here: Edition = { ...edition, keepsPreferences };
	vi.doMock('#lib/ui/platform/edition.ts', () => ({ edition: here }));
	vi.stubGlobal('localStorage', localStorage);
	return import('#lib/ui/platform/preferences.ts');
}

/** @returns a browser's storage, and what is in it */
function browser() {
	const kept = new Map<string, string>();
	const getItem = vi.fn((name: string) => kept.get(name) ?? null);
	const setItem = vi.fn((name: string, value: string) => void kept.set(name, value));
	return { kept, storage: { getItem, setItem } };
}

const refusing = {
	getItem: () => {
		throw new DOMException('', 'SecurityError');
	},
	setItem: () => {
		throw new DOMException('', 'QuotaExceededError');
	}
};

afterEach(() => vi.unstubAllGlobals());

test('the browser keeps a choice for the next visit', async () => {
	const { storage } = browser();
	(await opened(true, storage)).keepPreference('airlock-theme', 'dark');
	expect((await opened(true, storage)).readPreference('airlock-theme')).toBe('dark');
});

test('a choice that another tab made since counts', async () => {
	const { storage, kept } = browser();
	const { keepPreference, readPreference } = await opened(true, storage);
	keepPreference('airlock-theme', 'dark');
	kept.set('airlock-theme', 'light');
	expect(readPreference('airlock-theme')).toBe('light');
});

test('where the browser keeps nothing, a choice holds on this page', async () => {
	const { keepPreference, readPreference } = await opened(true, refusing);
	expect(readPreference('airlock-theme')).toBeUndefined();
	keepPreference('airlock-theme', 'dark');
	expect(readPreference('airlock-theme')).toBe('dark');
});

test('an edition that keeps nothing does not touch the browser’s storage', async () => {
	const { storage, kept } = browser();
	kept.set('airlock-theme', 'left by another page');
	const { keepPreference, readPreference } = await opened(false, storage);
	expect(readPreference('airlock-theme')).toBeUndefined();
	keepPreference('airlock-theme', 'dark');
	expect(readPreference('airlock-theme')).toBe('dark');
	expect(storage.getItem).not.toHaveBeenCalled();
	expect(storage.setItem).not.toHaveBeenCalled();
});
