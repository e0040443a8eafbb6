import { formatBytes } from '#lib/ui/words/format.ts';

const entries = (count: number) => (count === 1 ? '1 log entry' : `${count} log entries`);

/** Only what is entered into an import leaves no entry. */
const changes = (count: number) => (count === 0 ? 'an unfinished import' : entries(count));

/** Vault files: saving them, opening them, and what the edition that keeps its vault in one does not have. */
export const vaultFileMessages = {
	title: 'Vault file',
	recovered: {
		DATABASE:
			'This browser’s database had lost the vault or its newest changes. Airlock has put them back from the mirror.',
		MIRROR:
			'The mirror of the vault was lost or out of date. The vault is whole, and its mirror is written anew.'
	},
	seeActivity: 'See Activity',
	inBoth: 'Twice: in a database, and in a mirror beside it',
	inOne:
		'In a single copy: this browser has no room for a mirror, as in a private window. Save a vault file often.',
	sevenDays:
		'Safari deletes what a page has stored after seven days of use without a visit. Install Airlock, or save a vault file.',
	hint: {
		BROWSER:
			'The whole vault in one file, sealed. It opens with the passphrase that the vault has when it is saved, in any browser and in the single file.',
		FILE: 'The vault is kept in a file of yours, sealed. Nothing stays in this browser.'
	},
	lastSaved: 'Last vault file',
	neverSaved: 'None so far',
	keptIn: 'Kept in',
	noFile: 'No file yet',
	changes: 'Changes',
	unsaved: 'Unsaved changes',
	unsavedHint: 'They are lost when this page is closed.',
	allSaved: 'All in the file',
	size: 'Size',
	sizeOf: (bytes: number, most: number) =>
		`${formatBytes(bytes, 'en')} of at most ${formatBytes(most, 'en')}`,
	nearlyFull:
		'It is nearly full. Once it is full, you can’t add to it or use its keys. Plan to go on in a new vault.',
	save: 'Save the vault file',
	saveCopy: 'Save a vault file',
	saveAs: 'Save as another file',
	saving: 'Saving…',
	saved: (name: string) => `${name} was saved and read back.`,
	downloaded: (name: string) => `${name} was downloaded and is not checked yet.`,
	checkTitle: 'Check the saved file',
	checkBody: (name: string) =>
		`The browser downloads ${name}, but doesn’t say whether all of it was written. Choose the file where it was saved: it is read and compared byte by byte.`,
	checkUntil: {
		BROWSER: 'Until then it doesn’t count as saved.',
		FILE: 'Until then the changes count as unsaved.'
	},
	chooseSaved: 'Choose the saved file',
	later: 'Later',
	notTheSaved: {
		title: 'This is not the file that was just saved.',
		cause: 'It is another file or an earlier one, or the download is not complete.',
		next: 'Choose the file that was downloaded last, or save again.'
	},
	notSaved: 'Not saved',
	notNoted: 'Saved, but not noted',
	nothingLost: {
		BROWSER: 'The vault in this browser is as it was.',
		FILE: 'The vault is still open here. Keep this page open until it is saved.'
	},
	failures: {
		NOT_ALLOWED: {
			title: 'The browser did not let Airlock write the file.',
			cause: 'Permission was refused, or the folder is protected.',
			next: 'Try again and allow it, or download the file instead.'
		},
		GONE: {
			title: 'The file is no longer there.',
			cause: 'It was moved or deleted, or the stick was taken out.',
			next: 'Put it back and try again, or save as another file.'
		},
		FULL: {
			title: 'There is no room for the file.',
			cause: 'The disk is full. An earlier file in its place is as it was.',
			next: 'Free some space and try again, or save as another file.'
		},
		IN_USE: {
			title: 'The file is in use.',
			cause: 'Another window or program is writing to it.',
			next: 'Close that and try again, or save as another file.'
		},
		NOT_WRITTEN: {
			title: 'The file could not be written.',
			cause: 'The disk may be write-protected, failing, or gone.',
			next: 'Try again, or save as another file.'
		},
		DIFFERS: {
			title: 'What was read back is not what was written.',
			cause: 'The disk may be failing, or another program changed the file.',
			next: 'Save as another file, on another disk if you can. Don’t rely on this one.'
		},
		CHANGED_ELSEWHERE: {
			title: 'The file holds changes that are not here.',
			cause:
				'It was saved from another window or another computer, or it now holds another vault. Airlock left it as it is.',
			next: 'Save as another file.'
		},
		NOT_NOTED: {
			title: 'The file was written and read back.',
			cause: 'Only the date of the last vault file could not be kept in the vault.',
			next: 'Save again if the date matters.'
		}
	},
	tryAgain: 'Try again',
	download: 'Download the file',
	close: 'Close',
	open: 'Open a vault file',
	choose: 'Choose a vault file',
	chooseOther: 'Choose another file',
	file: 'File',
	vault: 'Vault',
	log: 'Log',
	entries,
	relation: {
		SAME: () =>
			'The file holds the vault that is here, with the same log. It holds nothing new. Open it only if the vault here is damaged.',
		FILE_IS_NEWER: (inFile: number) =>
			`The file holds the vault that is here, and is newer by ${changes(inFile)}. It has everything that was done here.`,
		FILE_IS_OLDER: (_inFile: number, here: number) =>
			`The file holds the vault that is here, but is older by ${changes(here)}.`,
		DIVERGED: (inFile: number, here: number, common: number) =>
			`The file holds the vault that is here, but the two differ after log entry ${common}: ${changes(inFile)} in the file only, ${changes(here)} here only.`,
		OTHER_VAULT: () =>
			'The file holds another vault. The vault that is here will be gone, with all its keys.'
	},
	beside: {
		other: 'The file holds another vault than the one that is chosen here.',
		stays: 'Airlock opens it beside the vaults in this browser. They stay as they are.',
		known: (vault: string) => `This browser already has the vault of this file: ${vault}.`,
		unknown: (vault: string) => `${vault} in this browser can’t be read from here now.`,
		unknownCause:
			'It may be the vault of this file, which must not be in this browser twice. Turn to it first: Airlock then puts back what it can, and compares the file with it.',
		locks: 'The vault that is open now locks in this window.',
		notTold: 'The browser doesn’t say now which vaults it keeps.',
		lookAgain: 'Reload the page, and choose the file again.',
		deleteOne:
			'Delete a vault that you no longer need, in its Settings, or open the file in another browser.',
		open: 'Go on, beside the others',
		turn: 'Compare the file with it'
	},
	renew: {
		title: 'This vault needs a new passphrase.',
		cause:
			'Guessing its passphrase costs next to nothing, as in a file that was saved in practice.',
		next: 'Choose a new one. Key material that was in this file before was not protected.'
	},
	older: {
		title: 'This is an older copy of the vault.',
		/** @param undone - null where nobody can tell what is undone */
		cause: (seen: number | undefined, undone: readonly string[] | null) => {
			const lacks =
				seen === undefined
					? ''
					: `This browser has seen log entry ${seen} of the vault, which the file lacks. `;
			if (undone === null)
				return `${lacks}What was final since then may be undone: spent import tokens work again until their 24 hours are over, deleted keys and key material come back, and scheduled deletions are off.`;
			return undone.length === 0
				? `${lacks}Nothing that was final is undone.`
				: `${lacks}Opening it undoes: ${undone.join(', ')}.`;
		},
		undone: {
			SpentTokens: 'import (its token works again until its 24 hours are over)',
			DeletedMaterial: 'deletion of key material',
			DeletedKeys: 'deletion of a key',
			ScheduledDeletions: 'scheduled deletion'
		},
		next: 'Key material that has expired stays expired. The log will say that an older copy was opened.'
	},
	lostHere: 'What was done here since then will be lost.',
	nothingLostHere:
		'Since then, the log here shows only unlocking and saving. No key and no change to a key is lost.',
	unreadableHere: 'What is stored here can’t be read as a vault. It will be gone.',
	unlockToSave: 'To save a vault file of the vault here first, unlock it.',
	replace: 'Replace the vault here…',
	replaceTitle: 'Replace the vault that is here?',
	replaceBody: {
		BROWSER: 'It is removed from this browser. Only a vault file of it can bring it back.',
		FILE: 'Airlock closes it. Its file stays as you last saved it.',
		UNSAVED: 'It has changes that are in no file. They will be lost.'
	},
	replaceVerb: 'Replace it',
	keep: 'Keep the vault here',
	replacing: 'The vault that is here will be replaced.',
	passphraseHint: 'The one that the vault had when this file was saved.',
	openVault: 'Open the vault',
	opening: 'Opening…',
	opened: (name: string) => `Opened ${name}.`,
	damaged: 'The vault in this file is damaged.',
	damagedCause: 'The passphrase may be right, but these parts don’t match:',
	damagedNext: 'Choose another vault file. Nothing was changed here.',
	nothingChanged: 'Nothing was changed here.',
	whereToKeep: 'Where to keep it',
	inBrowser: 'In this browser',
	inFile: 'In a file that I save',
	passkeys: 'Passkeys',
	addPasskey: 'Add a passkey',
	installation: 'Offline copy and installation',
	install: 'Install Airlock',
	unavailable: {
		inBrowser:
			'Every local page in this browser shares one storage area, so the vault is kept in a file of yours instead.',
		protectedStorage:
			'The single file keeps nothing in this browser, so there is nothing to protect. The vault is in your file.',
		passkeys:
			'Passkeys don’t work in the single file. Browsers allow them only on https:// and localhost.',
		installation:
			'The single file is itself the offline copy: keep a second one. Browsers install only pages from https:// and localhost.'
	}
};
