import type { LockReason } from './vault-facts.svelte.ts';

/** How a page is loaded anew after a lock, so that nothing of the vault stays in its memory. */
export interface Leaving {
	losesNothing: () => boolean;
	leave: (reason: LockReason) => void;
	/** why the vault was locked on the page before this one, if that was left so */
	reasonBefore: LockReason | undefined;
}
