/** Whether this device reports a network, and whether the user goes on in spite of it. */
class AirGap {
	#appearsOnline = $state(false);
	#accepted = $state(false);

	/** Browsers miss a network now and then, but rarely invent one. */
	get appearsOnline(): boolean {
		return this.#appearsOnline;
	}

	/** Until the network is gone or the vault is locked: the next one is another case. */
	get accepted(): boolean {
		return this.#accepted;
	}

	/** Follows the device until the returned function is called. */
	connect(): () => void {
		const look = () => this.check();
		this.check();
		window.addEventListener('online', look);
		window.addEventListener('offline', look);
		return () => {
			window.removeEventListener('online', look);
			window.removeEventListener('offline', look);
		};
	}

	/** @returns whether the device reports a network now */
	check(): boolean {
		this.#appearsOnline = navigator.onLine;
		if (!this.#appearsOnline) this.#accepted = false;
		return this.#appearsOnline;
	}

	accept(): void {
		this.#accepted = true;
	}

	forget(): void {
		this.#accepted = false;
	}
}

export const airGap = new AirGap();
