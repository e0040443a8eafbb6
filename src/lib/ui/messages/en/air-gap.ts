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
		'Before you encrypt, import or decrypt. The browser’s report can miss a network, but rarely invents one.',
	askTitle: 'Should Airlock warn you while this computer appears to be online?',
	askCause: 'Before key material is handled. For computers that never see a network.',
	askNext: 'You can change it in Settings.',
	yes: 'Yes, warn me',
	no: 'No'
};
