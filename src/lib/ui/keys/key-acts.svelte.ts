import type { KeyMetadata } from '#lib/service/api/key-metadata.ts';
import { Attempt } from '../components/attempt.svelte.ts';
import { locale } from '../words/locale.svelte.ts';
import { keysMessages } from '../messages/keys.ts';
import { keyDialogMessages } from '../messages/key-dialogs.ts';
import { toasts } from '../shell/toasts.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';
import type { KeyAction } from './key-actions.ts';
import { keyName } from './key-name.ts';

/** Actions that ask before they do anything. */
export type Question = Extract<
	KeyAction,
	| 'DISABLE'
	| 'CHANGE_EXPIRY'
	| 'IMPORT_COPY'
	| 'DELETE_MATERIAL'
	| 'SCHEDULE_DELETION'
	| 'DISCARD_IMPORT'
>;

/** What a page does to keys in place: at once, or after a question. */
export class KeyActs {
	#question = $state.raw<Question>();
	#subject = $state.raw<KeyMetadata>();
	readonly #attempt = new Attempt();
	readonly #vault: VaultState;

	constructor(vault: VaultState) {
		this.#vault = vault;
	}

	/** The dialog that is open. */
	get question(): Question | undefined {
		return this.#question;
	}

	/** The key of the last action; it stays while its dialog closes. */
	get subject(): KeyMetadata | undefined {
		return this.#subject;
	}

	/** Why the last action that asked nothing was refused. */
	get failure(): unknown {
		return this.#attempt.failure;
	}

	/** Starts what `actionAddress` has no place for. */
	start(action: KeyAction, key: KeyMetadata): void {
		this.#attempt.forgetFailure();
		this.#subject = key;
		switch (action) {
			case 'DISABLE':
			case 'CHANGE_EXPIRY':
			case 'IMPORT_COPY':
			case 'DELETE_MATERIAL':
			case 'SCHEDULE_DELETION':
			case 'DISCARD_IMPORT':
				this.#question = action;
				break;
			case 'ENABLE':
				void this.#enable(key);
				break;
			case 'CANCEL_DELETION':
				void this.#cancelDeletion(key);
				break;
		}
	}

	closeQuestion(): void {
		this.#question = undefined;
	}

	async #enable(key: KeyMetadata): Promise<void> {
		await this.#attempt.run(async () => {
			await this.#vault.handle('EnableKey', { KeyId: key.KeyId });
			toasts.show(keyDialogMessages[locale.language].done.enabled(keyName(key)), {
				about: key.KeyId
			});
		});
	}

	async #cancelDeletion(key: KeyMetadata): Promise<void> {
		await this.#attempt.run(async () => {
			const { KeyMetadata: kept } = await this.#vault.handle('CancelKeyDeletion', {
				KeyId: key.KeyId
			});
			const text = keyDialogMessages[locale.language].done;
			if (kept.KeyState !== 'DISABLED') {
				toasts.show(text.deletionCancelledEmpty, { about: key.KeyId });
				return;
			}
			toasts.show(text.deletionCancelled, {
				about: key.KeyId,
				action: {
					label: keysMessages[locale.language].now.labels.ENABLE,
					run: () => void this.#enable(kept)
				}
			});
		});
	}
}
