import type { KeyId } from '#lib/domain/ids.ts';
import type { KeyAction } from './key-actions.ts';

/** An action that was asked for elsewhere, until the page of its key is there to do it. */
class AskedAct {
	#asked = $state.raw<{ keyId: KeyId; action: KeyAction }>();

	ask(action: KeyAction, keyId: KeyId): void {
		this.#asked = { keyId, action };
	}

	/** @returns what is to be done with this key, once; whatever was asked of another is forgotten */
	take(keyId: KeyId): KeyAction | undefined {
		const asked = this.#asked;
		this.#asked = undefined;
		return asked?.keyId === keyId ? asked.action : undefined;
	}

	forget(): void {
		this.#asked = undefined;
	}
}

export const askedAct = new AskedAct();
