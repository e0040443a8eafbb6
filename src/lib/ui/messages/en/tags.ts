/** Tags of keys: the list, the filter, the dialog. */
export const tagMessages = {
	optional: 'Tags (optional)',
	title: 'Tags',
	more: (count: number) => `+${count}`,
	filter: 'Tag',
	all: 'All tags',
	anyValue: (key: string) => `${key}: any value`,
	noValue: (key: string) => `${key}, without a value`,
	mostUsed: (count: number) => `The ${count} that most keys have. The search finds all.`,
	edit: 'Edit tags…',
	dialogTitle: (name: string) => `Tags of ${name}`,
	none: 'No tags yet.',
	key: 'Tag key',
	keyHint: 'Such as env or owner. A key that is there already gets the new value.',
	value: 'Value',
	valueHint: 'Optional',
	set: 'Set tag',
	remove: 'Remove',
	done: 'Done',
	isSet: (tag: string) => `${tag} is set.`,
	isRemoved: (key: string) => `${key} was removed.`,
	errors: {
		NO_KEY: 'Enter a tag key.',
		KEY_TOO_LONG: 'Tag keys have at most 128 characters.',
		VALUE_TOO_LONG: 'Values have at most 256 characters.',
		RESERVED: 'Tag keys that begin with aws: are reserved for AWS. Choose another beginning.',
		forbidden: (character: string) =>
			`Remove ${character}. Tags can have letters, digits, spaces and + - = . _ : / @.`,
		tooMany: (limit: number) => `A key can have ${limit} tags. Remove one first.`
	}
};
