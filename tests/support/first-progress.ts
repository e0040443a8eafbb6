/** Runs in the page. @returns whether a progress bar that has come is seen */
export function firstProgress(): Promise<boolean> {
	return new Promise((resolve) => {
		new MutationObserver((_, observer) => {
			const bar = document.querySelector('progress, [role="progressbar"]');
			if (!bar) return;
			observer.disconnect();
			resolve(bar.checkVisibility());
		}).observe(document.body, { childList: true, subtree: true });
	});
}
