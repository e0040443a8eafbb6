/** The vault itself. The only operations that work while it is locked say so. */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Damage } from '#lib/domain/errors.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { activityResults, type LogEntry } from '#lib/domain/vault/log-entry.ts';
import type { Recovered } from '#lib/storage/vault-store.ts';
import { activityFormats } from '../handouts/activity-export.ts';
import {
	boolean,
	bytesOfAnySize,
	instant,
	isText,
	keyId,
	longestOperation,
	name,
	object,
	oneOf,
	optional,
	passphrase,
	positive,
	vaultId,
	type RequestOf,
	type Rule
} from './rules.ts';

/** What the user sets for the whole vault. */
export interface VaultSettings {
	/** minutes without input after which the vault locks; null for never */
	AutoLockMinutes: number | null;
	/** whether pages warn while this computer has a network; null when it was never asked */
	AirGapGuard: boolean | null;
}

/** More names than the log has kinds of entries. */
const mostOperations = 100;
const namesOfOperations: Rule<readonly string[]> = {
	name: `LIST_OF_1_TO_${mostOperations}_NAMES`,
	holds: (value): value is readonly string[] =>
		Array.isArray(value) &&
		value.length > 0 &&
		value.length <= mostOperations &&
		// Not every(), which passes over holes.
		Array.from(value).every((entry) => isText(entry, longestOperation))
};

const activityFilter = {
	KeyId: optional(keyId),
	/** the first instant */
	From: optional(instant),
	/** the first instant that is not in it any more */
	To: optional(instant),
	/** by name */
	Operations: optional(namesOfOperations),
	Result: optional(oneOf(...activityResults))
};

/** Which entries of the log; what is left out leaves none out. */
export type ActivityFilter = RequestOf<typeof activityFilter>;

/** What each operation takes. */
export const vaultRequests = {
	/** Works while locked. */
	GetVaultStatus: {},
	/** Works while locked, when there is no vault; leaves it unlocked. */
	CreateVault: { VaultName: name, Passphrase: passphrase },
	/** Works while locked. */
	UnlockVault: { Passphrase: passphrase },
	LockVault: {},
	DescribeVault: {},
	/**
	 * An idle lock that comes later than now, or never, needs the passphrase. What is left out of the settings stays as it
	 * is.
	 *
	 * `InvalidParameter` without it, `IncorrectPassphrase`
	 */
	UpdateVault: {
		VaultName: optional(name),
		Settings: optional(object<Partial<VaultSettings>>()),
		Passphrase: optional(passphrase)
	},
	ChangePassphrase: { CurrentPassphrase: passphrase, NewPassphrase: passphrase },
	/** Takes the machine's time as true although it is behind; needs the passphrase. */
	AcceptClock: { Passphrase: passphrase },
	/**
	 * Deletes the vault from where it is kept, its log too, once its name and its passphrase were given. What this browser
	 * has seen of it stays, so that an older file of it is noticed. It leaves nothing open here or in another tab.
	 *
	 * `InvalidParameter` for another name, `IncorrectPassphrase`, `Conflict`: in each case nothing has changed
	 */
	DeleteVault: { VaultName: name, Passphrase: passphrase },
	/**
	 * Works while locked: deletes as `DeleteVault` does, a vault whose passphrase is lost. Its id says that it is this one.
	 *
	 * `InvalidParameter` for the id of another vault, `VaultNotFound`, `Conflict`: in each case nothing has changed
	 */
	RemoveVault: { VaultId: vaultId },
	ListActivity: { ...activityFilter, Limit: optional(positive), Marker: optional(positive) },
	/** In quarantine too: the log as a file, oldest first, with what a program outside needs to check its chain. */
	ExportActivity: { ...activityFilter, Format: oneOf(...activityFormats) },
	/**
	 * Works while locked: what a vault file holds and how it stands to the vault that is here. Without the passphrase
	 * only accidental alteration is found.
	 *
	 * `InvalidVaultFile`
	 */
	InspectVaultFile: { File: bytesOfAnySize },
	/**
	 * Works while locked. Verifies the whole file as an unlock does, puts it in place of the vault that is here, and
	 * leaves it unlocked. The passphrase is the one the vault had when the file was saved.
	 *
	 * `InvalidVaultFile`, `IncorrectPassphrase`, `VaultDamaged`; `AlreadyExists` when there is a vault here and Replace
	 * is not given: in each case nothing has changed
	 */
	OpenVaultFile: {
		File: bytesOfAnySize,
		Passphrase: passphrase,
		/** replaces every slot; needed where `NeedsNewPassphrase` says so: `InvalidParameter` without it */
		NewPassphrase: optional(passphrase),
		Replace: optional(boolean),
		/** of the vault that the user agreed to replace; when it has another number by now, `Conflict` */
		LogEntriesHere: optional(positive)
	},
	/** The vault as it lies at rest, sealed; changes nothing. */
	SaveVaultFile: {},
	/**
	 * Opens a file of this vault as OpenVaultFile would, but for the passphrase, and changes nothing: what was written
	 * is a copy only if it opens.
	 *
	 * `InvalidVaultFile`, also with `OTHER_VAULT`
	 */
	CheckVaultFile: { File: bytesOfAnySize },
	/** Notes when a vault file was saved, and its epoch: of a file that was read back, checked as by CheckVaultFile. */
	RecordBackup: { File: bytesOfAnySize },
	/**
	 * In quarantine too: an age file with everything that verifies, key material included, also of keys that are not
	 * exportable. The vault's passphrase is asked for again. It is in the log before the file is given, also in
	 * quarantine.
	 *
	 * `IncorrectPassphrase`, `PassphraseTooShort` for the file's
	 */
	ExportVerified: { FilePassphrase: passphrase, Passphrase: passphrase }
};

