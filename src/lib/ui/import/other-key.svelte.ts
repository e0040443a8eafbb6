import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { parseImportToken } from '#lib/domain/import/import-token.ts';
import type { VaultState } from '../engine/vault.svelte.ts';

/** The key that a token belongs to, when it is another one than the import's. Made while a component is set up. */
export class OtherKey {
	#named = $state.raw<{ keyId: KeyId; name: string }>();
	readonly #keyId: KeyId | undefined;

	constructor(vault: VaultState, ownKeyId: () => KeyId, token: () => Bytes | undefined) {
		this.#keyId = $derived(keyIdOther(token(), ownKeyId()));
		$effect(() => {
			const keyId = this.#keyId;
			if (keyId === undefined) return;
			vault.handle('DescribeKey', { KeyId: keyId }).then(
				({ KeyMetadata }) => {
					const [name] = KeyMetadata.Aliases;
					if (name !== undefined) this.#named = { keyId, name };
				},
				() => undefined
			);
		});
	}

	/** Undefined when the token is of the import's own key, or no token. */
	get keyId(): KeyId | undefined {
		return this.#keyId;
	}

	/** Undefined when this vault does not have the key, or it has no name. */
	get name(): string | undefined {
		return this.#named?.keyId === this.#keyId ? this.#named?.name : undefined;
	}
}

function keyIdOther(token: Bytes | undefined, ownKeyId: KeyId): KeyId | undefined {
	try {
		const keyId = token && parseImportToken(token).keyId;
		return keyId === ownKeyId ? undefined : keyId;
	} catch {
		return undefined;
	}
}
