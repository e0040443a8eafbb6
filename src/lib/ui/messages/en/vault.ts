/** Welcome, set-up, and the vault's protected storage. */
export const vaultMessages = {
	welcome: 'Welcome',
	promise: 'Keys that stay on this computer',
	picture: {
		label: 'How an import works',
		yours: 'Your side',
		caption:
			'An import: Airlock hands out a public key, you encrypt your key with it where it is, and only this vault can open what comes back.'
	},
	summary:
		'A key management service in one page, for people who bring their own keys to a cloud or keep them on a computer without a network: create keys, import key material, encrypt files, and wrap keys for any cloud.',
	never: 'There is no server and no account. Nothing leaves this computer.',
	createVault: 'Create a vault',
	createVaultHint: 'An encrypted store for your keys, opened with a passphrase.',
	gone: {
		title: 'The vault that this browser kept is gone.',
		cause: 'The browser, or someone, has deleted what this page had stored.',
		next: 'Open a vault file, if you have saved one. Nothing else brings it back.'
	},
	outOfReach: {
		title: 'The vault that this browser kept can’t be opened now.',
		cause:
			'Its database is gone. There is a mirror, but it isn’t whole, or another page still has it.',
		next: 'Before you create a vault here, close all other tabs of Airlock, start the browser again, and come back. If this message stays, open a vault file.'
	},
	understood: 'I have understood',
	about: 'What Airlock is, and what it can’t do',
	thisComputer: 'This computer',
	met: 'Yes',
	notMet: 'No',
	requirements: {
		secureContext: 'Opened over https://, at localhost, or as a file',
		webCrypto: 'Browser encryption',
		storage: 'Storage for the vault',
		workers: 'Background workers'
	},
	blocked: {
		secureContext: {
			title: 'This page was opened in a way that turns off browser encryption.',
			next: 'Open it over https:// or at http://localhost, or use the single file.'
		},
		webCrypto: {
			title: 'This browser has no encryption that Airlock can use.',
			next: 'Open Airlock in a newer browser.'
		},
		storage: {
			title: 'This browser keeps no data for this page.',
			next: 'Leave the private window, allow the page to store data, or use the single file.'
		},
		workers: {
			title: 'This browser can’t work in the background.',
			next: 'Open Airlock in a newer browser.'
		}
	},
	vaultName: 'Vault name',
	defaultVaultName: 'My vault',
	passphrase: 'Passphrase',
	passphraseHint:
		'At least 12 characters. There is no reset. Without this passphrase nobody can open the vault, including us.',
	passphraseAgain: 'Passphrase again',
	create: 'Create vault',
	creating: 'Creating…',
	working: 'Deriving the key. About a second…',
	giveName: 'Give the vault a name.',
	nameTooLong: 'Use at most 64 characters.',
	enterPassphrase: 'Enter a passphrase.',
	tooShort: 'Use at least 12 characters. A few random words work well.',
	tooLong: 'Use at most 1024 bytes.',
	differ: 'The two passphrases differ.',
	keepSafe: 'Keep it safe',
	created: 'The vault is ready.',
	later: 'Do this later',
	continue: 'Continue',
	protectedStorage: 'Protected storage',
	protectedHint: 'A browser may clear data to free space. You can ask it not to.',
	ask: 'Ask the browser',
	storageOn: 'On. The browser won’t clear this vault to free space.',
	storageOff: 'Off. If the disk runs low, the browser may clear this vault without asking.',
	storageRefused:
		'Not granted. If the disk runs low the browser may clear this vault without asking. Bookmarking the page often helps.',
	storageUnknown: 'This browser doesn’t say. It may clear this vault if the disk runs low.'
};
