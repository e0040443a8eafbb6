import type { Alias } from '#lib/domain/key/alias.ts';
import type { KeyId } from '#lib/domain/ids.ts';

/** Of two made in one millisecond, the same comes first every time. */
function byAge(a: Alias, b: Alias): number {
	return a.creationDate - b.creationDate || (a.aliasId < b.aliasId ? -1 : 1);
}

/** The aliases of an open vault, by their names and by their CMKs. */
export class AliasIndex {
	readonly #byName = new Map<string, Alias>();
	readonly #ofKey = new Map<KeyId, readonly Alias[]>();

	add(alias: Alias): void {
		this.#byName.set(alias.name, alias);
		const { targetKeyId } = alias;
		this.#ofKey.set(targetKeyId, [...this.of(targetKeyId), alias].sort(byAge));
	}

	/** Another one may have taken its name meanwhile. */
	delete({ aliasId, name, targetKeyId }: Alias): void {
		if (this.find(name)?.aliasId === aliasId) this.#byName.delete(name);
		const rest = this.of(targetKeyId).filter((alias) => alias.aliasId !== aliasId);
		this.#ofKey.set(targetKeyId, rest);
	}

	/** @returns all aliases, oldest first */
	byAge(): readonly Alias[] {
		return [...this.#byName.values()].sort(byAge);
	}

	find(name: string): Alias | undefined {
		return this.#byName.get(name);
	}

	/** @returns the aliases of a CMK, oldest first */
	of(keyId: KeyId): readonly Alias[] {
		return this.#ofKey.get(keyId) ?? [];
	}

	/** @returns the name people know a CMK by: its oldest alias */
	nameOf(keyId: KeyId): string | undefined {
		return this.of(keyId)[0]?.name;
	}
}
