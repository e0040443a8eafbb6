import { formatNumber } from '#lib/ui/words/format.ts';

/** Rotation of a key that Airlock made. */
export const rotationMessages = {
	title: 'Rotation',
	lead: 'A rotation gives the key new key material, which encrypts from then on. What was encrypted before still decrypts.',
	exportable:
		'An exportable key is not rotated: another service that has its key material could not decrypt what new key material encrypts.',
	automatic: 'Automatic',
	off: 'Off',
	every: (days: number) => `Every ${formatNumber(days, 'en')} days`,
	next: 'Next',
	waits:
		'Not while the key is disabled. If its date is past by then, it comes when you enable the key.',
	stops: 'None. The key has all the key material that it can have.',
	ends: 'None. The key is pending deletion.',
	current: 'Current key material',
	idOf: (name: string) => `key material ID of ${name}`,

	rotateNow: 'Rotate now…',
	noneLeft:
		'This key was rotated on demand as often as a key can be. For new key material now, create a new key.',
	turnOn: 'Rotate automatically…',
	change: 'Change the period…',
	turnOff: 'Turn off',

	rotateTitle: (name: string) => `Rotate ${name} now?`,
	rotateBody: (left: number) =>
		`Airlock makes new key material. All earlier key material stays, to decrypt what it has encrypted. A rotation can’t be taken back. ${left === 1 ? 'This is the last one on demand that this key can have.' : `This key can be rotated on demand ${formatNumber(left, 'en')} times, this one included.`}`,
	rotate: 'Rotate',
	keep: 'Keep as it is',
	rotated: (name: string) => `${name} was rotated.`,

	periodTitle: (name: string) => `Rotate ${name} automatically?`,
	periodBody:
		'Airlock rotates the key on its date while the vault is unlocked, or at the next unlock. The first date is one period from now.',
	days: 'Period in days',
	daysHint: (least: number, most: number) => `${least} to ${most}`,
	wrongDays: (least: number, most: number) => `Enter a whole number from ${least} to ${most}.`,
	confirmPeriod: 'Turn on',
	turnedOn: (name: string, date: string) => `${name} is rotated automatically, on ${date} first.`,
	turnedOff: (name: string) => `${name} is no longer rotated automatically.`,

	list: (count: number) =>
		count === 1 ? 'Key material (1)' : `Key material (${formatNumber(count, 'en')})`,
	id: 'ID',
	since: 'Since',
	how: 'How',
	use: 'Use',
	first: 'Made with the key',
	AUTOMATIC: 'On its date',
	ON_DEMAND: 'On demand',
	CURRENT: 'Encrypts and decrypts',
	NON_CURRENT: 'Decrypts'
};
