import { KmsError } from '#lib/domain/errors.ts';

const defaultPage = 100;
/** In entries of a list. */
export const largestPage = 1000;

/** @throws {@link KmsError} `InvalidParameter` for a page that is too large */
export function pageLimit(limit = defaultPage): number {
	if (limit > largestPage)
		throw new KmsError('InvalidParameter', { parameter: 'Limit', rule: 'AT_MOST_1000' });
	return limit;
}

/**
 * One page of a list.
 *
 * @param markerOf - what names an item; the marker of a page is that of its first item
 * @throws {@link KmsError} `InvalidParameter` for a page that is too large, or a marker that no item has
 */
export function pageOf<Item>(
	all: readonly Item[],
	markerOf: (item: Item) => string,
	{ Limit, Marker }: { Limit: number | undefined; Marker: string | undefined }
): { items: Item[]; Truncated: boolean; NextMarker: string | null } {
	const limit = pageLimit(Limit);
	const start = Marker === undefined ? 0 : all.findIndex((item) => markerOf(item) === Marker);
	if (start === -1)
		throw new KmsError('InvalidParameter', { parameter: 'Marker', rule: 'FROM_THE_LAST_PAGE' });
	const next = all[start + limit];
	return {
		items: all.slice(start, start + limit),
		Truncated: next !== undefined,
		NextMarker: next === undefined ? null : markerOf(next)
	};
}