/** The last vault file that was written and read back. */
export interface Backup {
	At: EpochMillis;
	/** of the vault in that file; keeping this note is the next one */
	Epoch: number;
}

/** The vault as it is now. */
export interface VaultDescription {
	VaultId: string;
	VaultName: string;
	CreationDate: EpochMillis;
	Settings: VaultSettings;
	/** counts the changes, so that a vault file can be compared with the vault */
	Epoch: number;
	LastBackup: Backup | null;
	/** what does not verify; not empty means read-only quarantine */
	Damage: Damage[];
	/** whether the last change went into the database and the mirror; null where there is neither, and in quarantine */
	Mirrored: boolean | null;
	/** what had lost the vault or its newest changes when it was unlocked: the other still had it, and both have it now */
	Recovered: Recovered | null;
	/** of the vault file that it would make, at most; beyond the limit it takes no change that adds: `VaultFull` */
	Size: { Bytes: number; LimitBytes: number };
	KeyCount: number;
	/** keys by state */
	KeyStates: Record<KeyState, number>;
	/** set while the machine's clock is more than 5 minutes behind the highest time seen */
	ClockTurnedBack: { HighestTimeSeen: EpochMillis; BehindMs: number } | null;
}

/** How the vault in a file stands to the one that is here; of one vault, whose log goes on from the other's. */
export type VaultFileRelation =
	| 'NO_VAULT_HERE'
	| 'SAME'
	| 'FILE_IS_NEWER'
	| 'FILE_IS_OLDER'
	/** the same vault, changed in two places */
	| 'DIVERGED'
	| 'OTHER_VAULT';

/** What is known of a vault without any key. */
export interface VaultOutline {
	VaultId: string;
	Epoch: number;
	LogEntries: number;
}

/** What was final in the vault here, and an older copy undoes. Expired key material stays expired. */
export interface UndoneByOpening {
	/** imports: their tokens work again until their 24 hours are over */
	SpentTokens: number;
	/** deletions of key material, and of keys */
	DeletedMaterial: number;
	DeletedKeys: number;
	/** deletions that were scheduled */
	ScheduledDeletions: number;
}

type Nothing = Record<string, never>;

/** What each answers. */
export interface VaultAnswers {
	GetVaultStatus: { Exists: boolean; Unlocked: boolean };
	CreateVault: VaultDescription;
	UnlockVault: VaultDescription;
	LockVault: Nothing;
	DescribeVault: VaultDescription;
	UpdateVault: VaultDescription;
	ChangePassphrase: Nothing;
	AcceptClock: VaultDescription;
	DeleteVault: Nothing;
	RemoveVault: Nothing;
	ListActivity: {
		/** newest first */
		Entries: (LogEntry & { Hash: string })[];
		NextMarker: number | null;
		/** entries in the whole log */
		Total: number;
		/** the first entry that does not follow from the one before; null when the chain is whole */
		BrokenAt: number | null;
	};
	ExportActivity: { FileName: string; File: Bytes; Entries: number };
	InspectVaultFile: VaultOutline & {
		Bytes: number;
		Here: VaultOutline | null;
		/** guessing its passphrase costs too little for a real vault, as in a practice vault's file */
		NeedsNewPassphrase: boolean;
		Relation: VaultFileRelation;
		/** log entries beyond the last common one; all of them when it is another vault */
		EntriesOnlyInFile: number;
		EntriesOnlyHere: number;
		/** those of them that are not just unlocking, opening or saving; null while the vault here is locked */
		ChangesOnlyHere: number | null;
		/** set when this browser has seen something of this vault that the file lacks, as far as it remembers */
		Older: { LogEntriesSeen: number } | null;
		/** what in particular; null while it can't be known: the vault here is another one, or locked */
		Undone: UndoneByOpening | null;
	};
	OpenVaultFile: VaultDescription;
	SaveVaultFile: { FileName: string; File: Bytes; Epoch: number };
	CheckVaultFile: { Epoch: number };
	RecordBackup: VaultDescription;
	ExportVerified: { FileName: string; File: Bytes; Keys: number };
}
