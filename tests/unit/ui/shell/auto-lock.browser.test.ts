import { tick } from 'svelte';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { hourMs, minuteMs, secondMs } from '#lib/domain/time.ts';
import { clock } from '#lib/ui/engine/clock.svelte.ts';
import { button, expectHeading } from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { passphraseAgain } from '../../../support/vault.ts';

// The page's clock is the test's, and stands still otherwise; the engine keeps the machine's.

const warning = page.getByRole('alertdialog', { name: /^Locking in/ });
const stayUnlocked = button('Stay unlocked');
const idle = page.getByText('Locked because nobody used Airlock for a while.');
const vaultName = page.getByLabelText('Vault name');

/** Stops the page's clock until the end of the test. */
function stopClock() {
	const [now, uptime] = [clock.now(), clock.uptime()];
	let passed = 0;
	const spies = [
		vi.spyOn(clock, 'now').mockImplementation(() => now + passed),
		vi.spyOn(clock, 'uptime').mockImplementation(() => uptime + passed)
	];
	onTestFinished(() => {
		for (const spy of spies) spy.mockRestore();
	});
	return {
		/** Time goes by, and nobody looks. */
		sleep(ms: number) {
			passed += ms;
		},
		/** Time goes by, and the page looks at its clock. */
		async pass(ms: number) {
			passed += ms;
			document.dispatchEvent(new Event('visibilitychange'));
			await tick();
		}
	};
}

/** Opens a vault that locks after this many minutes. */
async function openLockingAfter(minutes: number | null, address = '#/') {
	const time = stopClock();
	await openScreen(address, {
		vault: (handle) =>
			handle('UpdateVault', {
				Settings: { AutoLockMinutes: minutes },
				Passphrase: passphraseAgain()
			})
	});
	await expect.element(button('Lock')).toBeVisible();
	return time;
}

const expectNoWarning = () => expect(warning.query()).toBeNull();

describe('nobody uses Airlock', () => {
	test('for the minutes that the settings say', async () => {
		const time = stopClock();
		await openScreen('#/settings');
		await page.getByLabelText('Lock when nobody uses Airlock for').selectOptions('2 minutes');
		await expect.element(page.getByText('Saved.')).toBeVisible();
		await time.pass(minuteMs + 29 * secondMs);
		expectNoWarning();
		await time.pass(secondMs);
		await expect.element(warning).toHaveTextContent('Nobody has used Airlock for 2 minutes.');
		await expect.element(stayUnlocked).toHaveFocus();
		await time.pass(30 * secondMs);
		await expectHeading('Unlock the vault');
		await expect.element(idle).toBeVisible();
	});

	test('for a day, with never chosen: it stays unlocked', async () => {
		const time = await openLockingAfter(null);
		await time.pass(24 * hourMs);
		expectNoWarning();
		await expect.element(button('Lock')).toBeVisible();
	});

	test('while the machine sleeps: it locks as soon as it wakes', async () => {
		const time = await openLockingAfter(10);
		time.sleep(8 * hourMs);
		window.dispatchEvent(new PointerEvent('pointermove'));
		await expect.element(idle).toBeVisible();
	});
});

describe('somebody is there', () => {
	test('and presses Stay unlocked: the time starts again', async () => {
		const time = await openLockingAfter(1);
		await time.pass(35 * secondMs);
		await stayUnlocked.click();
		await expect.element(warning).not.toBeInTheDocument();
		await time.pass(29 * secondMs);
		expectNoWarning();
		await time.pass(secondMs);
		await expect.element(warning).toBeVisible();
	});

	test.each(['a', '{Escape}', '{Enter}'])('and answers the warning with %s', async (key) => {
		const time = await openLockingAfter(1);
		await time.pass(35 * secondMs);
		await expect.element(stayUnlocked).toHaveFocus();
		await userEvent.keyboard(key);
		await expect.element(warning).not.toBeInTheDocument();
		await time.pass(29 * secondMs);
		expectNoWarning();
		await expect.element(button('Lock')).toBeVisible();
	});

	test('and types before the warning: it does not come', async () => {
		const time = await openLockingAfter(1, '#/settings');
		for (let round = 0; round < 4; round++) {
			await time.pass(25 * secondMs);
			await vaultName.click();
			await userEvent.keyboard('{End}');
		}
		expectNoWarning();
		await expect.element(button('Lock')).toBeVisible();
	});
});
