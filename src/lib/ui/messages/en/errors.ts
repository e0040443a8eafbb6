import type { Damage } from '#lib/domain/errors.ts';
import { shortSetId } from '#lib/domain/ids.ts';
import type { KeyRule } from '#lib/domain/vault/operation.ts';
import { formatBytes, formatDateTimeWithZone } from '#lib/ui/words/format.ts';
import {
	words,
	type ErrorWords,
	type LengthCause,
	type ByReason,
	type Weakness,
	type PlaintextForm,
	type ValidToFault,
	type Resource,
	tokenWords,
	lengthCause,
	describeDamage,
	type ErrorTexts
} from '../errors.ts';
import { keyStateMessages } from './key-state.ts';
import { faultWords } from './recovery-faults.ts';
import { publicKeyTexts } from './public-key-faults.ts';
import { vaultFileTexts } from './vault-file-faults.ts';

/** What is wrong with a record, as an end of “records/8c1e…: …”. */
export const damageTexts: Record<Damage['problem'], string> = {
	MISSING: 'is missing',
	ALTERED: 'was changed outside Airlock',
	UNREADABLE: 'can’t be read',
	UNEXPECTED: 'does not belong to this vault',
	CHAIN_BROKEN: 'does not follow from the entry before it',
	SET_CHANGED: 'the set of records is not the one that was saved last',
	SLOTS_CHANGED: 'the passphrase slots are not the ones that were saved last',
	OLDER_FORMAT: 'was written by a version of Airlock from before its first release',
	NEWER_FORMAT: 'was written by a newer version of Airlock'
};

export const lengthTexts: Readonly<Record<LengthCause, string>> = {
	LINE_BREAK: 'The likely cause is a line break at the end.',
	TEXT: 'Often the hex or Base64 text was used instead of the bytes.',
	OTHER: 'It may be another file, or a part of one.'
};

export const weakTexts: ByReason<Weakness> = {
	REPEATED_BYTE: words(
		'All bytes are the same.',
		'Key material must be random; anyone could guess this.',
		'Choose random key material.'
	),
	REPEATED_PATTERN: words(
		'A few bytes are repeated again and again.',
		'Key material must be random; anyone could guess this.',
		'Choose random key material.'
	),
	COUNTING: words(
		'The bytes count up or down.',
		'Key material must be random; this is a test pattern that anyone could guess.',
		'Choose random key material.'
	),
	PRINTABLE_TEXT: words(
		'This looks like typed text, not random bytes.',
		'Anyone could guess it.',
		'Choose random key material.'
	)
};

export const plaintextTitles: Record<PlaintextForm, string> = {
	BYTES: 'This looks like key material that isn’t encrypted yet.',
	HEX: 'This looks like key material in hex that isn’t encrypted yet.',
	BASE64: 'This looks like key material in Base64 that isn’t encrypted yet.',
	PRIVATE_KEY: 'This is a private key, not an encrypted key file.'
};

export const validToTexts: ByReason<ValidToFault> = {
	MISSING: words('Choose when the key material expires, or choose Never expire.'),
	NOT_A_TIME: words('This is not a date and time.', '', 'Choose a date and a time.'),
	PAST: words('That time has passed.', '', 'Choose a later one.'),
	TOO_SOON: words('Choose a time at least 5 minutes from now.')
};

const unsupportedTexts: Record<KeyRule, (key: string) => ErrorWords> = {
	EXPORTABLE_ONLY: (key) =>
		words(
			`${key} was not made exportable.`,
			'You choose that when you create a key, and can’t change it later. Its key material leaves this vault only in a vault file.',
			'Create a key that is exportable, or bring key material of your own.'
		),
	KEY_PAIR_ONLY: (key) => words(`${key} has no public key.`),
	ORIGIN_EXTERNAL_ONLY: (key) =>
		words(
			`${key} was made by Airlock.`,
			'You can import key material only into keys with origin External.',
			'Create a key with origin External.'
		),
	AES_256_ONLY: (key) =>
		words(
			`${key} can’t be rotated.`,
			'Only AES-256 keys can. Whoever checks a signature or a MAC has to know which key made it.',
			'Create a new key, and move the alias to it.'
		),
	ORIGIN_AIRLOCK_ONLY: (key) =>
		words(
			`${key} can’t be rotated.`,
			'A key with imported key material has the same key material for life, since you hold the copies of it.',
			'Choose Rotate… on its page: a new key then takes its place, step by step.'
		),
	NOT_EXPORTABLE: (key) =>
		words(
			`${key} can’t be rotated.`,
			'It is exportable: another service that has its key material could not decrypt what new key material encrypts.',
			'Create a new key, and move the alias to it. Keep the old key to decrypt with.'
		)
};

export const notFoundTexts: Record<Resource, ErrorWords> = {
	key: words(
		'There is no such key.',
		'It may have been deleted.',
		'Look for it under Customer managed keys.'
	),
	alias: words('There is no key of that name.', 'It may have been renamed or deleted.'),
	importParameters: words(
		'This key has no import parameters.',
		'They ran out, were used up, or were discarded.',
		'Create new parameters.'
	),
	operation: words(
		'Airlock has no such operation.',
		'The page and its worker are not of the same version.',
		'Reload the page.'
	),
	job: words('This file is no longer being worked on.')
};

