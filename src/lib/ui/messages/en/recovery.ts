/** A person's own copy of key material: printing it, and testing it. */
export const recoveryMessages = {
	sheetsTitle: 'Print your copy',
	sheetsLead: (sheets: number) =>
		`${sheets === 1 ? 'This sheet is' : `These ${sheets} sheets are`} shown only while this import is open, until you leave it, lock the vault or reload the page. Print on a printer you trust, not to a file that others can read.`,
	print: 'Print',
	testNow: 'I have printed it. Test it now',
	goOn: 'I have printed it. Go on without testing',
	printFirst: 'Print the copy first, or test it. So far nobody has one.',
	startOver: 'Encrypt other key material',
	giveUp: {
		ask: 'Go on without a copy',
		title: 'Nobody will have a copy',
		body: 'Once this key material is deleted or expires here, nobody can bring it back, and what was encrypted with it is lost for good.',
		confirm: 'Nobody will have a copy: go on',
		cancel: 'Back to the copy'
	},
	lost: {
		title: 'This key material is no longer shown, and you haven’t said that you have a copy.',
		cause:
			'It should have been printed or written down, but this page was left, locked or reloaded before that.',
		next: 'Encrypt again, test a copy that you do have, or say that there will be none.',
		back: 'Back to the copy'
	},
	givenUp: 'Nobody has a copy of this key material: once it is gone here, it is gone for good.',
	sheet: 'Recovery sheet',
	whole: 'All of the key material',
	wholeMeaning: 'Anyone who has this sheet has the key. Lock it away.',
	share: (number: number, count: number) => `Share ${number} of ${count}`,
	shareMeaning: (threshold: number) =>
		`Any ${threshold} shares of this set give the key material back; fewer reveal nothing. Keep them with different people, in different places.`,
	key: 'Key',
	keyId: 'Key ID',
	set: 'Set',
	checkValue: 'Check value (KCV)',
	madeOn: 'Made on',
	text: 'Text',
	code: (sheet: string) => `QR code of the same text, ${sheet}`,
	howTo:
		'To test or restore it, open the key in Airlock and choose “Test my copy”. Type the lines, or scan the code. The last two characters of a line are its checksum. I and L count as 1, O as 0.',
	longHowTo: 'After line 9 come A, B and so on.',
	withoutAirlock: (parts: string) =>
		`Without Airlock: of each line, drop its number and the two characters of checksum. The 20 between are Base32 of Crockford, 5 bits each, the first bit first (0 to 9, A to Z without I, L, O and U). All lines together, without the zeros that fill the last one, are these bytes: ${parts}, and the first 6 bytes of SHA-256 over those before.`,
	partsOfSecret:
		'format 1, threshold, count and number of this share, set (4 bytes), check value (3), x, y (32)',
	partsOfOther:
		'format 2, threshold, count and number of this share, length of y, set (4 bytes), the first 3 bytes of SHA-256 over the key material, x, y',
	wholeIsY: 'y is the key material.',
	shareIsY:
		'To join shares, for each byte of y take the polynomial through the points (x, y) of as many shares as the threshold says, in the field of AES (GF(2⁸), 0x11B); its value at 0 is the byte of the key material (Shamir).',
	program:
		'The program join-shares.py does all this. It is in Airlock’s source, in docs/formats.md, section 6.',
	howToPair: 'A private key is PKCS #8 in DER. OpenSSL, for ML-DSA 3.5 or later, writes it as PEM:',
	keySpec: 'Key spec',
	publicKey: 'Public key fingerprint (SHA-256, first 16 bytes)',

	windowTitle: (id: string) => `Test a copy · Key ${id}`,
	title: 'Test my copy',
	lead: 'Airlock restores the key material from your copy and compares it with this key. It imports nothing and stores nothing.',
	back: 'Back to the key',
	never: 'No copy was ever tested.',
	testedOn: 'Copy tested on',
	neverTested: 'Never tested',
	nothingYet: 'There is nothing to compare a copy with yet.',
	nothingYetCause: 'This key has no key material so far.',
	goToImport: 'Go to the import',
	madeByAirlock: 'Airlock made this key: there is no copy of its key material to test.',
	madeByAirlockCause:
		'Its key material stays in this vault, so the vault file is its copy. Save one, and keep it safe.',
	goToVaultFile: 'Go to the vault file',
	kind: 'What is your copy?',
	file: 'A file',
	typed: 'On paper: shares, a sheet, or what you wrote down',
	chooseFile: 'Choose file',
	chooseOther: 'Choose another file',
	isPicture:
		'This is a picture. If it shows the QR code of a sheet, choose “On paper”, then “Choose pictures”.',
	fileHint:
		'The encrypted copy (.age), or the key material itself: binary, hex or Base64, a private key as PEM, DER, .p12 or .pfx. Of shares, choose all files at once.',
	keyPassword: 'Password of the private key, if it has one',
	passwordFirst:
		'Choose it as a file and enter its password there. What Airlock can’t open, OpenSSL can.',
	keyPasswordHint: 'That of the .p12, .pfx or PEM file. Airlock forgets it afterwards.',
	passphrase: 'Passphrase of the copy',
	textLabel: 'What the paper says',
	textHint:
		'All lines of each share, one share after the other; or hex or Base64. You can scan the QR code of each instead. Don’t scan it with a phone: an app there would keep its text.',
	startCamera: 'Scan with the camera',
	stopCamera: 'Stop the camera',
	cameraStarts: 'The browser asks whether Airlock may use the camera.',
	cameraPicture: 'Picture of the camera',
	choosePicture: 'Choose pictures',
	codes: {
		ADDED: 'Read. Its text is in the field below.',
		AGAIN: 'This code is in the field already. Show the next one.',
		OTHER: 'This QR code is no share, no recovery sheet and no key material.'
	},
	cameraFaults: {
		REFUSED: {
			title: 'The browser doesn’t let Airlock use the camera.',
			cause: 'You or a rule of this computer refused it.',
			next: 'Allow it in the browser’s settings for this page, or choose a picture of the code, or type the lines.'
		},
		NONE: {
			title: 'The browser finds no camera.',
			cause: 'There is none, or it is not connected.',
			next: 'Choose a picture of the code, or type the lines.'
		},
		BUSY: {
			title: 'The camera gives no picture.',
			cause: 'Another program may use it, or it was disconnected.',
			next: 'Close the other program and try again, or choose a picture of the code, or type the lines.'
		}
	},
	pictureFaults: {
		NO_PICTURE: {
			title: 'The browser can’t open this picture.',
			cause: 'Some phones write a format that it doesn’t know, such as HEIC.',
			next: 'Choose a JPEG or PNG file.'
		},
		NO_CODE: {
			title: 'There is no QR code in the picture that can be read.',
			cause: 'It is too small, blurred, or cut off.',
			next: 'Take the picture again from above, with the code filling it, or type the lines.'
		}
	},
	wrongLine: (share: number, line: string) => `Share ${share}, line ${line}:`,
	wholeShare: (number: number, count: number, set: string) =>
		count === 1
			? `The sheet of set ${set} is complete.`
			: `Share ${number} of ${count}, set ${set}, is complete.`,
	linesMissing: (count: number) => (count === 1 ? '1 more line.' : `${count} more lines.`),
	enough: 'These are enough.',
	test: 'Test the copy',
	testing: 'Testing…',
	chooseFirst: 'Choose the file with your copy.',
	enterFirst: 'Enter what the paper says.',
	passphraseFirst: 'Enter the passphrase of the copy.',
	notOpenedTitle: 'The file doesn’t open with this passphrase.',
	notOpenedCause: 'The passphrase is wrong, or the file was cut off or changed.',
	notOpenedNext: 'Try the passphrase again, or another copy.',
	otherTitle: 'This is a copy of other key material.',
	otherCause: 'It can be restored, but it is not what this key is bound to.',
	otherNext: 'Look for the copy that was made for this key.',
	good: 'This copy works.',
	goodCause: (checks: string) =>
		`It gives back the key material of this key${checks === '' ? '' : `, ${checks}`}. Nothing was imported.`,
	continueImport: 'Continue the import',
	goToKey: 'Go to the key',
	testMyCopy: 'Test my copy',
	copyOf: 'Your copy',
	copyShares: 'Print shares for several people',
	copySharesHint:
		'You choose how many of them together give the key material back. One alone reveals nothing.',
	copySheet: 'Print one sheet with all of it',
	copySheetHint: 'As text to type back and as a QR code.',
	noPaper:
		'Not for RSA keys: they are so long that a sheet would have more than a hundred lines to type.',
	noShow: 'Not for private keys: print a sheet, which has checksums, instead of writing by hand.',
	noShowRsa: 'Not for RSA keys: they are too long to write down.',
	threshold: 'Shares that are needed',
	count: 'Shares in all',
	countsWrong: 'Use 2 to 16 shares. You can’t need more shares than there are.'
};
