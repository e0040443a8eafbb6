/** What stands above every page while something is wrong with the vault or the clock. */
export const bannerMessages = {
	clockTitle: (span: string) => `This computer’s clock went back by ${span} since your last visit.`,
	clockCause: (time: string) =>
		`The latest time seen was ${time}. Keys with an expiry and planned deletions are frozen until the clock is right again.`,
	clockNext: 'Set the clock. Or, if the time was wrong at your last visit:',
	acceptClock: 'Accept the computer’s time…',
	acceptClockTitle: 'Accept the computer’s time?',
	acceptClockBody: (now: string) =>
		`Airlock will take ${now} as the true time. Expiry and deletion dates count from it. Key material that has been erased does not come back.`,
	acceptClockVerb: 'Accept this time',
	keepFrozen: 'Keep frozen',
	clockAccepted: 'The computer’s time was accepted.',
	passphrase: 'Passphrase',
	quarantineTitle: 'The vault is damaged. It can be read, but not changed.',
	quarantineCause: 'This doesn’t match what was saved last:',
	saveReadable: 'Save what can be read…',
	saveReadableTitle: 'Save what can be read',
	saveReadableBody:
		'One file with every key that verifies, key material included, encrypted under a passphrase that you choose now. Treat it like the keys.',
	filePassphrase: 'Passphrase for the file',
	saveFile: 'Save file',
	savedReadable: (count: number, name: string) =>
		count === 1 ? `1 key saved to ${name}.` : `${count} keys saved to ${name}.`
};
