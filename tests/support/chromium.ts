import { browserArguments, findChromium } from '../../scripts/chromium.mjs';

const executablePath = findChromium();

/** How Playwright and Vitest launch the browser. */
export const chromium = {
	...(executablePath !== undefined && { executablePath }),
	args: browserArguments
};
