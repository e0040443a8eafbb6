import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import { singleKeys } from '#lib/ui/palette/shortcuts.svelte.ts';
import { button } from '../../../support/screens/import-screen.ts';
import { dialog, expectPlace, lock } from '../../../support/screens/on-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';

const field = page.getByRole('combobox', { name: /^(Keys, pages|密钥、页面)/ });
const list = page.getByRole('listbox', { name: /What was found|搜索结果/ });
const options = list.getByRole('option');
const chosen = list.getByRole('option', { selected: true });

const withKeys = async (handle: Handle) => {
	for (const name of ['payments', 'orders'])
		await handle('CreateKey', { AliasName: `alias/${name}` });
};

afterEach(() => {
	singleKeys.on = true;
});

/** The keyboard is heard once the palette is there. */
async function open(options?: Parameters<typeof openScreen>[1]): Promise<void> {
	await openScreen('#/activity', { vault: withKeys, ...options });
	await expect.element(button(options?.language === 'zh-CN' ? '搜索' : 'Search')).toBeVisible();
}

test('Ctrl+K finds a key, and Enter goes to it', async () => {
	await open();
	await userEvent.keyboard('{Control>}k{/Control}');
	await expect.element(field).toHaveFocus();
	await userEvent.keyboard('paym');
	await expect.element(chosen).toHaveTextContent('payments');
	const element = chosen.element();
	await expect.element(field).toHaveAttribute('aria-activedescendant', element.id);
	await userEvent.keyboard('{Enter}');
	await expectPlace(/^#\/keys\/[0-9a-f-]{36}$/);
	await expect.element(field).not.toBeInTheDocument();
});

test('arrows choose, round at the ends; Escape closes and gives the focus back', async () => {
	await open();
	await button('Search').click();
	await expect.element(chosen).toHaveTextContent('Overview');
	await userEvent.keyboard('{ArrowUp}');
	await expect.element(chosen).toHaveTextContent('Show the shortcuts');
	await userEvent.keyboard('{ArrowDown}{ArrowDown}');
	await expect.element(chosen).toHaveTextContent('Customer managed keys');
	await userEvent.keyboard('{Escape}');
	await expect.element(field).not.toBeInTheDocument();
	await expect.element(button('Search')).toHaveFocus();
});

test('an action and a key: what must be asked first is asked on the key’s page', async () => {
	await open();
	await userEvent.keyboard('/');
	await userEvent.keyboard('disable');
	await expect.element(chosen).toHaveTextContent(/Disable/);
	await userEvent.keyboard(' ord');
	await expect.element(options).toHaveLength(1);
	await userEvent.keyboard('{Enter}');
	await expect.element(dialog).toHaveTextContent('Disable orders?');
});

test('settings and commands are found, in Chinese too, and by words of the other language', async () => {
	await open({ language: 'zh-CN' });
	await userEvent.keyboard('/');
	await userEvent.keyboard('auto-lock');
	await expect.element(options).toHaveTextContent('自动锁定与断网提醒');
	await userEvent.keyboard('{Enter}');
	await expectPlace('#/settings/security');
	await expect.element(page.getByRole('heading', { name: '安全' })).toHaveFocus();
});

test('what is not there is said', async () => {
	await open();
	await userEvent.keyboard('/');
	await userEvent.keyboard('no such thing at all');
	await expect.element(page.getByText('Nothing was found.')).toBeVisible();
	await expect.element(options).not.toBeInTheDocument();
});

test('a field takes / and ? as text; turned off, they do nothing anywhere', async () => {
	await openScreen('#/keys', { vault: withKeys });
	await expect.element(button('Search')).toBeVisible();
	const search = page.getByRole('searchbox');
	await search.click();
	await userEvent.keyboard('/?');
	await expect.element(search).toHaveValue('/?');
	await expect.element(field).not.toBeInTheDocument();
	singleKeys.on = false;
	(document.activeElement as HTMLElement).blur();
	await userEvent.keyboard('/?');
	await expect.element(field).not.toBeInTheDocument();
	await userEvent.keyboard('{Control>}k{/Control}');
	await expect.element(field).toHaveFocus();
});

test('? lists the shortcuts; a lock takes all of it away', async () => {
	await open();
	await userEvent.keyboard('?');
	const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
	await expect.element(help).toBeVisible();
	await userEvent.keyboard('{Control>}k{/Control}');
	await expect.element(field).not.toBeInTheDocument();
	await help.getByRole('button', { name: 'Close' }).click();
	await lock();
	await expect.element(button('Search')).not.toBeInTheDocument();
});
