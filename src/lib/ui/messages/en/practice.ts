/** The practice vault: how it begins and ends, and its mark on every screen. */
export const practiceMessages = {
	lookAround: 'Look around',
	lookAroundHint:
		'A throw-away vault with twelve example keys in every state and a month of history. You need no passphrase, and nothing is kept unless you save it.',
	start: 'Practise first',
	startHint: 'Eight scenarios of an import, step by step, in a throw-away vault.',
	starting: 'Preparing…',
	vaultName: 'Practice vault',
	bar: 'Practice',
	chip: 'Practice vault',
	here: 'Practice vault.',
	noRealKeys: 'Nothing here is kept or safe. Don’t use real keys.',
	passphraseIs: (words: string) => `The passphrase of a practice vault is: ${words}`,
	keptIn: 'This page’s memory, until you leave practice or close the page',
	ahead: (span: string) => `Its clock is ${span} ahead.`,
	scenario: (title: string, done: number, steps: number) => `${title}: ${done} of ${steps}`,
	skip: 'Skip ahead',
	hour: '1 hour',
	day: '24 hours',
	month: '30 days',
	now: (time: string) => `The practice clock says ${time}.`,
	backToNow: 'Back to now',
	leave: 'Leave practice',
	leaveTitle: 'Delete the practice vault?',
	leaveBody:
		'Its keys, its log and your progress in the scenarios are lost. Nothing else is touched. To keep them, save a vault file first: a real vault can be made of it.',
	leaveVerb: 'Delete',
	saveFirst: 'Save a vault file',
	keep: 'Keep'
};
