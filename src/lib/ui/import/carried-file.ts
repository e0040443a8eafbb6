import { createContext } from 'svelte';
import { wipe, type Bytes } from '#lib/domain/bytes.ts';
import type { ReadStep } from '#lib/domain/reading/reading.ts';

/** A file or pasted text that the user goes on with, from where it was looked at to the step of an import that takes it. */
export type Carried = (
	| { file: File }
	/** UTF-8; the step that takes it wipes it */
	| { text: Bytes }
) & {
	/** the reading that was meant, of a file that holds several keys; left out where there is one */
	steps?: readonly ReadStep[];
};

/** Whatever is carried is for one key and one step, and is gone once that step has it or the user goes elsewhere. */
export class CarriedFile {
	#carried: (Carried & { keyId: string; step: 'encrypt' | 'files' }) | undefined;

	put(keyId: string, step: 'encrypt' | 'files', carried: Carried): void {
		this.forget();
		this.#carried = { ...carried, keyId, step };
	}

	/** Whether there is one for this step. */
	waits(keyId: string, step: 'encrypt' | 'files'): boolean {
		return this.#carried?.keyId === keyId && this.#carried.step === step;
	}

	take(keyId: string, step: 'encrypt' | 'files'): Carried | undefined {
		if (!this.waits(keyId, step)) return undefined;
		const carried = this.#carried;
		this.#carried = undefined;
		return carried;
	}

	/** @param path - of the page that is shown now */
	leaveUnlessAt(path: string): void {
		const key = `/keys/${this.#carried?.keyId}/`;
		if (!path.startsWith(`${key}import`) && path !== `${key}find`) this.forget();
	}

	forget(): void {
		if (this.#carried && 'text' in this.#carried) wipe(this.#carried.text);
		this.#carried = undefined;
	}
}

/** Whether two readings of one file are the same. */
export const sameSteps = (a: readonly ReadStep[], b: readonly ReadStep[]): boolean =>
	a.length === b.length &&
	a.every(({ step, name }, index) => {
		const other = b[index];
		return step === other?.step && name === other.name;
	});

/** The one of the vault that is shown, set by its frame. */
export const [getCarriedFile, setCarriedFile] = createContext<CarriedFile>();
