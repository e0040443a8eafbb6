import { tick } from 'svelte';
import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { button } from '../../../support/screens/import-screen.ts';
import { dialog } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

test('a dialog that is asked for again before the browser has said that it closed stays open', async () => {
	await openScreen('#/settings');
	const minutes = page.getByLabelText('Lock when nobody uses Airlock for');
	await minutes.selectOptions('Never');
	await expect.element(dialog).toBeVisible();
	const shown = dialog.element() as HTMLDialogElement;
	const closed = new Promise((resolve) => shown.addEventListener('close', resolve));

	(button('Keep it as it is').element() as HTMLButtonElement).click();
	await tick();
	expect(shown.open).toBe(false);
	const select = minutes.element() as HTMLSelectElement;
	select.value = 'never';
	select.dispatchEvent(new Event('change', { bubbles: true }));
	await tick();
	expect(shown.open).toBe(true);

	await closed;
	await tick();
	expect(shown.open).toBe(true);
	await expect
		.element(dialog.getByLabelText('Passphrase of this vault', { exact: true }))
		.toBeVisible();
});
