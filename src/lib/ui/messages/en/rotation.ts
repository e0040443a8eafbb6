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
	NON_CURRENT: 'Decrypts',

	/** A new key takes the place of one that is not given new key material. */
	guide: {
		lead: 'A new key takes its place, step by step.',
		start: 'Rotate…',
		goOn: 'Continue rotation',
		retiredOn: 'Retired on',
		replacedBy: 'Replaced by',
		replaces: 'Takes the place of',
		onlyOld: 'It decrypts and verifies what was made with it, and makes nothing new.',
		unretire: 'End retirement…',
		unretireTitle: (name: string) => `Let ${name} be used for new data again?`,
		unretireBody: (again: string) => `${again} The key that has replaced it stays.`,
		again: {
			ENCRYPT_DECRYPT: 'It encrypts again.',
			SIGN_VERIFY: 'It signs again.',
			GENERATE_VERIFY_MAC: 'It generates MACs again.',
			KEY_AGREEMENT: 'It is offered for new data again.'
		},
		unretireConfirm: 'End retirement',
		unretired: (name: string) => `${name} can be used for new data again.`,
		keepRetired: 'Keep it retired',

		windowTitle: (id: string) => `Rotate key ${id}`,
		heading: (name: string) => `Rotate ${name}`,
		back: 'The key',
		intro:
			'A new key takes the place of this one. This one stays for what was made with it. You can stop after any step: this page then shows what comes next.',
		doomed: 'This key is pending deletion. Cancel the deletion to rotate it.',
		step: (number: number) => `Step ${number}: `,
		done: ' (Done)',
		CREATE: 'Create the new key',
		createBody: 'It gets the type, the use, the description and the tags of this key.',
		name: 'Name of the new key',
		nameHint: 'It keeps this name beside the one that you move to it in a later step.',
		create: 'Create the new key',
		created: (name: string) => `${name} was created.`,
		newKey: 'New key: ',
		IMPORT: 'Import key material into it',
		importBody:
			'Use new key material. With that of this key, nothing would be rotated. Then come back here: the page of each of the two keys leads here.',
		import: 'Import Key’s Data',
		sameMaterial: 'Both keys have the same key material.',
		sameMaterialCause: 'With it nothing would be rotated: who has the old key has the new one too.',
		sameMaterialNext:
			'Delete the new key. This page then offers to create another, which takes new key material.',
		scheduleNew: 'Schedule deletion of the new key…',
		disabled: (name: string) => `${name} is disabled.`,
		enableFirst: 'Enable it, so that it can take the place of the old key.',
		ALIAS: 'Move the alias',
		aliasBody: (name: string) =>
			`Programs that ask for the name then get ${name}. Clear what is to stay with the old key.`,
		aliases: 'Names to move',
		move: 'Move to the new key',
		noAlias: 'Choose a name, or go on with the next step.',
		moved: (aliases: readonly string[]) => `Moved: ${aliases.join(', ')}.`,
		RETIRE: 'Retire the old key',
		retireBody:
			'From then on it decrypts and verifies what was made with it. It refuses to make anything new, and says which key to use. You can end that later.',
		oldName: 'New name of the old key',
		oldNameHint: 'Its own name has moved. Without a new one it is shown by its ID.',
		retire: 'Retire it',
		isRetired: (name: string) => `${name} is retired.`,
		RE_ENCRYPT: 'Bring over what is still needed',
		uses: (count: number, more: boolean, moved: number) =>
			`The log has ${more ? 'more than ' : ''}${formatNumber(count, 'en')} ${count === 1 ? 'encryption' : 'encryptions'} with the old key, and shows ${moved === 1 ? 'once' : `${formatNumber(moved, 'en')} times`} that something was encrypted again with another. Airlock keeps no ciphertexts: you have to bring them.`,
		reEncryptBody: 'Both pages below begin with the new key chosen.',
		reEncryptText: 'Encrypt texts again',
		reEncryptFiles: 'Encrypt files again',
		rsaBody:
			'Give the new public key to those who encrypt for you. What they send until then, the old key decrypts.',
		rsaReEncrypt:
			'What you keep can be encrypted again with the new key. The page below begins with both keys chosen.',
		signBody:
			'Signatures stay valid. Give the new public key to those who verify, and sign again what has to be valid after the old key.',
		macBody: 'The old key verifies its MACs. Make again what has to be valid after it.',
		agreeBody:
			'Give the new public key to the others. Until they use it, the old key computes the secrets that it has computed before.',
		DELETE: 'Delete the old key once nothing needs it',
		deleteBody:
			'While anything is encrypted only with the old key, keep it: when it is gone, only somebody who has a copy of its key material can open that. If it is not in the way, it can stay.',
		deleteSigning:
			'While anybody needs its answer, keep it. Its signatures can be verified with its public key alone; save that first. MACs can’t be verified without it.',
		schedule: 'Schedule deletion…',
		waits: (date: string) =>
			`The old key will be erased on ${date}. Until then you can cancel that on its page.`
	}
};
