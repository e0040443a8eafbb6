import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
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

const ground = Buffer.from(/fill="#(\w{6})"/.exec(svg)?.[1] ?? '', 'hex');

// The steps are those from one colour to another at an edge. The largest icon is shown smaller than it is, which makes
// its edges smooth again. Where a larger one without a ground is wanted, the manifest has the drawing itself.
const icons = [
	{ name: 'icon-192.png', pixels: 192, steps: 3, drawing: svg },
	{ name: 'icon-maskable-512.png', pixels: 512, steps: 2, drawing: square } // for iOS too
];

const executablePath = findChromium();
if (executablePath === undefined) throw new Error('No Chromium or Chrome found.');
const browser = await chromium.launch({ executablePath, args: browserArguments });
try {
	const page = await browser.newPage();
	for (const { name, pixels, steps, drawing } of icons) {
		const rgba = await page.evaluate(draw, { pixels, drawing });
		writeFileSync(join(folder, name), palettePng(pixels, steps, rgba));
	}
} finally {
	await browser.close();
}

/**
 * Runs in a page.
 *
 * @param {{ pixels: number, drawing: string }} icon
 * @returns {Promise<number[]>} four bytes for each pixel, row by row
 */
async function draw({ pixels, drawing }) {
	const image = new Image(pixels, pixels);
	image.src = `data:image/svg+xml,${encodeURIComponent(drawing)}`;
	await image.decode();
	const context = new OffscreenCanvas(pixels, pixels).getContext('2d');
	if (!context) throw new Error('no canvas');
	context.drawImage(image, 0, 0, pixels, pixels);
	return [...context.getImageData(0, 0, pixels, pixels).data];
}

/**
 * The drawing is white on one colour, so each pixel is a mixture of the two, more or less transparent. In few
 * steps an icon takes a fifth of the bytes.
 *
 * @param {number} pixels - of each side
 * @param {number} steps - from one colour to the other, and from transparent to opaque
 * @param {number[]} rgba - four bytes for each pixel, row by row
 * @returns {Buffer} the icon as a PNG with a palette
 */
function palettePng(pixels, steps, rgba) {
	const [red = 0, green = 0, blue = 0] = ground;
	const rows = Buffer.alloc(pixels * (pixels + 1)); // before each row stands its filter: none
	/** @type {number[]} */
	const palette = [];
	for (let index = 0; index < pixels * pixels; index++) {
		const [redHere = 0, , , alpha = 0] = rgba.slice(index * 4, index * 4 + 4);
		const white = alpha === 0 ? 0 : Math.max(0, (redHere - red) / (255 - red));
		const shade = Math.round(white * steps) * (steps + 1) + Math.round((alpha / 255) * steps);
		if (!palette.includes(shade)) palette.push(shade);
		rows[index + Math.floor(index / pixels) + 1] = palette.indexOf(shade);
	}
	const colours = palette.flatMap((shade) =>
		[red, green, blue].map((part) =>
			Math.round(part + ((255 - part) * Math.floor(shade / (steps + 1))) / steps)
		)
	);
	const opacities = palette.map((shade) => ((shade % (steps + 1)) / steps) * 255);
	const size = Buffer.alloc(8);
	size.writeUInt32BE(pixels, 0);
	size.writeUInt32BE(pixels, 4);
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunk('IHDR', Buffer.from([...size, 8, 3, 0, 0, 0])), // 8 bits for each pixel, a palette
		chunk('PLTE', Buffer.from(colours)),
		chunk('tRNS', Buffer.from(opacities)),
		chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
		chunk('IEND', Buffer.alloc(0))
	]);
}

/** @param {string} type @param {Buffer} data */
function chunk(type, data) {
	const named = Buffer.concat([Buffer.from(type), data]);
	const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	sum.writeUInt32BE(crc32(named));
	return Buffer.concat([length, named, sum]);
}
