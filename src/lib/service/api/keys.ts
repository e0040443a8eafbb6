/** CMKs and their aliases. */
import type { KeyId } from '#lib/domain/ids.ts';
import { origins } from '#lib/domain/key/cmk.ts';
import { algorithms, cmkSpecs, keyUsages } from '#lib/domain/key/kinds.ts';
import type { Deadline } from '#lib/domain/key/deadline.ts';
import { keySorts } from '#lib/domain/key/key-sort.ts';
import { keyStates } from '#lib/domain/key/key-state.ts';
import { longestSearch } from '#lib/domain/key/search.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { KeyMetadata, TagOfKey } from './key-metadata.ts';
import {
	boolean,
	description,
	instant,
	integer,
	keyId,
	keyIdOnly,
	keyIds,
	marker,
	name,
	oneOf,
	optional,
	passphrase,
	positive,
	tagFilter,
	tagKeys,
	tags,
	text
} from './rules.ts';

/** What each operation takes. */
export const keyRequests = {
	CreateKey: {
		Origin: optional(oneOf(...origins)),
		/** default AES_256, which SYMMETRIC_DEFAULT means too */
		KeySpec: optional(oneOf(...cmkSpecs, 'SYMMETRIC_DEFAULT')),
		/** default ENCRYPT_DECRYPT: one that keys of this kind can be for */
		KeyUsage: optional(oneOf(...keyUsages)),
		Description: optional(description),
		AliasName: optional(name),
		/** for good, and only with origin AIRLOCK: `WrapKeyMaterial` may take its key material out */
		Exportable: optional(boolean),
		/** as TagResource takes them */
		Tags: optional(tags),
		/**
		 * The CMK whose place the new one is to take, of the same KeyUsage, which goes on working until `RetireKey`.
		 *
		 * `InvalidParameter` where another one is to take it already
		 */
		Replaces: optional(keyIdOnly)
	},
	DescribeKey: { KeyId: keyId },
	ListKeys: {
		/** part of a name, an id, a description, or the key or value of a tag, any case */
		Search: optional(text(longestSearch)),
		KeyState: optional(oneOf(...keyStates)),
		/** only those that were made exportable, or that were not */
		Exportable: optional(boolean),
		/** only those that are retired, or that are not */
		Retired: optional(boolean),
		/** only those with this tag; without a value, with any tag of this key */
		Tag: optional(tagFilter),
		/** only those of this kind, or for this use */
		KeySpec: optional(oneOf(...cmkSpecs)),
		KeyUsage: optional(oneOf(...keyUsages)),
		/** only those that can be used so */
		Algorithm: optional(oneOf(...algorithms)),
		/** only these; those that are not there any more are left out */
		KeyIds: optional(keyIds),
		/** NAME when it is left out; not with `Attention` */
		SortBy: optional(oneOf(...keySorts)),
		/** the other way round */
		Descending: optional(boolean),
		/** only those that call for attention, what is soonest first */
		Attention: optional(boolean),
		/** 1 to 1000, default 100 */
		Limit: optional(positive),
		/** the page begins with this one of the keys that match, counted from 1; without a marker */
		First: optional(positive),
		Marker: optional(marker)
	},
	/** What comes for keys: expiries, deletions, ends of import parameters. */
	ListDeadlines: {
		/** the first instant that is too late */
		Before: optional(instant),
		/** 1 to 1000, default 100: the soonest */
		Limit: optional(positive)
	},
	EnableKey: { KeyId: keyId },
	DisableKey: { KeyId: keyId },
	/**
	 * A key id only, here and in the next: an alias may have moved meanwhile. A CMK with origin AIRLOCK, whose key
	 * material is nowhere else, needs the passphrase.
	 *
	 * `InvalidParameter` without it, `IncorrectPassphrase`
	 */
	ScheduleKeyDeletion: {
		KeyId: keyIdOnly,
		PendingWindowInDays: optional(integer),
		Passphrase: optional(passphrase)
	},
	CancelKeyDeletion: { KeyId: keyIdOnly },
	/**
	 * Airlock’s own, and the next. A retired CMK decrypts, verifies and re-encrypts from; it refuses to make anything new
	 * with `KeyRetired`. `ReplacedBy` is the CMK to use in its place, if it has none yet or another one.
	 * It, or the one that it has, must be enabled: `InvalidState`.
	 */
	RetireKey: { KeyId: keyIdOnly, ReplacedBy: optional(keyIdOnly) },
	UnretireKey: { KeyId: keyIdOnly },
	UpdateKeyDescription: { KeyId: keyId, Description: description },
	/** A name that begins with `alias/aws/` is reserved. */
	CreateAlias: { AliasName: name, TargetKeyId: keyIdOnly },
	UpdateAlias: { AliasName: name, TargetKeyId: keyIdOnly },
	RenameAlias: { AliasName: name, NewAliasName: name },
	DeleteAlias: { AliasName: name },
	ListAliases: {
		KeyId: optional(keyId),
		/** 1 to 1000, default 100 */
		Limit: optional(positive),
		Marker: optional(marker)
	},
	/**
	 * A tag whose key the CMK has already gets a new value. A key has 1 to 128 characters and does not begin with `aws:`, a
	 * value has 0 to 256.
	 *
	 * `TagException`, `LimitExceeded` for more than 50 tags of one CMK
	 */
	TagResource: { KeyId: keyId, Tags: tags },
	UntagResource: { KeyId: keyId, TagKeys: tagKeys },
	ListResourceTags: {
		KeyId: keyId,
		/** 1 to 1000, default 100 */
		Limit: optional(positive),
		Marker: optional(marker)
	},
	/** The tags of all keys. */
	ListTags: {
		/** 1 to 1000, default 100 */
		Limit: optional(positive)
	}
};

