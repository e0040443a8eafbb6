import { clientsFor, type WrappingClient } from '#lib/domain/clients/client-commands.ts';
import type { CmkSpec } from '#lib/domain/key/kinds.ts';

/** The program that the user chose last to encrypt with. It holds for all imports until the page is left. */
class ClientChoice {
	#chosen = $state<WrappingClient>();

	/** Undefined as long as nothing was chosen. */
	get chosen(): WrappingClient | undefined {
		return this.#chosen;
	}

	choose(client: WrappingClient): void {
		this.#chosen = client;
	}
}

export const clientChoice = new ClientChoice();

/** @returns the client that was chosen, where it can encrypt for keys of this kind */
export const chosenClient = (keySpec: CmkSpec): WrappingClient | undefined =>
	clientsFor(keySpec).find((one) => one === clientChoice.chosen);
