/**
 * Goes where an address leads that was typed, or opened from a bookmark. Kit would load the page again, which locks
 * the vault. So the entry that the browser has made is left, and the router makes its own.
 *
 * @param go - goes to an address as a link does
 * @returns the function that stops it
 */
export function followTypedAddresses(go: (address: string) => void): () => void {
	const follow = (event: PopStateEvent) => {
		// Entries that kit made have a state.
		if (event.state !== null) return;
		event.stopImmediatePropagation();
		const destination = location.hash || '#/';
		addEventListener('popstate', () => go(destination), { once: true });
		history.back();
	};
	// Before kit's own listener.
	addEventListener('popstate', follow, { capture: true });
	return () => removeEventListener('popstate', follow, { capture: true });
}
