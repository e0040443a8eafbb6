import { createContext } from 'svelte';

/** Files on their way to the page that takes them. */
interface Carried {
	/** of that page, as `pathOf` gives it */
	path: string;
	files: readonly File[];
	/** the encryption context that goes with them, as it was typed */
	context: string;
}

/** What the user goes on with on another page: only handles of files, gone once that page has them or another is shown. */
export class CarriedFiles {
	#carried = $state.raw<Carried>();

	put(path: string, files: readonly File[], context = ''): void {
		this.#carried = { path, files, context };
	}

	/** The page at this path takes what waits for it. A page that is shown already takes it in an effect. */
	take(path: string): Carried | undefined {
		const carried = this.#carried;
		if (carried?.path !== path) return undefined;
		this.#carried = undefined;
		return carried;
	}

	/** @param path - of the page that is shown now */
	leaveUnlessAt(path: string): void {
		if (this.#carried?.path !== path) this.forget();
	}

	forget(): void {
		this.#carried = undefined;
	}
}

/** The ones of the vault that is shown, set by its frame. */
export const [getCarriedFiles, setCarriedFiles] = createContext<CarriedFiles>();
