/**
 * Goes where an address leads that was typed, set by a script, or opened from a bookmark. Kit would load the page
 * again, which locks the vault and ends a practice. So the router goes there itself: from the entry that the browser
 * has made it goes back first, and one that the browser has put in the place of another it takes over.
 *
 * It has to be called before kit starts, and once: a browser hands `popstate` to its listeners in their order.
 *
 * @param go - goes to an address as a link does
 * @returns the function that stops it
 */
export function followTypedAddresses(
	go: (address: string, options: { replaceState: boolean }) => void
): () => void {
	let replaced = false;
	const notice = ({ navigationType }: NavigateEvent) => {
		replaced = navigationType === 'replace';
	};
	const follow = (event: PopStateEvent) => {
		// Entries that kit made have a state.
		if (event.state !== null) return;
		event.stopImmediatePropagation();
		const destination = location.hash || '#/';
		if (replaced) {
			go(destination, { replaceState: true });
			return;
		}
		addEventListener('popstate', () => go(destination, { replaceState: false }), { once: true });
		history.back();
	};
	addEventListener('popstate', follow, { capture: true });
	// Firefox ESR has no such object, and takes every new address for one that was added.
	const known: Navigation | undefined = 'navigation' in window ? window.navigation : undefined;
	known?.addEventListener('navigate', notice);
	return () => {
		removeEventListener('popstate', follow, { capture: true });
		known?.removeEventListener('navigate', notice);
	};
}
