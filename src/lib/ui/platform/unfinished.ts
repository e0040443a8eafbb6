/** Work that would be lost if the page were closed or loaded anew now. */
class Unfinished {
	#count = 0;

	get any(): boolean {
		return this.#count > 0;
	}

	/** @returns the function that says that it is over */
	begin(): () => void {
		this.#count++;
		let isOver = false;
		return () => {
			if (!isOver) this.#count--;
			isOver = true;
		};
	}
}

/** That of this page. */
export const unfinished = new Unfinished();
