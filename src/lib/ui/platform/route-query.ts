/**
 * The hash router keeps the query inside the hash: `#/keys/new?origin=external`.
 *
 * @param url - `page.url`
 */
export function routeQuery(url: URL): URLSearchParams {
	const start = url.hash.indexOf('?');
	return new URLSearchParams(start < 0 ? '' : url.hash.slice(start + 1));
}
