import { formatNumber } from '#lib/ui/words/format.ts';

/** The list of keys, making one, and everything about a single key but its import. */
export const keysMessages = {
	title: 'Customer managed keys',
	createKey: 'Create key',
	search: 'Search',
	searchHint: 'Name, ID, description or tag',
	stateFilter: 'State',
	allStates: 'All states',
	noKeys: 'No keys yet.',
	noKeysNext: 'Import your own key material, or let Airlock make a key.',
	importAKey: 'Import a key',
	createAKey: 'Create a key',
	noMatch: 'No keys match.',
	hidden: (count: number) =>
		count === 1
			? '1 key is hidden by filters.'
			: `${formatNumber(count, 'en')} keys are hidden by filters.`,
	clearFilters: 'Clear filters',
	count: (total: number) => (total === 1 ? '1 key.' : `${formatNumber(total, 'en')} keys.`),
	countMatching: (matching: number, total: number) =>
		`${formatNumber(matching, 'en')} of ${formatNumber(total, 'en')} keys match.`,
	tableCaption: 'Keys. The buttons in the first row sort them.',
	name: 'Name',
	state: 'State',
	origin: 'Origin',
	expires: 'Expires',
	created: 'Created',
	sortBy: 'Sort by',
	reversed: 'Reversed',
	showKeyIds: 'Show key IDs',
	copyKeyId: 'Copy key ID',
	actions: 'Actions',
	moreActions: (name: string) => `More actions for ${name}`,
	never: 'Never',
	expired: 'Expired',
	erasedEarly: 'Erased early',
	noMaterial: 'No key material',
	materialDeleted: 'Key material deleted',
	deletedOn: 'Deletion',
	keyId: 'Key ID',
	keyIdOf: (name: string) => `key ID of ${name}`,
	ofKey: (name: string) => ` ${name}`,

	create: {
		title: 'Create key',
		name: 'Name',
		origin: 'Origin',
		madeByAirlock: 'Made by Airlock',
		madeByAirlockHint:
			'Airlock makes 32 random bytes. They never leave this vault, unless you make the key exportable.',
		madeByAirlockOther:
			'Airlock makes it at random. Its secret part never leaves this vault, unless you make the key exportable.',
		external: 'External: I will import key material',
		externalHint:
			'The key starts as Pending import and can’t be used until you import key material. You keep your own copy.',
		exportable: 'Exportable: its key material may leave this vault',
		exportableHint:
			'It leaves only wrapped for another service, and the log shows it each time. Anyone who unlocks this vault can then move the key to a service where Airlock can’t control who uses it. This can’t be changed later. Leave it off unless a cloud needs the same key.',
		description: 'Description',
		descriptionHint: 'Optional. What the key is for.',
		submit: 'Create key',
		submitExternal: 'Create key and continue',
		busy: 'Creating…',
		namePrefix: 'key',
		importedNamePrefix: 'imported-key',
		created: (name: string) => `${name} is enabled.`
	},
	errors: {
		EMPTY: 'Enter a name.',
		TOO_LONG: 'Names have at most 128 characters.',
		RESERVED: 'Names that begin with aws/ are reserved for keys of AWS. Choose another beginning.',
		forbidden: (character: string) =>
			`Remove ${character}. Names can have letters, digits, spaces and - _ / .`,
		taken: (name: string) => `A key called ${name} already exists.`,
		descriptionTooLong: 'Descriptions have at most 8,192 characters.'
	},

	detail: {
		pageTitle: (id: string) => `Key ${id}`,
		activityTitle: (id: string) => `Activity · Key ${id}`,
		settingsTitle: (id: string) => `Settings · Key ${id}`,
		loading: 'Key',
		notFound: 'There is no such key',
		goToKeys: 'Go to Customer managed keys',
		views: 'Views of this key',
		overview: 'Overview',
		activity: 'Activity',
		settings: 'Settings',
		importing: 'Import in progress',
		expired: 'Expired',
		erasedEarly: 'Erased early',
		expires: (countdown: string) => `Expires ${countdown}`,
		frozen: 'Frozen until this computer’s clock is right again.',
		frozenCause: 'The clock went back, and this key has dates that depend on it.'
	},

	picture: {
		title: 'State',
		showLarge: 'Show it large',
		showSmall: 'Show it small',
		label: (name: string, state: string) => `State of ${name}: ${state}`,
		DELETED: 'Deleted',
		captions: {
			PENDING_IMPORT: 'no key material',
			ENABLED: 'usable',
			DISABLED: 'kept, but off',
			PENDING_DELETION: 'waiting, off',
			DELETED: 'gone for good'
		},
		events: {
			IMPORT: 'Import Key’s Data',
			LOSE_MATERIAL: 'expired or deleted',
			ENABLE: 'Enable',
			DISABLE: 'Disable',
			SCHEDULE_DELETION: 'Schedule deletion (7 to 30 days)',
			CANCEL_DELETION: 'Cancel deletion',
			DATE_REACHED: 'date reached'
		},
		fromDisabled: 'key material expired or deleted'
	},

	now: {
		title: 'What you can do now',
		labels: {
			IMPORT: 'Import Key’s Data',
			CONTINUE_IMPORT: 'Continue import',
			ENCRYPT: 'Encrypt with this key',
			SIGN: 'Sign with this key',
			MAC: 'Make a MAC with this key',
			DECRYPT: 'Decrypt with this key',
			AGREE: 'Agree on a secret with this key',
			DECRYPT_OWN: 'Decrypt with this key',
			VERIFY: 'Verify with this key',
			CHECK_MAC: 'Check a MAC with this key',
			ENABLE: 'Enable',
			DISABLE: 'Disable',
			CHANGE_EXPIRY: 'Change expiry…',
			IMPORT_COPY: 'Import from a copy…',
			DISCARD_IMPORT: 'Discard import…',
			DELETE_MATERIAL: 'Delete key material…',
			CANCEL_DELETION: 'Cancel deletion',
			SCHEDULE_DELETION: 'Schedule deletion…'
		},
		effects: {
			IMPORT: 'Brings in key material and enables the key.',
			CONTINUE_IMPORT: 'Continues where you left the import.',
			ENCRYPT: 'Encrypts text or a small file, or makes data keys.',
			SIGN: 'Signs text, a file or a token.',
			MAC: 'Makes or checks a MAC of text or a file.',
			DECRYPT: 'Decrypts what others encrypted with its public key.',
			AGREE: 'Computes the secret that you share with the holder of another key.',
			DECRYPT_OWN: 'Decrypts what was encrypted with it before it was retired.',
			VERIFY: 'Verifies signatures that were made with it.',
			CHECK_MAC: 'Checks MACs that were made with it.',
			ENABLE: 'The key can be used again.',
			DISABLE: 'Stops all use. Can be undone.',
			CHANGE_EXPIRY: 'Gives the same key material another expiry, from your copy.',
			IMPORT_COPY: 'Brings the same key material back from your copy, in one dialog.',
			DISCARD_IMPORT: 'Removes the parameters and what was entered.',
			DELETE_MATERIAL: 'Stops all use until the same key material is imported again.',
			CANCEL_DELETION: 'Keeps the key. It is disabled afterwards.',
			SCHEDULE_DELETION: 'Stops all use now and erases the key after 7 to 30 days.'
		},
		cancelDeletionEmpty: 'Keeps the key. It is pending import afterwards.',
		step: (step: number) => `Step ${step} of 3 is next.`,
		hindrances: {
			NO_MATERIAL: 'The key has no key material.',
			IS_RETIRED: 'The key is retired.',
			IS_DISABLED: 'The key is disabled.',
			DELETION_SCHEDULED: 'The key is pending deletion.',
			MADE_BY_AIRLOCK: 'Only for External keys. Airlock made this one.',
			NOTHING_TO_DELETE: 'There is no key material to delete.'
		}
	},

	material: {
		title: 'Key material',
		none: 'None yet.',
		parametersValid: (set: string, span: string, time: string) =>
			`Parameters ${set} are valid for ${span} (${time}).`,
		expiredWhileClosed: (at: string, erased: string) =>
			`Expired while Airlock was closed or locked (${at}). The key material was deleted (${erased}).`,
		expired: (at: string, erased: string) =>
			`Expired on ${at}. The key material was deleted (${erased}).`,
		erasedEarly: (at: string) =>
			`Erased early: a sweep ran while the clock was ahead. Airlock found that on ${at}.`,
		deleted: (at: string) => `The key material was deleted on ${at}.`,
		bringBack: (checks: string) => `Bring the key material with ${checks}.`,
		checkValue: 'Check value (KCV)',
		kcvOf: (name: string) => `check value of ${name}`,
		sha256: 'SHA-256, first 16 bytes',
		importedOn: 'Imported on',
		expires: 'Expires',
		parameters: 'Parameters',
		parametersUsed: 'Imported with parameters',
		wrapping: 'Wrapping key and algorithm',
		fingerprint: 'Fingerprint of the public key',
		reminder:
			'After deletion or expiry only the same key material can be imported again. For other material create a new key.',
		weak: {
			title: 'This key material can be guessed.',
			cause:
				'It is typed text, hex characters or a few bytes repeated again and again, not random bytes. Often someone has encrypted the text of a key instead of its bytes. What this key encrypts is not safe.',
			next: 'Create another key with random key material, and encrypt again with it.'
		},
		recordOf: 'Import',
		record: 'Ceremony record',
		spokenExpiry: (name: string, countdown: string) => `${name} expires ${countdown}.`
	},

	facts: {
		title: 'Facts',
		rawState: 'State, as the API spells it',
		exportable: 'Exportable',
		isExportable: 'Yes. It can be wrapped for another service.',
		type: 'Type',
		created: 'Created',
		deletion: 'Deletion',
		description: 'Description',
		aliases: 'Further aliases',
		none: 'None'
	},

	life: {
		title: 'Life of this key',
		planned: 'Planned',
		nothingPlanned: 'Nothing is planned.',
		now: 'Now',
		past: 'Past',
		PARAMETERS_RUN_OUT: 'Parameters run out',
		MATERIAL_EXPIRES: 'Key material expires and is deleted',
		KEY_DELETED: 'The key is deleted',
		KEY_ROTATED: 'The key is rotated',
		log: (number: number) => `log #${formatNumber(number, 'en')}`,
		all: 'All activity of this key'
	},

	settings: {
		locked: 'Name and description can’t be changed while the key is pending deletion.',
		name: 'Name',
		saveName: 'Save name',
		renamed: 'Name saved.',
		description: 'Description',
		saveDescription: 'Save description',
		descriptionSaved: 'Description saved.',
		aliases: 'Further aliases',
		aliasesHint: 'Other names for the same key. A program can ask for any of them.',
		noAliases: 'This key has no other names.',
		addAlias: 'Add alias',
		newAlias: 'New alias',
		added: (alias: string) => `${alias} is now a name of this key.`,
		remove: 'Remove…',
		ofAlias: (alias: string) => ` ${alias}`,
		removeTitle: (alias: string) => `Remove the alias ${alias}?`,
		removeBody: 'Programs that ask for the key by this name no longer find it. The key stays.',
		removeConfirm: 'Remove',
		removeCancel: 'Keep',
		removed: (alias: string) => `${alias} was removed.`,
		moveTitle: (alias: string) => `Move ${alias} to this key?`,
		moveBody: (alias: string, other: string) =>
			`${alias} is a name of the key ${other}. From now on, programs that ask for ${alias} get this key.`,
		moveOnlyName: (alias: string, keyId: string) =>
			`${alias} is the only name of the key ${keyId}, which has none afterwards. From now on, programs that ask for ${alias} get this key.`,
		moveConfirm: 'Move it here',
		moveCancel: 'Leave it',
		moved: (alias: string) => `${alias} was moved to this key.`
	},

	activity: {
		title: 'Activity of this key',
		filterAndSave: 'Filter these entries, or save them',
		empty: 'Nothing yet. Everything you do with this key is listed here.',
		number: 'No.',
		time: 'Time',
		what: 'What',
		who: 'Who',
		result: 'Result',
		done: 'Done',
		refused: 'Refused',
		pages: 'Pages of the log',
		newer: 'Newer entries',
		older: 'Older entries'
	}
};
