/**
 * Chooses files as the browser's dialog does.
 *
 * @param within - what has the input
 * @param selector - tells it from others that are there
 */
export function chooseFiles(
	within: ParentNode,
	files: readonly File[],
	selector = 'input[type="file"]'
): void {
	const input = within.querySelector<HTMLInputElement>(selector);
	if (!input) throw new Error('no file can be chosen there');
	if (files.length > 1 && !input.multiple) throw new Error('several files can’t be chosen there');
	const chosen = new DataTransfer();
	for (const file of files) chosen.items.add(file);
	input.files = chosen.files;
	input.dispatchEvent(new Event('change', { bubbles: true }));
}
