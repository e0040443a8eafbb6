import type { Request } from '#lib/service/api.ts';
import { Attempt } from '../components/attempt.svelte.ts';
import { locale } from '../words/locale.svelte.ts';
import { commonMessages } from '../messages/common.ts';
import { toasts } from '../shell/toasts.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';

/** A setting of the vault. The engine saves each choice at once. */
export class Setting extends Attempt {
	readonly #vault: VaultState;

	constructor(vault: VaultState) {
		super();
		this.#vault = vault;
	}

	save(changes: Request<'UpdateVault'>): Promise<boolean> {
		return this.run(async () => {
			await this.#vault.update(changes);
			toasts.show(commonMessages[locale.language].saved);
		});
	}
}
