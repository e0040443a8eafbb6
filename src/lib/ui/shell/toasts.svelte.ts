/** A toast that asks nothing goes by itself after this long. */
const shownMs = 8000;

export interface Toast {
	id: number;
	text: string;
	/** keeps the toast until it is answered or closed */
	action?: { label: string; run: () => void };
}

class Toasts {
	#list = $state.raw<readonly Toast[]>([]);
	#lastId = 0;

	get list(): readonly Toast[] {
		return this.#list;
	}

	/** Shows a short confirmation. Whatever the user must know is said elsewhere too. */
	show(text: string, action?: Toast['action']): void {
		const id = ++this.#lastId;
		this.#list = [...this.#list, action ? { id, text, action } : { id, text }];
		if (!action) setTimeout(() => this.close(id), shownMs);
	}

	close(id: number): void {
		this.#list = this.#list.filter((toast) => toast.id !== id);
	}

	clear(): void {
		this.#list = [];
	}
}

export const toasts = new Toasts();
