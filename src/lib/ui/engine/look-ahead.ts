/** What can be known of the vault without the worker, whose script may still be on its way. */
export interface LookAhead {
	/** The browser remembers it: its form can be shown while it is looked for. */
	isExpected: boolean;
	isVaultHere: () => Promise<boolean>;
}
