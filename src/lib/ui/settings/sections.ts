import { edition } from '../platform/edition.ts';

/** The parts of Settings, in their order. */
const all = [
	'vault',
	'file',
	'security',
	'passphrase',
	'passkeys',
	'appearance',
	'storage',
	'updates',
	'install',
	'delete'
] as const;
export type SettingsSection = (typeof all)[number];

/**
 * @param practice - whether the vault is one to practise with, which goes by itself
 * @returns those that are shown here: passkeys only where it has to be said that there are none
 */
export const shownSections = (practice: boolean): readonly SettingsSection[] =>
	all.filter((section) => {
		if (section === 'passkeys') return !edition.passkeys;
		// Nobody knows the passphrase of a practice vault, nor needs it.
		if (section === 'passphrase') return !practice;
		// A vault in a file goes with its file.
		if (section === 'delete') return !practice && edition.vaultIsKeptIn === 'BROWSER';
		return true;
	});

export const sectionAddress = (section: SettingsSection): string => `#/settings/${section}`;

/** @returns the id of a part's element in the page */
export const sectionId = (section: SettingsSection): string => `settings-${section}`;
