/** @returns when the page has nothing else to do, or soon if that never comes */
export function whenIdle(): Promise<void> {
	return new Promise((resolve) => {
		if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 500 });
		else setTimeout(resolve, 50);
	});
}
