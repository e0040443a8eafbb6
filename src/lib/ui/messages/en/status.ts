/** The status button and its panel. */
export const statusMessages = {
	words: {
		NOT_SAVED: 'Not saved',
		UNSAVED: 'Unsaved changes',
		UPDATE_READY: 'Update ready',
		SINGLE_FILE: 'Single file',
		INSTALLED: 'Installed · works offline',
		WORKS_OFFLINE: 'Works offline',
		LOOKING: 'Checking…',
		NOT_AVAILABLE: 'Not available offline'
	},
	preparing: (percent: number) => `Preparing offline copy… ${percent} %`,
	status: 'Status',
	close: 'Close the status',
	runningAs: 'Running as',
	asInstalled: 'Installed app, in a window of its own',
	asTab: 'Page in a browser tab',
	asFile: 'Single file, opened from this computer',
	offlineCopy: 'Offline copy',
	copyComplete: (files: number, version: string) => `Complete: ${files} files, version ${version}`,
	copyPreparing: (done: number, total: number) => `${done} of ${total} files so far`,
	copyNone: {
		EDITION: 'Not needed: the file holds everything.',
		LOOKING: 'Airlock is looking for it.',
		NOT_SUPPORTED:
			'None. The page was not opened over https:// or at localhost, or this is a private window.',
		FAILED: 'None. The files could not be kept. Reload the page to try again.'
	},
	vaultIn: 'Vault is kept in',
	inBrowser: 'This browser’s storage on this computer',
	inFile: (name: string) => `The file ${name}`,
	inMemory: 'This page only, until it is saved to a file',
	noVault: 'There is no vault yet.',
	lastSaved: 'Last saved',
	notSavedYet: 'Not since this page was opened',
	lastBackup: 'Last vault file',
	noBackup: 'None yet',
	whenUnlocked: 'Shown while the vault is unlocked',
	protectedStorage: 'Protected storage',
	protectedOn: 'On',
	protectedOff: 'Not granted',
	unknown: 'The browser doesn’t say',
	spaceUsed: 'Space used',
	network: 'Network',
	blocked: 'Blocked by this page’s own policy',
	notBlocked: 'Not blocked: this page has no such policy',
	version: 'Version',
	buildId: 'Build ID',
	verify: 'Verify this build',
	worksOfflineNow: 'Works offline from now on.',
	alarmTitle: 'The app’s files were changed without your consent. The vault is locked.',
	alarmCause:
		'The server that this page comes from sent files that you didn’t agree to, or something replaced the files in this browser.',
	alarmNext:
		'Compare the build ID before you type your passphrase, with a tool outside this page. If it is the published one, unlock and save a vault file. If not, type nothing here.',
	dismiss: 'I have compared it'
};
