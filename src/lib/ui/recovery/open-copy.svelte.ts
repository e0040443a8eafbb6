import { createContext } from 'svelte';
import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { Handover } from '../engine/handover.ts';

/** How a copy on paper is divided; 1 and 1 for one sheet with everything. */
export interface Sharing {
	threshold: number;
	count: number;
}

export interface OpenCopyFacts {
	keyId: string;
	checkValue: KeyCheckValue;
	/** undefined for key material to write down */
	sharing: Sharing | undefined;
}

/**
 * New key material that was shown once, kept while the import that made it is open. A user who goes on, or tests the
 * copy, finds it again on the way back. The bytes are in no reactive state.
 */
export class OpenCopy {
	#facts = $state.raw<OpenCopyFacts>();
	readonly #bytes = new Handover();

	/** @param checkValue - of the key material that the import has now */
	of(keyId: string, checkValue: KeyCheckValue | null): OpenCopyFacts | undefined {
		const same = this.#facts?.checkValue.sha256Prefix === checkValue?.sha256Prefix;
		return same && this.#facts?.keyId === keyId ? this.#facts : undefined;
	}

	/** @param bytes - wiped by {@link forget} */
	keep(facts: OpenCopyFacts, bytes: Bytes): void {
		this.#bytes.put(bytes);
		this.#facts = facts;
	}

	/** @returns a copy of the bytes, which the taker wipes */
	lend = (): Bytes => this.#bytes.lend();

	/** @param path - of the page that is shown now; only the import and the test of the same key keep it */
	leaveUnlessAt(path: string): void {
		const keyId = this.#facts?.keyId;
		if (keyId === undefined) return;
		const pages = ['import/parameters', 'import/encrypt', 'import/files', 'recovery'];
		if (!pages.some((page) => path === `/keys/${keyId}/${page}`)) this.forget();
	}

	forget(): void {
		this.#bytes.clear();
		this.#facts = undefined;
	}
}

/** The one of the vault that is shown, set by its frame. */
export const [getOpenCopy, setOpenCopy] = createContext<OpenCopy>();
