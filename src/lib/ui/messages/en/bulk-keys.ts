import { formatNumber } from '#lib/ui/words/format.ts';

const keysIn = (count: number): string =>
	count === 1 ? '1 key' : `${formatNumber(count, 'en')} keys`;

/** What is done to several keys at once. */
export const bulkKeysMessages = {
	choose: (name: string) => `Choose ${name}`,
	chooseAll: 'Choose all keys of this list',
	all: 'All',
	bar: 'Chosen keys',
	chosen: (count: number) =>
		count === 1 ? '1 key chosen' : `${formatNumber(count, 'en')} keys chosen`,
	notOnList: (count: number) =>
		count === 1
			? '(1 of them is not on this list)'
			: `(${formatNumber(count, 'en')} of them are not on this list)`,
	clear: 'Clear choice',
	tooMany: (most: number) => `At most ${formatNumber(most, 'en')} keys can be chosen at once.`,
	act: {
		ENABLE: 'Enable…',
		DISABLE: 'Disable…',
		TAG: 'Set a tag…',
		SCHEDULE_DELETION: 'Schedule deletion…'
	},
	title: {
		ENABLE: (count: number) => `Enable ${keysIn(count)}?`,
		DISABLE: (count: number) => `Disable ${keysIn(count)}?`,
		TAG: (count: number) => `Set a tag of ${keysIn(count)}`,
		SCHEDULE_DELETION: (count: number) => `Schedule deletion of ${keysIn(count)}?`
	},
	noneTitle: {
		ENABLE: 'None of these keys can be enabled',
		DISABLE: 'None of these keys can be disabled',
		TAG: 'None of these keys can get a tag',
		SCHEDULE_DELETION: 'The deletion of none of these keys can be scheduled'
	},
	reportTitle: {
		ENABLE: 'Keys enabled',
		DISABLE: 'Keys disabled',
		TAG: 'Tag set',
		SCHEDULE_DELETION: 'Deletion scheduled'
	},
	body: {
		ENABLE: () => 'They can be used again.',
		DISABLE: () => 'Nothing can be encrypted or decrypted with them until you enable them again.',
		TAG: () => 'A key that has a tag of this key already gets the new value.',
		SCHEDULE_DELETION: (date: string) =>
			`They stop working now. On ${date} they are erased with their history of parameters. Everything encrypted with them is lost for good. You can cancel before then.`
	},
	applies: {
		ENABLE: (count: number) => `To be enabled: ${keysIn(count)}`,
		DISABLE: (count: number) => `To be disabled: ${keysIn(count)}`,
		TAG: (count: number) => `To get the tag: ${keysIn(count)}`,
		SCHEDULE_DELETION: (count: number) => `To be deleted: ${keysIn(count)}`
	},
	leftOut: (count: number, reason: string) => `Left out: ${keysIn(count)}. ${reason}`,
	reasons: {
		IS_ENABLED: 'Enabled already.',
		IS_DISABLED: 'Disabled already.',
		NO_MATERIAL: 'No key material.',
		DELETION_SCHEDULED: 'Pending deletion.'
	},
	andMore: (count: number) => `and ${formatNumber(count, 'en')} more`,
	nowhereElse: (count: number) =>
		count === 1
			? 'Airlock made the key material of 1 of them, and it exists nowhere else.'
			: `Airlock made the key material of ${formatNumber(count, 'en')} of them, and it exists nowhere else.`,
	typeCount: (count: number) => `Type the number of keys, ${count}, to confirm`,
	typeCountError: (count: number) => `Type the number of keys that are to be deleted: ${count}`,
	confirm: {
		ENABLE: 'Enable',
		DISABLE: 'Disable',
		TAG: 'Set tag',
		SCHEDULE_DELETION: 'Schedule deletion'
	},
	running: (done: number, total: number) =>
		`${formatNumber(done, 'en')} of ${formatNumber(total, 'en')} keys`,
	stop: 'Stop',
	done: (count: number) => `Done: ${keysIn(count)}`,
	refused: (count: number) => `Refused: ${keysIn(count)}`,
	notReached: (count: number) => `You stopped it. Nothing was done to ${keysIn(count)}.`,
	summary: (done: number, refused: number, notReached: number) =>
		[
			`${keysIn(done)} done.`,
			refused > 0 && `${keysIn(refused)} refused.`,
			notReached > 0 && `${keysIn(notReached)} not reached.`
		]
			.filter(Boolean)
			.join(' '),
	close: 'Close'
};
