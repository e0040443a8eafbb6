import type { Attachment } from 'svelte/attachments';

/** What was read, said before it is judged. Rows without words are left out. */
export interface Readout {
	file: string;
	readAs?: string | undefined;
	looksLike?: string | undefined;
	belongsTo?: string | undefined;
}

/** Whether what was read can be used. */
export interface Verdict {
	/** `info` of what is right so far and waits for more, such as a password */
	tone: 'ok' | 'info' | 'warning' | 'danger';
	title: string;
	cause?: string | undefined;
}

/** What a program has done to the file on its way here. */
export interface Note {
	title: string;
	cause: string;
}

/**
 * Makes an element take what is dropped on it or pasted into it.
 *
 * @param ondrag - whether something is being dragged over it
 */
export function dropTarget(
	ontake: (event: Event, data: DataTransfer | null) => void,
	ondrag: (isOver: boolean) => void
): Attachment<HTMLElement> {
	return (element) => {
		const over = (event: DragEvent) => {
			event.preventDefault();
			ondrag(true);
		};
		const leave = (event: DragEvent) => {
			if (!(event.relatedTarget instanceof Node && element.contains(event.relatedTarget)))
				ondrag(false);
		};
		// Captured: a text field in the element may take the drop itself.
		const end = () => ondrag(false);
		const drop = (event: DragEvent) => ontake(event, event.dataTransfer);
		const paste = (event: ClipboardEvent) => {
			if (!(event.target instanceof HTMLTextAreaElement)) ontake(event, event.clipboardData);
		};
		element.addEventListener('dragover', over);
		element.addEventListener('dragleave', leave);
		element.addEventListener('drop', end, true);
		element.addEventListener('drop', drop);
		element.addEventListener('paste', paste);
		return () => {
			element.removeEventListener('dragover', over);
			element.removeEventListener('dragleave', leave);
			element.removeEventListener('drop', end, true);
			element.removeEventListener('drop', drop);
			element.removeEventListener('paste', paste);
		};
	};
}
