/** Files of any size. */
export const filesMessages = {
	title: 'Files',
	files: 'Files',
	hint: 'Of any size. Nothing is uploaded.',
	several: (count: number, size: string) => `${count} files · ${size}`,
	chooseFiles: 'Choose files.',
	what: 'What to do',
	encrypt: 'Encrypt',
	decrypt: 'Decrypt',
	encryptStart: 'Encrypt files',
	decryptStart: 'Decrypt files',
	allEncrypted: 'These files are encrypted already.',
	someEncrypted: (count: number) =>
		count === 1 ? 'One of them is encrypted already.' : `${count} of them are encrypted already.`,
	notEncrypted: 'Not all of these files are encrypted in a format that Airlock opens.',
	expires: (time: string) =>
		`The key material of this key expires ${time}. After that, the files can be decrypted only once the same key material is imported again.`,
	namesKey: 'Each file says which key it needs.',
	placeAsked:
		'When you start, the browser asks where to save. A file that you replace is emptied at once: never replace the original.',
	placeDownloads: 'Each result is saved as a download.',
	placeMemory: (most: string) =>
		`Each result is saved as a download. This browser keeps it in memory until then, so a file can have at most ${most} here. Chromium, Chrome and Edge take larger ones.`,
	contextHint:
		'One name=value per line. Not secret: it stands in the file, and nobody can change it unnoticed.',
	format:
		'Encrypted files are messages of the AWS Encryption SDK. If you hold a copy of the key material, its programs open them without Airlock.',
	refusedPlace: 'The browser did not let Airlock write there.',
	refusedPlaceCause: 'Permission was refused, or the folder is one that the browser protects.',
	refusedPlaceNext: 'Choose another place.',

	notWritten: 'The result could not be written.',
	notWrittenCause: 'Permission was withdrawn, or the disk refused it. Nothing of it was kept.',
	tooLargeHere: 'This file is too large for this browser.',

	jobs: 'Queue',
	jobsHint: 'It goes on while you visit other screens. Locking stops it.',
	waiting: 'Waiting',
	encrypting: (name: string) => `Encrypting ${name}`,
	decrypting: (name: string) => `Decrypting ${name}`,
	of: (done: string, total: string) => `${done} of ${total}`,
	rate: (rate: string, left: string) => `${rate}/s · ${left} left`,
	stop: 'Stop',
	stopFor: (name: string) => `: ${name}`,
	clear: 'Clear finished',
	encrypted: (key: string) => `Encrypted with ${key}`,
	decrypted: (key: string) => `Decrypted with ${key}, and verified to its end`,
	context: (pairs: string) => `Encryption context: ${pairs}`,
	stopped: 'Stopped. Nothing of the result was kept.',
	savedAs: (name: string) => `Saved as a download: ${name}`,
	saidDone: (name: string) => `${name}: done`,
	saidFailed: (name: string, why: string) => `${name}: ${why}`
};
