import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { browserArguments, findChromium } from './chromium.mjs';
import { root } from './toolchain.mjs';

// `node scripts/icons.mjs`: renders static/icon.svg as the PNG icons that installing asks for.

const folder = join(root, 'static');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
// Systems cut these to a shape of their own, so the ground has to reach into the corners. The drawing keeps within
// the middle 80 percent as it is, which no shape cuts.
const square = svg.replace(' rx="14"', '');
if (square === svg) throw new Error('The ground of static/icon.svg is drawn in another way now.');

const icons = [
	{ name: 'icon-192.png', pixels: 192, drawing: svg },
	{ name: 'icon-512.png', pixels: 512, drawing: svg },
	{ name: 'icon-maskable-512.png', pixels: 512, drawing: square },
	{ name: 'apple-touch-icon.png', pixels: 180, drawing: square }
];

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium or Chrome found.');
const browser = await chromium.launch({ executablePath, args: browserArguments });
try {
	for (const { name, pixels, drawing } of icons) {
		const page = await browser.newPage({ viewport: { width: pixels, height: pixels } });
		await page.setContent(
			`<style>body { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${drawing}`
		);
		await page.screenshot({ path: join(folder, name), omitBackground: true });
		await page.close();
	}
} finally {
	await browser.close();
}
