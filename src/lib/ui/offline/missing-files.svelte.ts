class MissingFiles {
	#noticed = $state(false);

	/**
	 * Whether a file of this version could not be had when it was needed: most likely its host has a newer version by now,
	 * or can't be reached. A page under the service worker has them all in its copy.
	 */
	get noticed(): boolean {
		return this.#noticed;
	}

	notice(): void {
		this.#noticed = true;
	}
}

/** What the page could not load of itself. */
export const missingFiles = new MissingFiles();
