import { browserArguments, findChromium, findHeadlessShell } from '../../scripts/chromium.mjs';

const executablePath = findChromium();
const shellPath = findHeadlessShell() ?? executablePath;

/** How Playwright launches the whole browser. */
export const chromium = {
	...(executablePath !== undefined && { executablePath }),
	args: browserArguments
};

/** The same engine without what a window needs, where it is installed: enough for most tests, at half the cost. */
export const headlessShell = {
	...(shellPath !== undefined && { executablePath: shellPath }),
	args: browserArguments
};
