import { edition } from './edition.ts';

/** Choices and marks that are known before a vault is open. Nothing that is in a vault is ever kept here. */
export const preferences = [
	'airlock-locale',
	'airlock-theme',
	/** '0' while shortcuts of a single key are turned off */
	'airlock-single-keys',
	/** '1' while a change of the app that nobody asked for has not been acknowledged */
	'airlock-alarm',
	/** the service worker of the release that the user has agreed to */
	'airlock-approved-worker',
	/** when a newer release was last looked for unasked; '' while that is not wanted */
	'airlock-daily-check',
	/** the numbers of the vaults that this browser has kept, as in '1,3', until the user has heard that one is gone */
	'airlock-vault',
	/** the number of the vault that was opened last */
	'airlock-last-vault',
	/** what the user calls vaults before they are unlocked: JSON, by vault id */
	'airlock-vault-labels',
	/** '1' where a notification comes before a key is lost */
	'airlock-notify',
	/** '1' where the list of keys shows their ids */
	'airlock-key-ids',
	/** what commands are written for: BASH, ZSH or POWERSHELL */
	'airlock-terminal'
] as const;
export type Preference = (typeof preferences)[number];

/** Where the browser keeps nothing, or must not, what is chosen holds until the page is closed. */
const heldHere = new Map<Preference, string>();

/** @returns what was chosen last, in whichever tab the browser tells of */
export function readPreference(name: Preference): string | undefined {
	if (!edition.keepsPreferences) return heldHere.get(name);
	try {
		return localStorage.getItem(name) ?? undefined;
	} catch {
		return heldHere.get(name);
	}
}

/** Keeps a choice for the next visit, where the edition may and the browser allows it. */
export function keepPreference(name: Preference, value: string): void {
	heldHere.set(name, value);
	if (!edition.keepsPreferences) return;
	try {
		localStorage.setItem(name, value);
	} catch {
		// A browser that keeps nothing.
	}
}
