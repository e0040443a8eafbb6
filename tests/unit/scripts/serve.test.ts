import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve } from '../../../scripts/serve.mjs';

const parent = mkdtempSync(join(tmpdir(), 'airlock-serve-'));
const folder = join(parent, 'build');
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
	mkdirSync(join(folder, 'sub'), { recursive: true });
	mkdirSync(`${folder}-secret`);
	for (const [name, text] of [
		['build/index.html', '<p>home'],
		['build/sub/index.html', '<p>sub'],
		['build/app.js', 'start()'],
		['build/icon.svg', '<svg/>'],
		['build/manifest.webmanifest', '{}'],
		['build/with space.txt', 'spaced'],
		['build/data.unknown', '?'],
		['secret.txt', 'secret'],
		['build-secret/secret.txt', 'secret']
	] as const) {
		writeFileSync(join(parent, name), text);
	}
	server = await serve({ folder, port: 0 });
});

afterAll(async () => {
	await server.close();
	rmSync(parent, { recursive: true });
});

/** Sends the path exactly as it is: fetch would tidy it up first. */
async function get(path: string, method = 'GET') {
	return new Promise<{ status: number | undefined; type: string | undefined; body: string }>(
		(resolve, reject) => {
			const { port } = new URL(server.url);
			request({ host: 'localhost', port, path, method }, (response) => {
				let body = '';
				response.setEncoding('utf8');
				response.on('data', (text: string) => (body += text));
				response.on('end', () => {
					resolve({ status: response.statusCode, type: response.headers['content-type'], body });
				});
			})
				.on('error', reject)
				.end();
		}
	);
}

test.each([
	['/', 'text/html; charset=utf-8', '<p>home'],
	['/?x=1', 'text/html; charset=utf-8', '<p>home'],
	['/sub/', 'text/html; charset=utf-8', '<p>sub'],
	['/app.js', 'text/javascript; charset=utf-8', 'start()'],
	['/icon.svg', 'image/svg+xml', '<svg/>'],
	['/manifest.webmanifest', 'application/manifest+json; charset=utf-8', '{}'],
	['/with%20space.txt', 'text/plain; charset=utf-8', 'spaced'],
	['/data.unknown', 'application/octet-stream', '?'],
	['/sub/../app.js', 'text/javascript; charset=utf-8', 'start()']
])('serves %s as %s', async (path, type, body) => {
	expect(await get(path)).toEqual({ status: 200, type, body });
});

test.each([
	'/../secret.txt',
	'/sub/../../secret.txt',
	'/%2e%2e/secret.txt',
	'/..%2fsecret.txt',
	'/%2e%2e%2fsecret.txt',
	'/..\\secret.txt',
	'/../build-secret/secret.txt',
	'//../secret.txt'
])('does not leave its folder for %s', async (path) => {
	expect(await get(path)).toMatchObject({ status: 404, body: '404\n' });
});

test.each(['/missing.js', '/sub', '/app.js/', '/index.html/x'])(
	'answers 404 to %s, never with the start page',
	async (path) => expect(await get(path)).toMatchObject({ status: 404, body: '404\n' })
);

test.each(['/%', '/app.js%00', '/%ff', 'http://elsewhere/app.js'])(
	'answers 400 to the malformed target %s',
	async (path) => expect(await get(path)).toMatchObject({ status: 400 })
);

test('answers HEAD without a body and refuses to be written to', async () => {
	expect(await get('/app.js', 'HEAD')).toMatchObject({ status: 200, body: '' });
	expect(await get('/app.js', 'POST')).toMatchObject({ status: 405 });
});

test('lets nothing be cached unasked', async () => {
	const response = await fetch(`${server.url}/app.js`);
	expect(response.headers.get('cache-control')).toBe('no-cache');
});

test('rejects with EADDRINUSE when its port is taken', async () => {
	const port = Number(new URL(server.url).port);
	await expect(serve({ folder, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('frees its port when closed, even while a client holds a connection', async () => {
	const first = await serve({ folder, port: 0 });
	await fetch(first.url); // kept alive by the client
	await first.close();
	const second = await serve({ folder, port: Number(new URL(first.url).port) });
	await second.close();
	expect(second.url).toBe(first.url);
});
