/** Files of any size. */
export const filesMessages = {
	title: 'Files',
	files: 'Files or a folder',
	hint: 'Of any size. Nothing is uploaded, even if the browser calls it that.',
	chooseFolder: 'Choose a folder',
	folder: (name: string, files: number, size: string) =>
		`${name}, made of ${files === 1 ? 'one file' : `${files} files`} · ${size}`,
	several: (count: number, size: string) => `${count} files · ${size}`,
	chooseFiles: 'Choose files.',
	what: 'What to do',
	encrypt: 'Encrypt',
	decrypt: 'Decrypt',
	reEncrypt: 'Encrypt with another key',
	start: {
		ENCRYPT: 'Encrypt files',
		DECRYPT: 'Decrypt files',
		RE_ENCRYPT: 'Encrypt files with the new key'
	},
	newKey: 'New key',
	reEncryptHint:
		'Each file says which key it has now. It is decrypted and encrypted again as it streams by; the plaintext never gets onto the disk. Then Airlock opens the new file and compares it with the old one to the end. The encryption context stays.',
	replace: 'Put each new file in the old one’s place',
	placeOfOld:
		'When you start, the browser asks for the folder that the files are in. A file is replaced in one step, and only once the new one is verified. Until then the new one lies beside it, with the ending .new. Meanwhile the disk needs room for two more of it.',
	placeFolder: 'When you start, the browser asks for a folder. Nothing in it is written over.',
	folderHint:
		'A folder is encrypted as one tar file. The browser leaves out links, and empty folders unless you drop the folder here.',
	unpack: 'Unpack into a folder',
	unpackHint:
		'Airlock first verifies the whole file and looks at every name in it; nothing is written before. Links, and names that lead elsewhere, are refused. If something fails while it is unpacked, all of it is removed again.',
	placeUnpack: 'When you start, the browser asks for a folder. A new folder is made in it.',
	notInFolder: (names: readonly string[], count: number) =>
		`${names.join(', ')}${count > names.length ? ` and ${count - names.length} more` : ''}: not in the folder that you chose.`,
	notInFolderCause: 'Or the file there was changed since you chose it here. Nothing was begun.',
	notInFolderNext: 'Choose the folder that all these files are in.',
	allEncrypted: 'These files are encrypted already.',
	someEncrypted: (count: number) =>
		count === 1 ? 'One of them is encrypted already.' : `${count} of them are encrypted already.`,
	notEncrypted: 'Not all of these files are encrypted in a format that Airlock opens.',
	expires: (time: string) =>
		`The key material of this key expires ${time}. After that, the files can be decrypted only once the same key material is imported again.`,
	namesKey: 'Each file says which key it needs.',
	placeAsked:
		'When you start, the browser asks where to save. A file that you replace is emptied at once: never replace the original.',
	placeOf: {
		STORAGE: () =>
			'Each result is saved as a download. Unpacking a folder and replacing files need Chromium, Chrome or Edge. In a private window a browser can cut off a download of more than 1 GB without saying so: compare its size with the one that is shown here then.',
		STREAM: (most: string) =>
			`Each result is saved as a download. One of more than ${most} is saved while it is made: if the work fails, the browser calls the download failed, and what is left of it must not be used.`,
		MEMORY: (most: string) =>
			`Each result is saved as a download. This browser keeps it in memory until then, so a file can have at most ${most} here. Chromium, Chrome and Edge take larger ones.`
	},
	contextHint:
		'One name=value per line. Not secret: it stands in the file, and nobody can change it unnoticed.',
	format:
		'Encrypted files are messages of the AWS Encryption SDK. If you hold a copy of the key material, its programs open them without Airlock.',
	refusedPlace: 'The browser did not let Airlock write there.',
	refusedPlaceCause: 'Permission was refused, or the folder is one that the browser protects.',
	refusedPlaceNext: 'Choose another place.',

	notWritten: 'The result could not be written.',
	notWrittenCause: 'Permission was withdrawn, or the disk refused it. Nothing of it was kept.',
	downloadEnded: 'The browser ended the download: you cancelled it, or the disk is full.',
	brokenOff:
		'The download was broken off. Don’t use what the browser may have kept of it: delete it.',
	notRemovedCause:
		'What was unpacked until then could not be removed: it is verified, but not all of it is there.',
	notRemovedNext: 'Delete the new folder yourself.',
	placedWrong: 'The file in the old one’s place is not what Airlock has written there.',
	placedWrongCause: (name: string) =>
		`Only ${name}, beside it, is verified. The disk may be failing.`,
	placedWrongNext: 'Keep that file, and copy it to another disk.',
	tooLargeHere: 'This file is too large for this browser.',

	jobs: 'Queue',
	jobsHint: 'It goes on while you visit other screens. Locking stops it.',
	waiting: (before: number) =>
		before === 1 ? 'Waiting: it is next' : `Waiting: ${before} files come before it`,
	paused: 'paused',
	pause: 'Pause',
	resume: 'Resume',
	doing: {
		ENCRYPT: (name: string) => `Encrypting ${name}`,
		DECRYPT: (name: string) => `Decrypting ${name}`,
		RE_ENCRYPT: (name: string) => `Encrypting ${name} with the new key`,
		VERIFYING: (name: string) => `Verifying ${name}`,
		CHECKING: (name: string) => `Comparing ${name} with the old file`,
		REPLACING: (name: string) => `Putting ${name} in the old one’s place`
	},
	of: (done: string, total: string) => `${done} of ${total}`,
	rate: (rate: string, left: string) => `${rate}/s · ${left} left`,
	stop: 'Stop',
	stopFor: (name: string) => `: ${name}`,
	allow: 'Allow it for this file',
	clear: 'Clear finished',
	did: {
		ENCRYPT: (key: string) => `Encrypted with ${key}`,
		DECRYPT: (key: string) => `Decrypted with ${key}, and verified to its end`,
		RE_ENCRYPT: (key: string) => `Encrypted with ${key}, and compared with the old file to its end`
	},
	unpackedAs: (folder: string) => `Unpacked into the folder ${folder}`,
	replaced: 'It is in the old file’s place.',
	context: (pairs: string) => `Encryption context: ${pairs}`,
	stopped: 'Stopped. Nothing of the result was kept.',
	savedAs: (name: string, bytes: string) => `Saved as a download: ${name}, ${bytes} bytes`,
	stored:
		'A copy, in the clear, stays in this browser’s own storage until you lock. Erase it once the download is complete.',
	erase: 'Erase the copy',
	saidDone: (name: string) => `${name}: done`,
	saidFailed: (name: string, why: string) => `${name}: ${why}`
};
