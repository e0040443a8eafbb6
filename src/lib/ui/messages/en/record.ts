import { formatNumber } from '#lib/ui/words/format.ts';

/** The printed record of an import. */
export const recordMessages = {
	title: 'Ceremony record',
	windowTitle: (id: string) => `Ceremony record · Key ${id}`,
	heading: 'Ceremony record of a key import',
	print: 'Print or save as PDF',
	printHint: 'One page, A4 or Letter. There is no secret on it.',
	back: 'Back to the key',
	noImport: 'No key material has been imported yet. The record shows what there is so far.',
	madeByAirlock: 'Airlock made this key itself, so there is no import to record.',
	vault: 'Vault',
	key: 'Key',
	keyId: 'Key ID',
	type: 'Type and origin',
	state: 'State',
	parameterSet: 'Parameter set',
	fingerprint: 'Public key, SHA-256',
	notRecorded: 'not in this vault’s log',
	algorithm: 'Wrapping key and algorithm',
	checkValue: 'Check value (KCV)',
	importedOn: 'Imported on',
	expires: 'Expires',
	never: 'Never',
	gone: 'The key material is no longer here.',
	build: 'Airlock, build ID',
	noBuildId:
		'not known: this page runs without an offline copy. For the single file note its SHA-256 instead.',
	printedOn: 'Printed on',
	log: 'Log of this import',
	number: 'No.',
	time: 'Time (UTC)',
	what: 'What, and the hash of the entry',
	omitted: (count: number) =>
		count === 1
			? '1 more entry of this import is left out; Activity has it.'
			: `${formatNumber(count, 'en')} more entries of this import are left out; Activity has them.`,
	chainWhole: (total: number) =>
		`The whole log was checked: ${total === 1 ? '1 entry' : `${formatNumber(total, 'en')} entries`}, and the chain is whole.`,
	chainBroken: (number: number) => `The log’s chain is broken at entry #${number}.`,
	picture: 'States of the key',
	signatures: 'Who was there',
	role: 'Role',
	name: 'Name',
	signature: 'Signature',
	signedAt: 'Date and time',
	operator: 'Operator',
	witness: (number: number) => `Witness ${number}`,
	remarks: 'Remarks'
};