type Nothing = Record<string, never>;

/** What each answers. */
export interface KeyAnswers {
	CreateKey: { KeyMetadata: KeyMetadata };
	DescribeKey: { KeyMetadata: KeyMetadata };
	ListKeys: {
		/** by name, in the order of a dictionary, unless `SortBy` or `Attention` is asked for */
		Keys: KeyMetadata[];
		Truncated: boolean;
		NextMarker: string | null;
		/** keys that match, on all pages */
		Matching: number;
		/** keys in the vault */
		Total: number;
	};
	ListDeadlines: {
		/** soonest first */
		Deadlines: {
			KeyId: KeyId;
			/** its oldest alias, without `alias/` */
			KeyName: string | null;
			Kind: Deadline['kind'];
			At: EpochMillis;
		}[];
		/** how many come, also those beyond the limit */
		Matching: number;
	};
	EnableKey: { KeyMetadata: KeyMetadata };
	DisableKey: { KeyMetadata: KeyMetadata };
	ScheduleKeyDeletion: { KeyMetadata: KeyMetadata };
	CancelKeyDeletion: { KeyMetadata: KeyMetadata };
	RetireKey: { KeyMetadata: KeyMetadata };
	UnretireKey: { KeyMetadata: KeyMetadata };
	UpdateKeyDescription: { KeyMetadata: KeyMetadata };
	CreateAlias: Nothing;
	UpdateAlias: Nothing;
	RenameAlias: Nothing;
	DeleteAlias: Nothing;
	ListAliases: {
		/** oldest first */
		Aliases: { AliasName: string; TargetKeyId: KeyId; CreationDate: EpochMillis }[];
		Truncated: boolean;
		NextMarker: string | null;
	};
	TagResource: Nothing;
	UntagResource: Nothing;
	ListResourceTags: {
		/** by key */
		Tags: TagOfKey[];
		Truncated: boolean;
		NextMarker: string | null;
	};
	ListTags: {
		/** each with how many keys have it, those of most keys first */
		Tags: (TagOfKey & { Keys: number })[];
		/** whether there are more */
		Truncated: boolean;
	};
}
