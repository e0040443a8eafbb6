import type { WrappingClient } from '#lib/domain/clients/client-commands.ts';

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
