import { findChromium } from '../../scripts/chromium.mjs';

const executablePath = findChromium();

/** How Playwright and Vitest launch the browser: nothing in it calls home by itself. */
export const chromium = {
	...(executablePath !== undefined && { executablePath }),
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync',
		'--lang=en-US'
	]
};
