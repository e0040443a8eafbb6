import { expect, test } from 'vitest';
import { installSteps } from '#lib/ui/offline/install.svelte.ts';

const names = {
	chromium:
		'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
	chromeOnMac:
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
	firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
	firefoxOnMac:
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0',
	firefoxOnAndroid: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
	safari:
		'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15',
	iPhone:
		'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1'
};

test.each([
	['chromium', true, 0, 'BROWSER_MENU'],
	['chromeOnMac', true, 0, 'BROWSER_MENU'],
	['firefoxOnAndroid', false, 5, 'BROWSER_MENU'],
	['safari', false, 0, 'ADD_TO_DOCK'],
	['safari', false, 5, 'ADD_TO_HOME_SCREEN'], // an iPad
	['iPhone', false, 5, 'ADD_TO_HOME_SCREEN'],
	['firefox', false, 0, 'IMPOSSIBLE'],
	['firefoxOnMac', false, 0, 'IMPOSSIBLE']
] as const)(
	'%s, with a prompt: %s, %i touch points: %s',
	(name, hasPrompt, maxTouchPoints, steps) => {
		expect(installSteps({ userAgent: names[name], hasPrompt, maxTouchPoints })).toBe(steps);
	}
);
