/**
 * Headers that a static host may not send, for every file that the service worker serves. What a page's `<meta>`
 * says holds without them.
 *
 * `Connection-Allowlist` closes what a content security policy leaves open, WebRTC and navigation to elsewhere, where
 * the browser knows it. No other window or frame can reach the page. The page may ask for a camera, to read the QR codes
 * of sheets, and for no other device.
 */
const added: Readonly<Record<string, string>> = {
	'Connection-Allowlist': '(response-origin)',
	'Content-Security-Policy': "frame-ancestors 'none'",
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Resource-Policy': 'same-origin',
	'Permissions-Policy': [
		...['accelerometer', 'autoplay', 'browsing-topics', 'display-capture'],
		...['geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer'],
		...['microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'usb'],
		...['xr-spatial-tracking']
	]
		.map((feature) => `${feature}=()`)
		.concat('camera=(self)')
		.join(', '),
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff'
};

const types: Readonly<Record<string, string>> = {
	css: 'text/css; charset=utf-8',
	html: 'text/html; charset=utf-8',
	js: 'text/javascript; charset=utf-8',
	json: 'application/json',
	png: 'image/png',
	svg: 'image/svg+xml',
	webmanifest: 'application/manifest+json'
};

/** @returns all headers for one file of a release: none of the host's, whatever it sent */
export function headersFor(path: string): Record<string, string> {
	const type = types[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
	return { ...added, 'Content-Type': type };
}

/**
 * A page with this header asks for the texts of its first screen at once, and not only when its script has run.
 *
 * @param page - as it is kept
 * @param texts - their address
 */
export function withTexts(page: Response, texts: string): Response {
	return withHeader(page, 'Link', `<${texts}>; rel=modulepreload`);
}

/**
 * A page with this header is isolated (HTML, "cross-origin isolation"), so a browser with a process for each site has it in another process
 * than a page without. A page that goes from the one to the other leaves its memory behind.
 *
 * @param page - as it is kept
 * @returns the same page, for a process apart
 */
export function apart(page: Response): Response {
	return withHeader(page, 'Cross-Origin-Embedder-Policy', 'require-corp');
}

function withHeader(page: Response, name: string, value: string): Response {
	const headers = new Headers(page.headers);
	headers.set(name, value);
	return new Response(page.body, { status: page.status, headers });
}
