import { aliasNameOf, aliasPrefix } from '#lib/domain/key/alias.ts';
import { mayCallForAttention } from '#lib/domain/key/attention.ts';
import type { Cmk } from '#lib/domain/key/cmk.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { VaultRecord } from '#lib/domain/vault/vault-record.ts';
import { AliasIndex } from './alias-index.ts';
import { KeyOrder } from './key-order.ts';
import { TagIndex } from './tag-index.ts';

/** The CMKs of an open vault and the ways to find one: by id, by name, by tag, in the order of the key list. */
export class KeyIndex {
	readonly cmks = new Map<string, Cmk>();
	readonly #watched = new Set<KeyId>();
	readonly aliases = new AliasIndex();
	/** undefined until somebody asks for it */
	#order: KeyOrder | undefined;
	/** undefined until somebody asks for it */
	#tags: TagIndex | undefined;

	/** The few CMKs that can call for attention. */
	get watched(): ReadonlySet<KeyId> {
		return this.#watched;
	}

	/** Takes in a record; those of other kinds than CMKs and aliases are of no concern here. */
	add(record: VaultRecord): void {
		if (record.kind === 'cmk') {
			const { cmk } = record;
			this.cmks.set(cmk.keyId, cmk);
			if (mayCallForAttention(cmk)) this.#watched.add(cmk.keyId);
			this.#order?.add(cmk.keyId);
			this.#tags?.count(cmk, 1);
		}
		if (record.kind === 'alias') {
			const { alias } = record;
			this.#rename(alias.targetKeyId, () => this.aliases.add(alias));
		}
	}

	delete(record: VaultRecord): void {
		if (record.kind === 'cmk') {
			const { cmk } = record;
			this.#order?.delete(cmk.keyId);
			this.#tags?.count(cmk, -1);
			this.cmks.delete(cmk.keyId);
			this.#watched.delete(cmk.keyId);
		}
		if (record.kind === 'alias') {
			const { alias } = record;
			this.#rename(alias.targetKeyId, () => this.aliases.delete(alias));
		}
	}

	/** @param keyIdOrAlias - a key id, or an alias with its `alias/` */
	find(keyIdOrAlias: string): Cmk | undefined {
		const keyId = keyIdOrAlias.startsWith(aliasPrefix)
			? this.aliases.find(aliasNameOf(keyIdOrAlias))?.targetKeyId
			: keyIdOrAlias;
		return keyId === undefined ? undefined : this.cmks.get(keyId);
	}

	get order(): KeyOrder {
		this.#order ??= new KeyOrder(
			Array.from(this.cmks.values(), ({ keyId }) => keyId),
			(keyId) => this.aliases.nameOf(keyId)
		);
		return this.#order;
	}

	/** It is made anew when somebody asks for it. */
	forgetOrder(): void {
		this.#order = undefined;
	}

	get tags(): TagIndex {
		this.#tags ??= new TagIndex(this.cmks.values());
		return this.#tags;
	}

	/** A CMK's place in the list follows from its aliases. */
	#rename(keyId: KeyId, change: () => void): void {
		const order = this.cmks.has(keyId) ? this.#order : undefined;
		order?.delete(keyId);
		change();
		order?.add(keyId);
	}
}
