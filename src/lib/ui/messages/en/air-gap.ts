/** The warning while this computer has a network. */
export const airGapMessages = {
	title: 'This computer appears to be online.',
	cause: 'You asked to be warned before handling key material. Disconnect it, or go on.',
	checkAgain: 'Check again',
	goOn: 'Go on anyway',
	stillOnline: 'It still appears to be online.',
	offlineNow: 'It no longer appears to be online.',
	setting: 'Warn me while this computer appears to be online',
	settingHint:
		'Before you encrypt, import or decrypt. The browser can miss a network, but rarely reports one that isn’t there.',
	askTitle: 'Should Airlock warn you while this computer appears to be online?',
	askCause:
		'It warns before key material is handled. Useful on a computer that must never have a network.',
	askNext: 'You can change it in Settings.',
	yes: 'Yes, warn me',
	no: 'No'
};
