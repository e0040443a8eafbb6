export const settingsMessages = {
	title: 'Settings',
	sectionList: 'Parts of Settings',
	sectionTitle: (section: string) => `${section} · Settings`,
	sections: {
		vault: 'Vault',
		file: 'Vault file',
		security: 'Security',
		passphrase: 'Change passphrase',
		passkeys: 'Passkeys',
		appearance: 'Appearance and keyboard',
		storage: 'Protected storage',
		updates: 'Updates',
		install: 'Install',
		delete: 'Delete this vault'
	},
	autoLock: 'Lock when nobody uses Airlock for',
	autoLockHint: 'Airlock asks you thirty seconds before.',
	minutes: (minutes: number) => (minutes === 1 ? '1 minute' : `${minutes} minutes`),
	never: 'Never',
	lockLaterTitle: 'Leave the vault open for longer?',
	lockLaterBody:
		'Until it locks, anyone at this computer can use every key in it. The passphrase shows that it is you.',
	lockLater: 'Leave it open for longer',
	keepAutoLock: 'Keep it as it is',
	singleKeys: 'Shortcuts of a single key: / to search, ? to list the shortcuts',
	singleKeysHint: 'Turn them off if speech input or another program types them by accident.',
	notification: {
		label: 'Notify me a day before key material expires or a key is deleted',
		hint: 'While Airlock is open here and unlocked. A notification has no names of keys: the system may keep it, and show it on a locked screen.',
		obstacles: {
			DENIED:
				'This browser doesn’t allow notifications for this page. Allow them in its settings for this site, then turn this on again.',
			MISSING:
				'This browser has no notifications for this page. Save a calendar file on Overview instead.'
		}
	},
	deletion: {
		lost: 'This browser then no longer has any of it: no key, no key material, no log, neither in its database nor in the mirror.',
		stays:
			'Not touched: vault files and copies that you keep elsewhere, and files that you have encrypted. Without a vault file or a copy of the key material, nobody can decrypt those any more.',
		seen: 'This browser keeps in mind how far it has seen this vault: counts and a hash, no name and no key. So it notices if somebody opens an older file of it.',
		saveFirst: 'Save a vault file first',
		start: 'Delete this vault…',
		title: (name: string) => `Delete ${name} from this browser?`,
		body: (count: number) =>
			`${count === 0 ? 'It has no keys, and its log goes' : count === 1 ? '1 key and its log go' : `${count} keys and their log go`}. Only a vault file that you have saved brings it back. Every tab of Airlock closes the vault.`,
		removal:
			'Every key in this vault, its key material and its log go. Only a vault file that you have saved, with its passphrase, brings them back. Every tab of Airlock closes the vault.',
		removalStays:
			'Not touched: other vaults, and vault files and copies that you keep elsewhere. Files that you have encrypted stay, but can’t be decrypted without a vault file or a copy of their key.',
		noFile:
			'A vault file can’t be saved while the vault is locked. If you may still find the passphrase, keep the vault and create another one beside it.',
		confirm: 'Delete the vault',
		keep: 'Keep the vault'
	},
	label: {
		inThisBrowser: 'In this browser',
		field: 'Label before the unlock',
		hint: (numbered: string) =>
			`Shown where you choose a vault, if this browser has several. Not sealed: everyone who uses this browser can read it. Without a label, it says ${numbered}.`
	},
	theme: 'Theme',
	themes: { system: 'Same as the system', light: 'Light', dark: 'Dark' },
	language: 'Language',
	changePassphrase: 'Change passphrase',
	changing: 'Changing…',
	currentPassphrase: 'Current passphrase',
	newPassphrase: 'New passphrase',
	newPassphraseAgain: 'New passphrase again',
	enterCurrent: 'Enter the current passphrase.',
	currentWrong: 'That passphrase doesn’t open this vault.',
	passphraseChanged: 'The passphrase was changed. The old one no longer opens the vault.'
};
