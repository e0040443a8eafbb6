/** Whether the user has typed, chosen, dropped or begun something since the page was loaded: a reload would lose it. */
export interface Touch {
	readonly happened: boolean;
}

/** Watches for as long as the page lives. */
export function watchTouch(): Touch {
	const touch = { happened: false };
	const watch = ({ type, target }: Event) => {
		// A link leads to the same place after the page was loaded again; what a button has begun would be lost.
		if (type !== 'click' || (target instanceof Element && target.closest('button')))
			touch.happened = true;
	};
	for (const type of ['input', 'change', 'drop', 'click'])
		document.addEventListener(type, watch, { capture: true });
	return touch;
}
