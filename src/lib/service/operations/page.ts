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
 * @param start - the index of its first item; -1 for a marker that no item has
 * @param markerOf - what names an item; the marker of a page is that of its first item
 * @throws {@link KmsError} `InvalidParameter` for a page that is too large, or a marker that no item has
 */
export function pageOf<Item>(
	all: Pick<readonly Item[], 'slice'>,
	{ start, limit }: { start: number; limit: number | undefined },
	markerOf: (item: Item) => string
): { items: Item[]; Truncated: boolean; NextMarker: string | null } {
	const end = start + pageLimit(limit);
	if (start === -1)
		throw new KmsError('InvalidParameter', { parameter: 'Marker', rule: 'FROM_THE_LAST_PAGE' });
	const [next] = all.slice(end, end + 1);
	return {
		items: all.slice(start, end),
		Truncated: next !== undefined,
		NextMarker: next === undefined ? null : markerOf(next)
	};
}
