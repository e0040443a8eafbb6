export const activityMessages = {
	title: 'Activity',
	nothing: 'Nothing yet.',
	nothingNext: 'Everything you do with keys is listed here.',
	whole: (count: string, one: boolean) =>
		one ? `${count} entry. The chain is whole.` : `${count} entries. The chain is whole.`,
	total: (count: string, one: boolean) => (one ? `${count} entry.` : `${count} entries.`),
	broken: (entry: number, before: number) =>
		before === 0
			? `Entry ${entry} doesn’t begin this vault’s log.`
			: `Entry ${entry} doesn’t follow from entry ${before}.`,
	brokenCause: 'Something outside Airlock changed the log.',
	onlyKey: (name: string) => `Only ${name}.`,
	noMatch: 'No entries match these filters.',
	allMatches: (count: string, total: string) =>
		`${count} of ${total} entries ${count === '1' ? 'matches' : 'match'} the filters.`,
	newestMatches: (count: string) => `The newest ${count} entries that match the filters.`,
	olderMatches: 'Older entries that match the filters.',
	showAll: 'Show all entries',
	filters: 'Filters',
	searchKeys: 'Find a key',
	allKeys: 'All keys',
	kind: 'Kind',
	allKinds: 'All kinds',
	kinds: {
		VAULT: 'The vault',
		KEYS: 'Keys and names',
		IMPORT: 'Import and key material',
		USE: 'Use of keys'
	},
	allResults: 'All results',
	results: { DONE: 'Done', REFUSED: 'Refused' },
	since: 'From (day)',
	until: 'To (day)',
	saveCopy: 'Save a copy',
	saveCopyHint:
		'The entries that match the filters, with everything a program needs to check their chain without Airlock. The file shows names of keys, but no secrets.',
	saveJsonLines: 'Save as JSON lines',
	saveCsv: 'Save as CSV',
	print: 'Print this page',
	saved: (count: string, one: boolean, fileName: string) =>
		one ? `${count} entry saved to ${fileName}.` : `${count} entries saved to ${fileName}.`,
	table: 'Activity log',
	number: 'No.',
	time: 'Time',
	what: 'What',
	key: 'Key',
	result: 'Result',
	detail: 'Detail',
	done: 'Done',
	refused: 'Refused',
	details: 'Details',
	ofEntry: (entry: number) => `of entry ${entry}`,
	utc: 'Time (UTC)',
	actor: 'By',
	operation: 'Operation',
	code: 'Code',
	keyId: 'Key ID',
	hash: 'Hash of the entry',
	noKey: 'None',
	noEnd: 'No end of it yet: it goes on, or never ended.',
	older: 'Older entries',
	newest: 'Newest entries'
};
