import { expect } from 'vitest';
import { page } from 'vitest/browser';
import type { Handle } from '#lib/service/api.ts';
import { openScreen } from './open-screen.ts';
import { goto } from './router.svelte.ts';

/** The page of a key. */

/** Opens the page of a key in a vault that holds it and what else `fill` puts there. */
export async function openKey(
	fill: (handle: Handle) => Promise<string>,
	now?: () => number
): Promise<string> {
	let keyId = '';
	const vault = async (handle: Handle) => {
		keyId = await fill(handle);
	};
	await openScreen('#/', { vault, ...(now && { now }) });
	await goto(`#/keys/${keyId}`);
	await expect.element(page.getByRole('heading', { name: 'Life of this key' })).toBeVisible();
	return keyId;
}

/** The page has a badge of this state, or has none. */
export const expectBadge = (state: string): Promise<void> => expect.poll(badges).toContain(state);
export const expectNoBadge = (state: string): Promise<void> =>
	expect.poll(badges).not.toContain(state);

const badges = () =>
	[...document.querySelectorAll('main .badge')].map(({ textContent }) => textContent.trim());