export const errorTexts: ErrorTexts = {
	NotFound: ({ resource }) => notFoundTexts[resource],
	AlreadyExists: ({ resource, id }) =>
		resource === 'alias'
			? words(`A key called ${id} already exists.`, '', 'Choose another name.')
			: words('A vault is here already.', '', 'Unlock it.'),
	InvalidState: ({ operation, keyId, keyState }, nameOf) => {
		const title = `${nameOf(keyId)} is ${keyStateMessages[keyState]}.`;
		// Only the key that replaces another has to be enabled for that.
		return operation === 'RetireKey' && keyState !== 'PENDING_DELETION'
			? words(
					title,
					'A key that takes the place of another must be enabled. Nothing was changed.',
					keyState === 'DISABLED'
						? 'Enable it, and try again.'
						: 'Import its key material, and try again.'
				)
			: words(title, 'A key in this state does not allow that. Nothing was changed.');
	},
	UnsupportedOperation: ({ keyId, rule }, nameOf) => unsupportedTexts[rule](nameOf(keyId)),
	InvalidParameter: ({ parameter, rule }) =>
		rule === 'KNOWN_TO_THIS_BROWSER'
			? words(
					'This browser has no keys of this type.',
					'Not every browser has ML-DSA and Ed25519.',
					'Choose another type, or open this vault in a browser that has it, such as a newer Chromium.'
				)
			: words(
					'Something that was entered can’t be used.',
					`${parameter}: ${rule}`,
					'Change it and try again.'
				),
	InvalidImportToken: (fault, nameOf) => tokenWords('en', fault, nameOf),
	ExpiredImportToken: ({ setId, validTo }) =>
		words(
			`This token ran out on ${formatDateTimeWithZone(validTo, 'en')}.`,
			`Tokens work for 24 hours. It belongs to parameters ${shortSetId(setId)}.`,
			'Create new parameters and encrypt again.'
		),
	InvalidKeyMaterialLength: ({ actualBytes, expectedBytes, mostBytes }) =>
		words(
			mostBytes === undefined
				? `AES-256 needs ${formatBytes(expectedBytes, 'en')}; this has ${formatBytes(actualBytes, 'en')}.`
				: `This key needs ${expectedBytes} to ${formatBytes(mostBytes, 'en')}; this has ${formatBytes(actualBytes, 'en')}.`,
			lengthTexts[lengthCause(actualBytes, expectedBytes)],
			'Choose key material of the right length.'
		),
	WeakKeyMaterial: ({ reason }) => weakTexts[reason],
	InvalidPublicKey: ({ reason }) => publicKeyTexts[reason],
	PlaintextKeyMaterial: ({ form, actualBytes }) =>
		words(
			plaintextTitles[form],
			`It has ${formatBytes(actualBytes, 'en')}. It was not stored.`,
			'Encrypt it first.'
		),
	InvalidValidTo: ({ reason }) => validToTexts[reason],
	InvalidRecoveryCopy: (fault) => words(...faultWords(fault)),
	InvalidVaultFile: ({ reason }) => vaultFileTexts[reason],
	EmptyInput: () =>
		words('It is empty.', 'There is nothing in it.', 'Choose or enter something else.'),
	UnreadableFile: () =>
		words(
			'The file can’t be read.',
			'It may be a folder, or it was moved or changed since it was chosen.',
			'Choose the file again.'
		),
	InputTooLarge: ({ actualBytes, limitBytes }) =>
		words(
			`It has ${formatBytes(actualBytes, 'en')}; at most ${formatBytes(limitBytes, 'en')} are allowed.`,
			'It is probably not the right file or text.',
			'Choose something smaller.'
		),
	VaultFull: ({ limitBytes }) =>
		words(
			'The vault is full.',
			`Its vault file would grow past ${formatBytes(limitBytes, 'en')}. Most of that is the log, which only grows.`,
			'Save a vault file, create a new vault and import your key material there. Here you can still save, export and delete.'
		),
	IncorrectPassphrase: () =>
		words(
			'That passphrase doesn’t open this vault.',
			'',
			'Check upper and lower case, and try again.'
		),
	PassphraseTooShort: ({ minimumCharacters }) =>
		words(`Use at least ${minimumCharacters} characters.`, '', 'A few random words work well.'),
	PassphraseTooEasy: () =>
		words('This passphrase is too easy to guess.', '', 'A few random words work well.'),
	VaultNotFound: () =>
		words(
			'This vault is not here.',
			'It was erased, or the browser removed it.',
			'Create a vault.'
		),
	VaultLocked: () =>
		words('The vault is locked.', '', 'Unlock it and try again. Nothing was changed.'),
	VaultDamaged: ({ damage }) =>
		words(
			'The vault is damaged.',
			`The passphrase may be right, but part of the stored data can’t be read (${describeDamage(damage, 'en').join('; ')}).`,
			'Don’t change anything on this computer until you have looked for a vault file.'
		),
	VaultQuarantined: ({ damage }) =>
		words(
			'The vault is damaged and can only be read.',
			`${describeDamage(damage, 'en').join('; ')}.`,
			'Save what can be read.'
		),
	ClockTurnedBack: ({ highestTimeSeen }) =>
		words(
			'This computer’s clock went back.',
			`Airlock has already seen ${formatDateTimeWithZone(highestTimeSeen, 'en')}. Keys with a date are frozen until the time is right.`,
			'Set the clock, or accept the computer’s time.'
		),
	Conflict: () =>
		words(
			'Another window changed the vault at the same moment.',
			'Nothing was changed here.',
			'Try again.'
		),
	Cancelled: () =>
		words('This was cancelled.', 'Nothing was changed.', 'Start it again if you need it.'),
	QuotaExceeded: () =>
		words(
			'Not saved: the disk or this browser’s storage is full.',
			'Nothing was changed.',
			'Free some space and try again.'
		),
	StorageFailed: ({ reason }) =>
		words(
			'This browser’s storage can’t be used.',
			`It answered: ${reason}. A private window or a full disk can be the reason.`,
			'Close other windows of Airlock and reload the page.'
		),
	InternalError: () =>
		words(
			'Airlock made a mistake.',
			'This should not happen. Nothing was changed.',
			'Reload the page and try again.'
		)
};
