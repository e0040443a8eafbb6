export const overviewMessages = {
	title: 'Overview',
	noKeys: 'No keys yet.',
	noKeysNext: 'Import your own key material, or let Airlock make a key.',
	importKey: 'Import a key',
	createKey: 'Create a key',
	attention: 'Needs attention',
	more: (count: number) => `and ${count} more`,
	EXPIRES: (when: string) => `Key material expires ${when}`,
	EXPIRED: (ago: string) => `Key material expired ${ago}`,
	ERASED_EARLY: (ago: string) => `Key material erased early, found ${ago}`,
	IMPORT_WAITING: (when: string) => `Import in progress; the parameters run out ${when}`,
	DELETION: (when: string) => `Will be deleted ${when}`,
	DELETION_DUE: 'Deletion is due',
	UNTESTED: (ago: string) => `Key material imported ${ago}, and no copy of it was ever tested`,
	frozen: 'Frozen: this computer’s clock went back',
	actions: {
		EXPIRES: 'Import again…',
		EXPIRED: 'Import again…',
		ERASED_EARLY: 'Import again…',
		IMPORT_WAITING: 'Continue import',
		DELETION: 'Look at the key',
		UNTESTED: 'Test my copy'
	},
	ofKey: (name: string) => `for ${name}`,
	keys: 'Keys',
	keyCount: (count: string, one: boolean) => (one ? `${count} key` : `${count} keys`),
	states: {
		ENABLED: (count: string) => `${count} enabled`,
		PENDING_IMPORT: (count: string) => `${count} pending import`,
		DISABLED: (count: string) => `${count} disabled`,
		PENDING_DELETION: (count: string) => `${count} pending deletion`
	},
	vaultFile: {
		title: 'Vault file',
		never: 'No vault file was ever saved: this browser has the only copy of your vault',
		old: (ago: string) => `The last vault file was saved ${ago}`,
		save: 'Save a vault file'
	},
	timeline: {
		title: 'Next 90 days',
		nothing: 'No key material expires, no key is deleted, and no import parameters end.',
		picture: (count: string, one: boolean) =>
			one
				? 'Timeline of the next 90 days with one mark. The table below says the same.'
				: `Timeline of the next 90 days with ${count} marks. The table below says the same.`,
		kinds: {
			EXPIRY: 'Key material expires',
			DELETION: 'Key is deleted',
			PARAMETERS_END: 'Import parameters end',
			ROTATION: 'Key is rotated'
		},
		today: 'Today',
		more: (count: string) => `${count} more come later in these 90 days.`,
		asTable: 'As a table',
		day: 'Day',
		what: 'What happens',
		keys: 'Keys',
		separator: ', ',
		moreKeys: (count: string) => `and ${count} more`
	},
	calendar: {
		open: 'Save for a calendar…',
		title: 'Save what comes for a calendar',
		what: 'The file has every coming expiry, deletion and end of import parameters, also after these 90 days. A calendar doesn’t follow later changes: save the file again, and it replaces the same events.',
		lead: 'Remind me before',
		leadHint: 'If something comes sooner than that, the reminder comes an hour before it.',
		days: (days: number) => (days === 1 ? '1 day' : `${days} days`),
		names: 'With the names of keys',
		notEncrypted:
			'The file is not encrypted. It has the ids of keys, and their names unless you leave them out. Whoever sees your calendar can read them.',
		save: 'Save calendar file',
		saved: (count: string, one: boolean, fileName: string) =>
			one ? `One event is in ${fileName}.` : `${count} events are in ${fileName}.`,
		savedSome: (count: string, all: string, fileName: string) =>
			`The next ${count} of ${all} events are in ${fileName}.`,
		summaries: {
			EXPIRY: (key: string) => `Key material expires: ${key}`,
			DELETION: (key: string) => `Key is deleted: ${key}`,
			PARAMETERS_END: (key: string) => `Import parameters end: ${key}`,
			ROTATION: (key: string) => `Key is rotated: ${key}`
		},
		descriptions: {
			EXPIRY: (keyId: string) =>
				`Airlock, key ${keyId}. From then on the key can’t be used until the same key material is imported again.`,
			DELETION: (keyId: string) =>
				`Airlock, key ${keyId}. Until then the deletion can be cancelled. Afterwards nothing brings the key back.`,
			PARAMETERS_END: (keyId: string) =>
				`Airlock, key ${keyId}. Afterwards an import needs new parameters.`,
			ROTATION: (keyId: string) =>
				`Airlock, key ${keyId}. Airlock makes new key material when it is unlocked on that day or later. What was encrypted before still decrypts.`
		}
	},
	notification: {
		body: ({ EXPIRY, DELETION }: { EXPIRY: number; DELETION: number }) =>
			[
				...(EXPIRY === 0
					? []
					: [
							EXPIRY === 1
								? 'The key material of 1 key expires within a day.'
								: `The key material of ${EXPIRY} keys expires within a day.`
						]),
				...(DELETION === 0
					? []
					: [
							DELETION === 1
								? '1 key is deleted within a day.'
								: `${DELETION} keys are deleted within a day.`
						])
			].join('\n')
	},
	recent: 'Recent activity',
	allActivity: 'All activity'
};
