import type { Request } from '#lib/service/api.ts';
import { locale } from '../words/locale.svelte.ts';
import { commonMessages } from '../messages/common.ts';
import { toasts } from '../shell/toasts.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';

/** A setting that is kept in the vault: every choice is saved at once. */
export class Setting {
	#failure = $state.raw<unknown>();
	readonly #vault: VaultState;

	constructor(vault: VaultState) {
		this.#vault = vault;
	}

	/** Why the last choice was not saved. */
	get failure(): unknown {
		return this.#failure;
	}

	async save(changes: Request<'UpdateVault'>): Promise<void> {
		this.#failure = undefined;
		try {
			await this.#vault.update(changes);
			toasts.show(commonMessages[locale.language].saved);
		} catch (error) {
			this.#failure = error;
		}
	}
}
