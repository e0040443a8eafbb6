import { afterEach, expect, test, vi } from 'vitest';
import { page } from 'vitest/browser';
import encodeQR from 'qr';
import { chooseFiles } from '../../../support/screens/choose-files.ts';
import {
	button,
	importBefore,
	material,
	newExternalKey,
	newParameters
} from '../../../support/screens/import-screen.ts';
import { openScreen } from '../../../support/screens/open-screen.ts';
import { goto } from '../../../support/screens/router.svelte.ts';
import { shareTexts } from '../../../support/share-texts.ts';

// The QR codes of recovery sheets, read with the camera and from pictures.

const [one, two] = await shareTexts(material, 2, 3);
const main = page.getByRole('main');
const says = (text: string) => expect.element(main).toHaveTextContent(text);

afterEach(() => {
	vi.restoreAllMocks();
});

/** A picture of a sheet: a code as on a table, not straight and not filling it. */
function draw(canvas: HTMLCanvasElement, text: string): void {
	const modules = encodeQR(text.replaceAll('\n', ' '), 'raw', { ecc: 'medium', border: 4 });
	[canvas.width, canvas.height] = [800, 600];
	const context = canvas.getContext('2d');
	if (!context) throw new Error('no canvas');
	context.fillStyle = '#c8c0b0';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.translate(220, 60);
	context.rotate(0.1);
	const step = 440 / modules.length;
	modules.forEach((row, y) =>
		row.forEach((dark, x) => {
			context.fillStyle = dark ? '#202020' : '#f0f0e8';
			context.fillRect(x * step, y * step, step + 1, step + 1);
		})
	);
}

async function pictureOf(text: string): Promise<File> {
	const canvas = document.createElement('canvas');
	draw(canvas, text);
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
	if (!blob) throw new Error('no picture');
	return new File([blob], 'photo.jpg', { type: 'image/jpeg' });
}

const choosePictures = (...files: File[]) =>
	chooseFiles(main.element(), files, 'input[accept="image/*"]');

async function openTyped(): Promise<void> {
	let keyId = '';
	await openScreen('#/', {
		vault: async (handle) => {
			keyId = await newExternalKey(handle, 'billing');
			await importBefore(handle, keyId);
			await newParameters(handle, keyId, 'IN_AIRLOCK');
		}
	});
	await goto(`#/keys/${keyId}/recovery`);
	await page.getByRole('radio', { name: /^On paper/ }).click();
	await expect.element(button('Choose pictures')).toBeVisible();
}

test('pictures of the sheets give their text, which then opens the copy', async () => {
	await openTyped();
	choosePictures(await pictureOf(one), await pictureOf(two));
	await says('Share 1 of 3');
	await says('These are enough.');
	await button('Test the copy').click();
	await says('This copy works.');
});

test('of a picture it says what is wrong with it', async () => {
	await openTyped();
	choosePictures(new File(['no picture'], 'photo.heic'));
	await says('The browser can’t open this picture.');
	const empty = document.createElement('canvas');
	const blob = await new Promise<Blob | null>((resolve) => empty.toBlob(resolve));
	choosePictures(new File([blob ?? ''], 'empty.png', { type: 'image/png' }));
	await says('There is no QR code in the picture that can be read.');
	choosePictures(await pictureOf('https://example.org/'));
	await says('This QR code is no share, no recovery sheet and no key material.');
	await expect.element(page.getByLabelText('What the paper says')).toHaveValue('');
});

test('the camera reads one sheet after the other, each once, and is let go when they are enough', async () => {
	const sheet = document.createElement('canvas');
	draw(sheet, one);
	const stream = sheet.captureStream(20);
	vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(stream);
	await openTyped();
	await button('Scan with the camera').click();
	await expect.element(page.getByLabelText('Picture of the camera')).toBeVisible();
	const show = (text: string) => {
		draw(sheet, text);
		return true;
	};
	await expect.poll(() => show(one) && main.element().textContent).toContain('Share 1 of 3');
	await expect
		.poll(() => show(one) && main.element().textContent)
		.toContain('1 more share is needed');
	await expect.poll(() => show(two) && main.element().textContent).toContain('These are enough.');
	const field = page.getByLabelText('What the paper says').element() as HTMLTextAreaElement;
	expect(field.value).toBe([one, two].map((text) => text.replaceAll('\n', ' ')).join('\n'));
	await goto('#/keys');
	await expect
		.poll(() => stream.getTracks().map(({ readyState }) => readyState))
		.toEqual(['ended']);
});

test('the camera is let go when the page can’t be seen any more, and keeps no picture', async () => {
	const stream = document.createElement('canvas').captureStream(20);
	vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockResolvedValue(stream);
	await openTyped();
	await button('Scan with the camera').click();
	const picture = page.getByLabelText('Picture of the camera');
	await expect.element(picture).toBeVisible();
	const video = picture.element() as HTMLVideoElement;
	vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
	document.dispatchEvent(new Event('visibilitychange'));
	await expect.element(button('Scan with the camera')).toBeVisible();
	expect(stream.getTracks().map(({ readyState }) => readyState)).toEqual(['ended']);
	expect(video.srcObject).toBeNull();
});

test.each([
	['NotAllowedError', 'The browser doesn’t let Airlock use the camera.'],
	['NotFoundError', 'The browser finds no camera.'],
	['NotReadableError', 'The camera gives no picture.']
])('a camera that fails with %s is told by what to do', async (name, words) => {
	vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('', name));
	await openTyped();
	await button('Scan with the camera').click();
	await says(words);
	await expect.element(button('Scan with the camera')).toBeVisible();
});
