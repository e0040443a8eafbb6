/** Choices that are known before a vault is open. Nothing about keys or vaults is ever kept here. */
export type Preference = 'airlock-locale' | 'airlock-theme';

/** @returns what was chosen before; undefined where the browser keeps nothing */
export function readPreference(name: Preference): string | undefined {
	try {
		return localStorage.getItem(name) ?? undefined;
	} catch {
		return undefined;
	}
}

/** Keeps a choice for the next visit, where the browser allows it. */
export function keepPreference(name: Preference, value: string): void {
	try {
		localStorage.setItem(name, value);
	} catch {
		// The choice still holds until the page is closed.
	}
}
