export const unlockMessages = {
	title: 'Locked',
	heading: 'Unlock the vault',
	passphrase: 'Passphrase',
	passphraseAgain: 'Passphrase of this vault',
	enterPassphrase: 'Enter the passphrase.',
	unlock: 'Unlock',
	unlocking: 'Unlocking…',
	working: 'Deriving the key. About a second…',
	idle: 'Locked because nobody used Airlock for a while.',
	otherTab: 'Locked in another window. All windows on a vault lock together.',
	person: 'The vault is locked.',
	workerFailed:
		'Locked because the part of Airlock that holds the vault stopped unexpectedly, perhaps because memory ran out. Everything that Airlock has confirmed is saved. Unlock to go on; if it happens again, close other tabs.',
	dropped: (name: string) => `Unlock the vault, and Airlock says what ${name} is.`,
	changedTitle: 'Locked because the stored vault was damaged or changed while it was open.',
	changedCause: 'Another program, a disk fault or a script in this page may be the cause.',
	changedNext:
		'Unlock to see what is wrong. If it doesn’t verify, it can be read but not changed: save what can be read, or open your last vault file.',
	damaged: 'The vault is damaged.',
	damagedCause: 'The passphrase may be right, but part of the stored data can’t be read:',
	forgot: 'Forgot the passphrase?',
	forgotAnswer:
		'There is no reset. Without the passphrase nobody can open the vault, including us.',
	remove: 'Delete this vault…',
	openFile: 'Open a vault file',
	openFileHint: 'You have a file whose name ends in .airlock-vault.',
	unsaved: 'There are changes that are not in the file yet.',
	unsavedNext: 'Unlock the vault to save them. They are lost when this page is closed.',
	unavailable: 'The vault can’t be reached',
	vaultHere: 'Vault in this browser',
	perhapsOther: 'Or is it the passphrase of another vault? Choose that one above.',
	numbered: (number: number) => `Vault ${number}`,
	lost: 'not found',
	back: 'Back to the vaults in this browser',
	createAnother: 'Create another vault',
	noMore: (most: number, isOneLost: boolean) =>
		isOneLost
			? `This browser keeps at most ${most} vaults, and those that are not found count. Choose one that is not found, and confirm that it is gone.`
			: `This browser has ${most} vaults. It can’t keep more.`
};
