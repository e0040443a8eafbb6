import { formatNumber } from '#lib/ui/words/format.ts';

/** What is asked before something is done to a key, and what is said afterwards. */
export const keyDialogMessages = {
	disable: {
		title: (name: string) => `Disable ${name}?`,
		body: 'Nothing can be encrypted or decrypted with it until you enable it again.',
		confirm: 'Disable',
		cancel: 'Keep enabled'
	},
	deleteMaterial: {
		title: (name: string) => `Delete the key material of ${name}?`,
		body: (checks: string) =>
			`The key stops working now, until the same key material${checks === '' ? '' : ` (${checks})`} is imported again. Airlock keeps no copy.`,
		bodyWithUses: (count: number, more: boolean, checks: string) => {
			const things =
				count === 1 && !more
					? 'This vault’s log shows that it has encrypted 1 item, which'
					: `This vault’s log shows that it has encrypted ${more ? 'more than ' : ''}${formatNumber(count, 'en')} items, which`;
			return `The key stops working now. ${things} can’t be decrypted until the same key material${checks === '' ? '' : ` (${checks})`} is imported again. Airlock keeps no copy.`;
		},
		confirm: 'Delete key material',
		cancel: 'Keep it'
	},
	schedule: {
		title: (name: string) => `Schedule deletion of ${name}?`,
		body: (date: string) =>
			`It stops working now. On ${date} it is erased with its history of parameters. Everything encrypted with it is lost for good. You can cancel before then.`,
		nowhereElse: 'Airlock made its key material, and it exists nowhere else.',
		wait: 'Waiting time',
		days: (days: number, date: string) => `${days} days (${date})`,
		confirm: 'Schedule deletion',
		cancel: 'Keep the key'
	},
	discard: {
		title: 'Discard this import?',
		body: (state: string) =>
			`Parameters, both files and the expiry choice are removed. The key stays ${state}.`,
		confirm: 'Discard',
		cancel: 'Keep'
	},
	expiry: {
		title: (name: string) => `Change when ${name} expires`,
		titleLost: (name: string) => `Bring the key material of ${name} back`,
		body: (checks: string) =>
			`Airlock gives nothing out, so the key material comes from your copy${checks === '' ? '' : `, ${checks}`}. A copy of other key material is refused, and nothing changes.`,
		inSteps: 'Do you encrypt elsewhere? Import it in steps',
		confirm: 'Change expiry',
		confirmLost: 'Import',
		busy: 'Reading the copy…',
		done: (name: string, at: string | undefined) =>
			at === undefined ? `${name} never expires.` : `${name} expires ${at}.`
	},
	done: {
		enabled: (name: string) => `${name} is enabled.`,
		disabled: (name: string) => `${name} is disabled.`,
		deletionCancelled: 'Deletion cancelled. The key is disabled.',
		deletionCancelledEmpty: 'Deletion cancelled. The key is pending import.',
		deletionScheduled: (name: string, date: string) => `${name} will be erased on ${date}.`,
		materialDeleted: (name: string) => `The key material of ${name} was deleted.`,
		importDiscarded: 'Import discarded.'
	}
};
