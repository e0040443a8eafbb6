import { mount, unmount } from 'svelte';
import { onTestFinished } from 'vitest';
import { page as browser } from 'vitest/browser';
import { utf8 } from '#lib/domain/bytes.ts';
import { passphraseBytes } from '#lib/domain/vault/slot.ts';
import type { Handle } from '#lib/service/api.ts';
import type { SizeLimits } from '#lib/service/engine/vault-size.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { locale } from '#lib/ui/words/locale.svelte.ts';
import type { Language } from '#lib/domain/language.ts';
import type { ReadingClient } from '#lib/ui/engine/reading-client.ts';
import { theme, type Theme } from '#lib/ui/platform/theme.svelte.ts';
import { VaultClient } from '#lib/ui/engine/vault-client.ts';
import { VaultFileState } from '#lib/ui/engine/vault-file.svelte.ts';
import { VaultState } from '#lib/ui/engine/vault.svelte.ts';
import { readerInPage } from '../reading.ts';
import { passphrase } from '../vault.ts';
import App from './App.svelte';
import { createEngine, startEngineInPage } from './engine-in-page.ts';
import { followLinks, goto } from './router.svelte.ts';

export interface ScreenOptions {
	/** what is done in the vault before; `NONE` is no vault at all */
	vault?: ((handle: Handle) => Promise<unknown>) | 'NONE';
	/** the clock by which it is done */
	now?: () => number;
	/** what a hand does to its rows */
	alter?: (rows: VaultSnapshot) => unknown;
	/** up to where its file may grow */
	sizeLimits?: SizeLimits;
	/** an event `error` there breaks the vault worker down */
	faults?: EventTarget;
	/** leaves it locked */
	locked?: boolean;
	language?: Language;
	theme?: Theme;
	width?: number;
	/** reads the files */
	reader?: Pick<ReadingClient, 'read' | 'close'>;
}

/**
 * Shows a screen of the app as the user sees it, frame, styles and all, with the real engine behind it. Until the end
 * of the test.
 *
 * @param address - as a link has it: `#/keys/new`
 * @returns what asks the engine behind the screen
 */
export async function openScreen(address: string, options: ScreenOptions = {}): Promise<Handle> {
	const { vault: fill = async () => undefined, now, alter, locked = fill === 'NONE' } = options;
	const store = createMemoryStore(fill === 'NONE' ? undefined : await rowsOf(fill, now, alter));
	await browser.viewport(options.width ?? 1280, 900);
	await locale.choose(options.language ?? 'en');
	theme.choose(options.theme ?? 'light');
	const client = new VaultClient(() => startEngineInPage(store, options));
	const vault = new VaultState(client, options.reader ?? readerInPage);
	if (!locked) await vault.unlock(utf8(passphrase));
	await goto(address);
	const target = document.createElement('div');
	target.id = 'app';
	document.body.append(target);
	const app = mount(App, {
		target,
		props: { session: { vault, vaultFile: new VaultFileState(vault.handle, undefined) } }
	});
	const stopFollowing = followLinks();
	onTestFinished(async () => {
		stopFollowing();
		await unmount(app);
		target.remove();
	});
	return vault.handle;
}

/** @returns the rows of a new vault, in which `fill` has done something */
async function rowsOf(
	fill: (handle: Handle) => Promise<unknown>,
	now?: () => number,
	alter?: (rows: VaultSnapshot) => unknown
): Promise<VaultSnapshot> {
	const store = createMemoryStore();
	const { handle } = createEngine(store, undefined, now);
	await handle('CreateVault', {
		VaultName: 'Test vault',
		Passphrase: passphraseBytes(passphrase)
	});
	await fill(handle);
	const rows = await store.readSnapshot();
	if (!rows) throw new Error('there is no vault');
	await alter?.(rows);
	return rows;
}
