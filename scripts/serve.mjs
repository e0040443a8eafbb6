import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './toolchain.mjs';

const defaultPort = 4173;
const buildFolder = join(root, 'build');

/** @type {Record<string, string>} */
const types = {
	'.css': 'text/css; charset=utf-8',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.woff2': 'font/woff2'
};

/**
 * A service worker's bytes never change at its address: the less often the browser asks, the less often anybody could
 * give others.
 *
 * @param {string} [path]
 */
const cacheControl = (path = '') =>
	/service-worker\.[0-9a-f]{16}\.js$/.test(path) ? 'max-age=31536000, immutable' : 'no-cache';

/**
 * Serves a folder as any static host would: no header of its policy, which the page brings itself.
 * Only this machine can reach it.
 *
 * @param {{ folder?: string, port?: number, onrequest?: (target: string) => void }} [options] - port 0 takes any free one
 * @returns {Promise<{ url: string, close: () => Promise<void> }>} rejects with EADDRINUSE
 */
export async function serve({ folder = buildFolder, port = defaultPort, onrequest } = {}) {
	const server = createServer(async (request, response) => {
		onrequest?.(request.url ?? '');
		const { status, path } = await find(folder, request.method, request.url);
		const type = path && (types[extname(path)] ?? 'application/octet-stream');
		response.writeHead(status, {
			'Cache-Control': cacheControl(path),
			'Content-Type': type ?? 'text/plain; charset=utf-8',
			'X-Content-Type-Options': 'nosniff'
		});
		if (path === undefined) return response.end(`${status}\n`);
		if (request.method === 'HEAD') return response.end();
		const file = createReadStream(path).on('error', () => response.destroy());
		return file.pipe(response);
	});
	await new Promise((resolve, reject) => {
		server.once('error', reject).listen(port, 'localhost', () => resolve(undefined));
	});
	const address = server.address();
	return {
		url: `http://localhost:${typeof address === 'object' ? address?.port : port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}

/**
 * @param {string} folder
 * @param {string} [method]
 * @param {string} [target] - the request target, percent-encoded
 * @returns {Promise<{ status: number, path?: string }>} a path only of a file inside the folder
 */
async function find(folder, method, target = '/') {
	if (method !== 'GET' && method !== 'HEAD') return { status: 405 };
	let name;
	try {
		name = decodeURIComponent(target.split(/[?#]/, 1)[0] ?? '');
	} catch {
		return { status: 400 };
	}
	if (!name.startsWith('/') || name.includes('\0')) return { status: 400 };
	const path = join(folder, name.endsWith('/') ? `${name}index.html` : name);
	if (!path.startsWith(folder + sep)) return { status: 404 };
	const file = await stat(path).catch(() => undefined);
	return file?.isFile() ? { status: 200, path } : { status: 404 };
}

/** Serves the built site on PORT and prints its address. */
export async function serveAndSay() {
	const port = Number(process.env['PORT'] || defaultPort);
	try {
		const { url } = await serve({ port });
		console.log(`Airlock is at ${url}`);
	} catch (error) {
		const inUse = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
		if (!inUse) throw error;
		const advice = `Port ${port} is in use; choose another: PORT=${port + 1} npm start`;
		throw new Error(advice, { cause: error });
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
	serveAndSay().catch(say);
}
