/** Work that would be lost if the page were closed or loaded anew now. */
class Unfinished {
	#count = 0;
	#staying = 0;

	get any(): boolean {
		return this.#count > 0;
	}

	/** The page is about to navigate to a download, which leaves it where it is: nobody need be asked. */
	get isStaying(): boolean {
		return this.#staying > 0;
	}

	/** @returns the function that says that it is over */
	begin(): () => void {
		this.#count++;
		return once(() => this.#count--);
	}

	/** @returns the function that says that the download has begun */
	beginStaying(): () => void {
		this.#staying++;
		return once(() => this.#staying--);
	}
}

function once(act: () => void): () => void {
	let isOver = false;
	return () => {
		if (!isOver) act();
		isOver = true;
	};
}

/** That of this page. */
export const unfinished = new Unfinished();
