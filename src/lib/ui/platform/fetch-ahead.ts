import { preloadCode } from '$app/navigation';
import { locale } from '../words/locale.svelte.ts';
import { languages } from '#lib/domain/language.ts';
import { loadTexts, parts } from '../messages/texts.ts';
import { lateParts } from '../shell/late-parts.ts';
import { whenIdle } from './when-idle.ts';

/** A screen of each file that screens are in (scripts/chunks.ts). */
const screens = [
	...['/setup', '/keys', '/keys/id/import/files', '/crypto/encrypt', '/wrap', '/activity'],
	...['/settings', '/vault-file/open', '/learn', '/about']
];

/** Whether the user has told the browser to save data (`Save-Data`). Only Chromium says so. */
function savesData(): boolean {
	const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
	return connection?.saveData === true;
}

/**
 * Fetches what the screen that is shown did without, one after the other, while nothing else is to be done: then
 * nothing is missing when the network goes away. What can't be had now is asked for again when it is needed. Where the
 * user saves data, nothing is fetched before it is needed.
 */
export async function fetchAhead(): Promise<void> {
	if (savesData()) return;
	const rest = [
		() => locale.complete(),
		() => lateParts.overview(), // the late parts are in one file
		() => lateParts.copyScan(), // but for this one
		...screens.map((path) => () => preloadCode(`${location.pathname}#${path}`)),
		...languages.flatMap((language) => parts.map((part) => () => loadTexts(language, part)))
	];
	for (const fetch of rest) {
		await whenIdle();
		await fetch().catch(() => undefined);
	}
}
