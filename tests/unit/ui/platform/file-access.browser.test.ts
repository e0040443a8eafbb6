import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { chooseSource, chooseTarget } from '#lib/ui/platform/file-access.ts';
import { must } from '../../../support/must.ts';

/** Calls on a click, as the browser wants it. A headless browser cancels its dialogs at once. */
async function onClick<Result>(act: () => Promise<Result>): Promise<Result> {
	const button = document.createElement('button');
	button.textContent = 'Go';
	document.body.append(button);
	let answer: Promise<Result> | undefined;
	button.addEventListener('click', () => {
		answer = act();
	});
	try {
		await page.getByRole('button', { name: 'Go' }).click();
		return await must(answer);
	} finally {
		button.remove();
	}
}

test('the browser’s own dialogs take the names of vault files', async () => {
	expect(await onClick(() => chooseTarget('My vault.airlock-vault'))).toBeUndefined();
	expect(await onClick(chooseSource)).toBeUndefined();
});
