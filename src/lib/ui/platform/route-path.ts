/** @returns the path that an address of this page leads to; the router keeps it in the hash */
export function pathOf(url: URL | undefined): string {
	return url?.hash.replace(/^#/, '').replace(/\?.*$/s, '') ?? '';
}
