/** What a page tells the one that the same tab loads next. */
export type ReloadMark = 'airlock-updated' | 'airlock-first-visit' | 'airlock-locked';

/** In the tab's own storage, so that no other tab takes it for its own. */
export const leaveMark = (mark: ReloadMark, value = '1') => sessionStorage.setItem(mark, value);

/** @returns what the page before this one has left, once; undefined where it has left nothing */
export function takeMark(mark: ReloadMark): string | undefined {
	const value = sessionStorage.getItem(mark) ?? undefined;
	sessionStorage.removeItem(mark);
	return value;
}
