import { aliasNameOf, aliasPrefix, type Alias } from '#lib/domain/key/alias.ts';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { KmsError, type Damage } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { emptyDraft, type ImportDraft } from '#lib/domain/import/import-draft.ts';
import {
	draftId,
	initialFacts,
	vaultFactsId,
	type VaultFacts,
	type VaultRecord
} from '#lib/domain/vault/vault-record.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import type { ErasableRow, RecordRow } from '#lib/storage/vault-store.ts';
import type { Head } from './sealing.ts';
import { frameBytes } from './vault-size.ts';

/** A record as it lies in the store, opened. */
export interface OpenRecord {
	row: RecordRow;
	/** its share of the set digest */
	tag: Bytes;
	record: VaultRecord;
}

/** Of two made in one millisecond, the same comes first every time. */
function byAge(a: Alias, b: Alias): number {
	return a.creationDate - b.creationDate || (a.aliasId < b.aliasId ? -1 : 1);
}

/** A vault after unlock: all records open in memory, as of one epoch. Only `commit` and `load` write to it. */
export class OpenVault {
	readonly records = new Map<string, OpenRecord>();
	readonly erasables = new Map<string, ErasableRow>();
	readonly slots = new Map<string, Slot>();
	readonly cmks = new Map<string, Cmk>();
	readonly #aliases = new Map<string, Alias>();
	readonly #aliasesOfKey = new Map<KeyId, Alias[]>();
	#cmksByName: Cmk[] | undefined;
	/** of the vault file that it would make, at most; and of the log in it */
	fileBytes = frameBytes;
	logBytes = 0;
	/** what does not verify; not empty means that the vault is read-only */
	damage: Damage[] = [];

	readonly vaultId: Bytes;
	readonly keys: VaultKeys;
	epoch: number;
	head: Head;

	constructor(vaultId: Bytes, keys: VaultKeys, epoch: number, head: Head) {
		this.vaultId = vaultId;
		this.keys = keys;
		this.epoch = epoch;
		this.head = head;
	}

	get facts(): VaultFacts {
		const record = this.records.get(vaultFactsId)?.record;
		return record?.kind === 'vault' ? record.vault : { ...initialFacts, name: '', creationDate: 0 };
	}

	/** Time is at least this from now on, once the next commit has written it. */
	seeTime(time: EpochMillis): void {
		const highestTimeSeen = Math.max(this.head.highestTimeSeen, time);
		this.head = { ...this.head, highestTimeSeen };
	}

	setRecord(id: string, opened: OpenRecord): void {
		this.#forget(id);
		this.records.set(id, opened);
		const { record } = opened;
		if (record.kind === 'cmk') this.cmks.set(id, record.cmk);
		if (record.kind === 'alias') {
			const { alias } = record;
			this.#aliases.set(alias.name, alias);
			const others = this.#aliasesOfKey.get(alias.targetKeyId) ?? [];
			this.#aliasesOfKey.set(alias.targetKeyId, [...others, alias].sort(byAge));
		}
	}

	deleteRecord(id: string): void {
		this.#forget(id);
		this.records.delete(id);
	}

	/** Takes a record out of the indexes. */
	#forget(id: string): void {
		const record = this.records.get(id)?.record;
		if (record?.kind !== 'draft') this.#cmksByName = undefined;
		if (record?.kind === 'cmk') this.cmks.delete(id);
		if (record?.kind === 'alias') {
			const { name, targetKeyId } = record.alias;
			if (this.#aliases.get(name)?.aliasId === id) this.#aliases.delete(name);
			const rest = this.aliasesOf(targetKeyId).filter(({ aliasId }) => aliasId !== id);
			this.#aliasesOfKey.set(targetKeyId, rest);
		}
	}

	/** @returns all aliases, oldest first */
	aliasesByAge(): readonly Alias[] {
		return [...this.#aliases.values()].sort(byAge);
	}

	findAlias(name: string): Alias | undefined {
		return this.#aliases.get(name);
	}

	/** @returns the aliases of a CMK, oldest first */
	aliasesOf(keyId: KeyId): readonly Alias[] {
		return this.#aliasesOfKey.get(keyId) ?? [];
	}

	/** @returns the name people know a CMK by: its oldest alias */
	nameOf(keyId: KeyId): string | undefined {
		return this.aliasesOf(keyId)[0]?.name;
	}

	/**
	 * @param keyIdOrAlias - a key id, or an alias with its `alias/`
	 * @throws {@link KmsError} `NotFound`
	 */
	cmk(keyIdOrAlias: string): Cmk {
		const cmk = this.findCmk(keyIdOrAlias);
		if (cmk) return cmk;
		const resource = keyIdOrAlias.startsWith(aliasPrefix) ? 'alias' : 'key';
		throw new KmsError('NotFound', { resource, id: keyIdOrAlias });
	}

	/** As {@link cmk}, but undefined where there is none. */
	findCmk(keyIdOrAlias: string): Cmk | undefined {
		const keyId = keyIdOrAlias.startsWith(aliasPrefix)
			? this.findAlias(aliasNameOf(keyIdOrAlias))?.targetKeyId
			: keyIdOrAlias;
		return keyId === undefined ? undefined : this.cmks.get(keyId);
	}

	/** All CMKs by name, in the order of a dictionary; those without a name by id, last. Sorted once per change. */
	cmksByName(): readonly Cmk[] {
		const { compare } = new Intl.Collator(undefined, { numeric: true });
		this.#cmksByName ??= [...this.cmks.values()]
			.map((cmk) => ({ cmk, name: this.nameOf(cmk.keyId) }))
			.sort((a, b) =>
				a.name !== undefined && b.name !== undefined
					? compare(a.name, b.name)
					: Number(a.name === undefined) - Number(b.name === undefined) ||
						(a.cmk.keyId < b.cmk.keyId ? -1 : 1)
			)
			.map(({ cmk }) => cmk);
		return this.#cmksByName;
	}

	draft(keyId: KeyId): ImportDraft {
		const record = this.records.get(draftId(keyId))?.record;
		return record?.kind === 'draft' ? record.draft : emptyDraft(keyId);
	}

	hasDraft(keyId: KeyId): boolean {
		return this.records.has(draftId(keyId));
	}
}
