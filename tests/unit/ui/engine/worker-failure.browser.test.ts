import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { openScreen } from '../../../support/screens/open-screen.ts';

test.each([
	['en', 'Unlock the vault', /^Locked because the part of Airlock that holds the vault stopped/],
	['zh-CN', '解锁保管库', /^已锁定：Airlock 中持有保管库的部分意外停止/]
] as const)(
	'in %s, a vault whose worker broke down is locked, and the page says why',
	async (language, heading, why) => {
		const faults = new EventTarget();
		await openScreen('#/', { language, faults });
		await expect.element(page.getByRole('main')).toBeVisible();
		faults.dispatchEvent(new Event('error'));
		await expect.element(page.getByRole('heading', { name: heading })).toBeVisible();
		await expect.element(page.getByText(why)).toBeVisible();
	}
);
