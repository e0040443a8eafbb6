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
	UNTESTED: 'No copy of the key material was ever tested; imported',
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
	keyCount: (count: string, one: boolean) => (one ? `${count} key:` : `${count} keys:`),
	states: {
		ENABLED: (count: string) => `${count} enabled`,
		PENDING_IMPORT: (count: string) => `${count} pending import`,
		DISABLED: (count: string) => `${count} disabled`,
		PENDING_DELETION: (count: string) => `${count} pending deletion`
	},
	separator: ', ',
	end: '.',
	recent: 'Recent activity',
	allActivity: 'All activity'
};
