import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openScreen } from '../../support/screens/open-screen.ts';

test.each(['', '0', '1025', '1.5', 'many'])(
	'a data key of “%s” bytes is refused',
	async (typed) => {
		await openScreen('#/crypto/data-keys', {
			vault: (handle) => handle('CreateKey', { AliasName: 'alias/billing' })
		});
		await page.getByRole('radio', { name: 'Another number of bytes' }).click();
		await page.getByLabelText('Number of bytes', { exact: true }).fill(typed);
		await page.getByRole('button', { name: 'Generate data key', exact: true }).click();
		const errors = page.getByRole('region', { name: /^There (is|are)/ }).getByRole('link');
		await expect.element(errors).toHaveTextContent(/^Enter a whole number from 1 to 1,024\.$/);
	}
);
