import { createContext } from 'svelte';
import type { Bytes } from '#lib/domain/bytes.ts';

/** Files on their way to the page that takes them. */
interface Carried {
	/** of that page, as `pathOf` gives it */
	path: string;
	files: readonly File[];
	/** the encryption context that goes with them, as it was typed */
	context: string;
}

/** What was signed a moment ago, on its way to Verify. */
export interface Signed {
	algorithm: string;
	/** a text as it was typed, or the file */
	message: string | File;
	signature: Bytes;
	/** what the signature is saved as */
	name: string;
}
const verifyPath = '/crypto/verify';

/** What the user goes on with on another page: but for a signed text only handles of files, gone once that page has them or another is shown. */
export class CarriedFiles {
	#carried = $state.raw<Carried>();
	#dropped = $state.raw<readonly File[]>();
	#signed: Signed | undefined;
	#takers = 0;
	#choose: (() => void) | undefined;

	/** Files that were dropped while the vault is locked: nothing is read of them before it is open. */
	get dropped(): readonly File[] | undefined {
		return this.#dropped;
	}

	keepDropped(files: readonly File[]): void {
		this.#dropped = files;
	}

	takeDropped(): readonly File[] | undefined {
		const files = this.#dropped;
		this.#dropped = undefined;
		return files;
	}

	/** Whether the page takes all that is dropped on it. */
	get isTaken(): boolean {
		return this.#takers > 0;
	}

	/** The page does, until what is returned is called. */
	takeAll(): () => void {
		this.#takers++;
		return () => this.#takers--;
	}

	/** @param choose - opens the browser's dialog for files. @returns what takes that back */
	chooses(choose: () => void): () => void {
		this.#choose = choose;
		return () => (this.#choose = undefined);
	}

	/** Without a mouse: opens that dialog. */
	choose(): void {
		this.#choose?.();
	}

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

	putSigned(signed: Signed): void {
		this.#signed = signed;
	}

	takeSigned(): Signed | undefined {
		const signed = this.#signed;
		this.#signed = undefined;
		return signed;
	}

	/** @param path - of the page that is shown now */
	leaveUnlessAt(path: string): void {
		if (path !== verifyPath) this.#signed = undefined;
		if (this.#carried?.path !== path) this.#carried = undefined;
	}

	forget(): void {
		this.#carried = undefined;
		this.#dropped = undefined;
		this.#signed = undefined;
	}
}

/** The ones of the vault that is shown, set by its frame. */
export const [getCarriedFiles, setCarriedFiles] = createContext<CarriedFiles>();
