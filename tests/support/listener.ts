import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server beside the site: what reaches it has left the page. */
export interface Listener {
	/** by every name that this computer has for a browser: other hosts than the site's, or only another port */
	urls: string[];
	/** `GET /path`, in the order in which they came */
	requests: string[];
	close: () => void;
}

const names = ['localhost', '127.0.0.1', 'elsewhere.localhost'];

export async function startListener(): Promise<Listener> {
	const requests: string[] = [];
	const server = createServer((request, response) => {
		requests.push(`${request.method} ${request.url}`);
		response.writeHead(200, { 'Access-Control-Allow-Origin': '*' }).end('x');
	});
	// Where `localhost` is IPv6 too, browsers go on to this one.
	await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
	const { port } = server.address() as AddressInfo;
	return {
		urls: names.map((name) => `http://${name}:${port}`),
		requests,
		close: () => {
			server.closeAllConnections();
			server.close();
		}
	};
}

/** Runs in a page: asks for `/control` by every name. */
export async function askByEveryName(urls: readonly string[]): Promise<void> {
	await Promise.allSettled(urls.map((url) => fetch(`${url}/control`, { mode: 'no-cors' })));
}
