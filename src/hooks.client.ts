import { lookAhead } from '#lib/ui/engine/vault-choice.svelte.ts';
import { edition } from '#lib/ui/platform/edition.ts';
import { locale } from '#lib/ui/words/locale.svelte.ts';
import { missingFiles } from '#lib/ui/offline/missing-files.svelte.ts';

/** Kit calls it before anything is shown. */
export function init(): Promise<void> {
	if (edition.vaultIsKeptIn === 'BROWSER') lookAhead();
	return locale.begin();
}

/** No screen has a `load` that can fail, so this error means that kit could not load the screen's own files. */
export function handleError({ status }: { status: number }): void {
	if (status >= 500) missingFiles.notice();
}
