import { keyState, keyStates } from '#lib/domain/key/key-state.ts';
import { summaryOf, type KeySummary } from '#lib/domain/key/key-summary.ts';
import { aliasPrefix } from '#lib/domain/key/alias.ts';
import { fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import { KmsError, type Damage } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { emptyDraft, type ImportDraft } from '#lib/domain/import/import-draft.ts';
import {
	draftId,
	initialFacts,
	recordId,
	vaultFactsId,
	type VaultFacts,
	type VaultRecord
} from '#lib/domain/vault/vault-record.ts';
import type { LogDraft } from '#lib/domain/vault/log-entry.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import type { Slot } from '#lib/domain/vault/slot.ts';
import {
	entryBytes,
	logSpan,
	type Entry,
	type EntryKind,
	type LogSpan
} from '#lib/storage/entry.ts';
import { frameBytes } from '#lib/storage/vault-file.ts';
import type { Recovered } from '#lib/storage/vault-store.ts';
import type { AliasIndex } from './alias-index.ts';
import { HeldErasables, type HeldErasable } from './held-erasables.ts';
import { KeyIndex } from './key-index.ts';
import type { KeyOrder } from './key-order.ts';
import type { TagIndex } from './tag-index.ts';
import { emptyDigest, xor, type Body, type Head } from './sealing.ts';

/** A record, and the epoch of the entry that it is in. */
interface HeldRecord {
	record: VaultRecord;
	epoch: number;
}

/** What is kept of an entry that was verified. */
export interface StandingEntry {
	epoch: number;
	kind: EntryKind;
	bytes: number;
	/** its share of the set digest */
	tag: Bytes;
	/** the first and the last number of its log rows; null for none */
	log: LogSpan | null;
	/** whether it has anything but log rows */
	hasRecords: boolean;
	/** ids of records that it has deleted, once its body is open */
	deleted: readonly string[];
	/** bytes of records that newer entries have replaced, roughly */
	outdated: number;
}

/** What is known of a vault whose records are still sealed, and what opens them. */
interface SealedRecords {
	facts: VaultFacts;
	summary: KeySummary;
	open: () => Promise<void>;
}

/** With more changes in one entry, the order of the key list is made anew. */
const mostPlacesFound = 100;

/** A vault after unlock: all records open in memory, as of one epoch. Only `commit`, `compaction` and `load` write to it. */
export class OpenVault {
	readonly records = new Map<string, HeldRecord>();
	readonly #erasables = new HeldErasables();
	readonly slots = new Map<string, Slot>();
	/** finds CMKs by id, by name, by tag, and in the order of the key list */
	readonly #index = new KeyIndex();
	/** all that stand, by epoch, ascending */
	readonly entries = new Map<number, StandingEntry>();
	/** undefined once they are open */
	#sealed: SealedRecords | undefined;
	#opening: Promise<void> | undefined;
	/** undefined until somebody asks for it */
	#summary: KeySummary | undefined;
	/** what does not verify; not empty means that the vault is read-only */
	damage: Damage[] = [];
	/** the entry of its unlock, as long as the disk is too full for it */
	unlogged: LogDraft | undefined;
	/** what was found lost at unlock, and is there again */
	recovered: Recovered | undefined;

	readonly vaultId: Bytes;
	readonly keys: VaultKeys;
	epoch: number;
	/** of the newest entry */
	head: Head;

	constructor(vaultId: Bytes, keys: VaultKeys, epoch: number, head: Head) {
		this.vaultId = vaultId;
		this.keys = keys;
		this.epoch = epoch;
		this.head = head;
	}

	/** of the vault file that it would make */
	get fileBytes(): number {
		return this.fileBytesWith([...this.slots.values()]);
	}

	/** The same with other slots. */
	fileBytesWith(slots: Slot[]): number {
		const opening = { vaultId: this.vaultId, slots };
		return [...this.entries.values()].reduce((sum, { bytes }) => sum + bytes, frameBytes(opening));
	}

	/** What the next entry's head says of those before it. A digest that does not fit goes on not to fit. */
	standing(): Pick<Head, 'count' | 'setDigest'> {
		const newest = [...this.entries.values()].at(-1);
		if (!newest) return { count: 0, setDigest: emptyDigest };
		const { count, setDigest } = this.head;
		return { count: count + 1, setDigest: toHex(xor(fromHex(setDigest), newest.tag)) };
	}

	get cmks(): Map<string, Cmk> {
		return this.#index.cmks;
	}

	/** The few CMKs that can call for attention. */
	get watched(): ReadonlySet<KeyId> {
		return this.#index.watched;
	}

	get aliases(): AliasIndex {
		return this.#index.aliases;
	}

	get keyOrder(): KeyOrder {
		return this.#index.order;
	}

	get tagIndex(): TagIndex {
		return this.#index.tags;
	}

	/** All erasable rows, by their ids. */
	get erasables(): Map<string, HeldErasable> {
		return this.#erasables.rows;
	}

	/** Takes in an entry that was verified, newer than all others. */
	add(entry: Entry, tag: Bytes, body: Body): void {
		this.addSealed(entry, tag);
		this.takeRecords(entry.epoch, body);
	}

	/** The same without its records. */
	addSealed(entry: Entry, tag: Bytes, log = logSpan(entry.log)): void {
		const { epoch, kind } = entry;
		this.entries.set(epoch, {
			...{ epoch, kind, bytes: entryBytes(entry), tag, deleted: [], outdated: 0 },
			log: log ?? null,
			hasRecords: entry.body.length + entry.erasables.length > 0
		});
		this.#erasables.add(epoch, entry.erasables);
		// One whose epoch is unusable makes the vault's so, until another vault is in its place.
		this.epoch = this.entries.has(NaN) ? NaN : epoch;
	}

	/** Takes in the records of an entry that was added; those of all entries before it come before. */
	takeRecords(epoch: number, body: Body): void {
		const changes = body.put.length + body.delete.length;
		if (changes === 0 && !body.stand) return;
		if (this.#sealed) throw new RangeError('the records before these are still sealed');
		this.#summary = undefined;
		const entry = this.entries.get(epoch);
		if (entry) entry.deleted = body.delete;
		// Sorting is quicker than finding a place for each of so many.
		if (changes > mostPlacesFound) this.#index.forgetOrder();
		if (body.stand) this.#keepOnly(epoch, new Set(body.stand));
		for (const id of body.delete) this.#deleteRecord(id);
		for (const record of body.put) this.#setRecord(recordId(record), { record, epoch });
	}

	/**
	 * Leaves the records sealed until {@link openRecords}.
	 *
	 * @param sealed - `open` takes in those of all entries that have been added by now
	 */
	sealRecords(sealed: SealedRecords): void {
		this.#sealed = sealed;
	}

	/** Whether records, CMKs, aliases and drafts are not to be had yet. */
	get hasSealedRecords(): boolean {
		return this.#sealed !== undefined;
	}

	/** Opens the records. What does not open is in `damage` afterwards. */
	async openRecords(): Promise<void> {
		this.#opening ??= this.#sealed?.open();
		await this.#opening;
	}

	/** Takes in records that were opened, entry by entry. */
	unsealRecords(bodies: Iterable<readonly [epoch: number, body: Body]>): void {
		this.#sealed = undefined;
		for (const [epoch, body] of bodies) this.takeRecords(epoch, body);
	}

	/** Of all CMKs. */
	get summary(): KeySummary {
		return this.#sealed?.summary ?? (this.#summary ??= summaryOf(this.cmks.values()));
	}

	/** @param summary - as it is now, so that it needn't be found out */
	set summary(summary: KeySummary) {
		this.#summary = summary;
	}

	/** @returns how many CMKs are in each of `keyStates` */
	countStates(now: EpochMillis): readonly number[] {
		if (this.#sealed) return this.#sealed.summary.states;
		const counts = keyStates.map(() => 0);
		for (const cmk of this.cmks.values()) {
			const index = keyStates.indexOf(keyState(cmk, now));
			counts[index] = (counts[index] ?? 0) + 1;
		}
		return counts;
	}

	get nextEpoch(): number {
		return [...this.entries.keys()].reduce((last, epoch) => Math.max(last, epoch || 0), 0) + 1;
	}

	get facts(): VaultFacts {
		if (this.#sealed) return this.#sealed.facts;
		const record = this.records.get(vaultFactsId)?.record;
		return record?.kind === 'vault' ? record.vault : { ...initialFacts, name: '', creationDate: 0 };
	}

	/** Time is at least this from now on, once the next commit has written it. */
	seeTime(time: EpochMillis): void {
		const highestTimeSeen = Math.max(this.head.highestTimeSeen, time);
		this.head = { ...this.head, highestTimeSeen };
	}

	/** A compaction has written anew what it needs of the other entries: what is left of them was deleted meanwhile. */
	#keepOnly(before: number, stand: ReadonlySet<number>): void {
		const isGone = (epoch: number) => !(epoch >= before || stand.has(epoch));
		for (const epoch of this.entries.keys()) if (isGone(epoch)) this.entries.delete(epoch);
		for (const [id, { epoch }] of this.records) if (isGone(epoch)) this.#deleteRecord(id);
		this.#erasables.forgetOf(isGone);
	}

	#setRecord(id: string, held: HeldRecord): void {
		const before = this.records.get(id);
		this.records.set(id, held);
		// A compaction has moved it.
		if (before?.record === held.record) return;
		if (before) this.#forget(before);
		this.#index.add(held.record);
	}

	#deleteRecord(id: string): void {
		const held = this.records.get(id);
		this.records.delete(id);
		if (held) this.#forget(held);
	}

	/** Takes a record out of the index. */
	#forget({ record, epoch }: HeldRecord): void {
		const entry = this.entries.get(epoch);
		if (entry) entry.outdated += JSON.stringify(record).length;
		this.#index.delete(record);
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
		return this.#index.find(keyIdOrAlias);
	}

	draft(keyId: KeyId): ImportDraft {
		const record = this.records.get(draftId(keyId))?.record;
		return record?.kind === 'draft' ? record.draft : emptyDraft(keyId);
	}

	hasDraft(keyId: KeyId): boolean {
		return this.records.has(draftId(keyId));
	}
}
