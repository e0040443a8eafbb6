/** Pages of an answer that is read with markers: each answer names the marker of the next. */
export class Pages<Marker> {
	#markers = $state.raw<readonly (Marker | undefined)[]>([undefined]);

	/** What to ask for: `undefined` on the first page. */
	get marker(): Marker | undefined {
		return this.#markers.at(-1);
	}

	/** 0 on the first page. */
	get index(): number {
		return this.#markers.length - 1;
	}

	goOn(marker: Marker): void {
		this.#markers = [...this.#markers, marker];
	}

	goBack(): void {
		if (this.#markers.length > 1) this.#markers = this.#markers.slice(0, -1);
	}

	reset(): void {
		if (this.#markers.length > 1) this.#markers = [undefined];
	}
}
