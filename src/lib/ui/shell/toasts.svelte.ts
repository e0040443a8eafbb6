/** A toast that asks nothing goes by itself after this long. */
const shownMs = 8000;
/** With one more, the oldest that asks nothing goes at once. */
const mostShown = 3;

export interface Toast {
	id: number;
	text: string;
	/** what it is about: the next one about the same takes its place, since it may say the opposite */
	about?: string;
	/** keeps the toast until it is answered or closed */
	action?: { label: string; run: () => void };
}

class Toasts {
	#list = $state.raw<readonly Toast[]>([]);
	#lastId = 0;
	#held = false;
	readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();
	/** their time is over, and they wait for {@link leave} */
	readonly #over = new Set<number>();
	/** Whether the page moves when one goes: then it goes only when the page changes anyway. */
	movesPage: () => boolean = () => false;

	get list(): readonly Toast[] {
		return this.#list;
	}

	/** Shows a short confirmation. Whatever the user must know is said elsewhere too. */
	show(text: string, { about, action }: Pick<Toast, 'about' | 'action'> = {}): void {
		const id = ++this.#lastId;
		for (const before of this.#list)
			if (before.text === text || (about !== undefined && before.about === about))
				this.close(before.id);
		const oldest = this.#list.find((before) => !before.action);
		if (oldest && this.#list.length >= mostShown) this.close(oldest.id);
		this.#list = [...this.#list, { id, text, ...(about && { about }), ...(action && { action }) }];
		if (!this.#held) this.#start();
	}

	/** Keeps all of them while the pointer or the focus is on one. */
	hold(): void {
		this.#held = true;
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#timers.clear();
	}

	/** Lets them go, each after its whole time. */
	release(): void {
		this.#held = false;
		this.#start();
	}

	close(id: number): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.delete(id);
		this.#over.delete(id);
		this.#list = this.#list.filter((toast) => toast.id !== id);
		if (this.#list.length === 0) this.#held = false; // what is gone sends no event
	}

	/** The page has changed: those whose time is over go. */
	leave(): void {
		for (const id of this.#over) this.close(id);
	}

	/** Reads nothing that is reactive: an effect that clears them must not run for each that comes. */
	clear(): void {
		for (const timer of this.#timers.values()) clearTimeout(timer);
		this.#timers.clear();
		this.#over.clear();
		this.#held = false;
		this.#list = [];
	}

	#start(): void {
		for (const { id, action } of this.#list)
			if (!action && !this.#timers.has(id))
				this.#timers.set(
					id,
					setTimeout(() => this.#end(id), shownMs)
				);
	}

	#end(id: number): void {
		if (this.movesPage()) this.#over.add(id);
		else this.close(id);
	}
}

export const toasts = new Toasts();
