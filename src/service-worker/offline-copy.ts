import { toHex } from '#lib/domain/bytes.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import {
	cacheName,
	cachePrefix,
	releaseAddress,
	type UpdateFailure
} from '#lib/service/offline/offline-protocol.ts';
import { headersFor } from './headers.ts';

/** Why the files of a release could not all be had. */
export class IncompleteRelease extends Error {
	readonly failure: UpdateFailure;

	constructor(failure: UpdateFailure) {
		super(`the release could not be fetched: ${failure}`);
		this.failure = failure;
	}
}

/** The files of one release, kept in a cache of their own. What is in it has the hash that the release names. */
export class OfflineCopy {
	readonly #scope: string;
	readonly #releaseId: string;

	/** @param scope - the address of the folder that the release lies in */
	constructor(scope: string, releaseId: string) {
		this.#scope = scope;
		this.#releaseId = releaseId;
	}

	/**
	 * Fetches what is not there yet, and checks every file, those that are there too.
	 *
	 * @param files - SHA-256 in hex by path
	 * @param onProgress - hears the number of files that are there
	 * @throws IncompleteRelease
	 */
	async complete(
		files: Readonly<Record<string, string>>,
		onProgress: (done: number) => void
	): Promise<void> {
		let done = 0;
		for (const [path, hash] of Object.entries(files)) {
			if (!(await this.get(path, hash))) await this.add(path, hash);
			onProgress(++done);
		}
	}

	/**
	 * Fetches one file from the network.
	 *
	 * @param hash - left out for the worker's own script, which can't know its hash
	 * @throws IncompleteRelease
	 */
	async add(path: string, hash?: string): Promise<void> {
		// Some hosts answer to the folder only, and send whoever asks for its index.html there.
		const bytes = await download(path === 'index.html' ? this.#scope : this.#address(path));
		if (hash !== undefined && toHex(await sha256(bytes)) !== hash)
			throw new IncompleteRelease('DIFFERS');
		const cache = await this.#open();
		await cache.put(this.#address(path), new Response(bytes, { headers: headersFor(path) }));
	}

	/**
	 * @param hash - left out for the worker's own script
	 * @returns undefined for a file that is not there, or is no longer what it was
	 */
	async get(path: string, hash?: string): Promise<Response | undefined> {
		const cache = await this.#open();
		const kept = await cache.match(this.#address(path));
		if (!kept || hash === undefined) return kept;
		const bytes = new Uint8Array(await kept.arrayBuffer());
		if (toHex(await sha256(bytes)) !== hash) return undefined;
		return new Response(bytes, { headers: kept.headers });
	}

	async delete(): Promise<void> {
		await caches.delete(cacheName(this.#scope, this.#releaseId));
	}

	/** Deletes the copies of other releases in this folder, and nobody else's caches. */
	async deleteOthers(): Promise<void> {
		for (const name of await caches.keys()) {
			const isCopy = name.startsWith(cachePrefix(this.#scope));
			if (isCopy && name !== cacheName(this.#scope, this.#releaseId)) await caches.delete(name);
		}
	}

	#open(): Promise<Cache> {
		return caches.open(cacheName(this.#scope, this.#releaseId));
	}

	#address(path: string): string {
		return releaseAddress(this.#scope, path);
	}
}

/**
 * Fetches one file past every cache.
 *
 * @throws IncompleteRelease
 */
export async function download(address: string): Promise<Uint8Array<ArrayBuffer>> {
	let response: Response;
	try {
		response = await fetch(address, { cache: 'no-store', redirect: 'error' });
	} catch {
		throw new IncompleteRelease('UNREACHABLE');
	}
	if (!response.ok) throw new IncompleteRelease('INCOMPLETE');
	try {
		return new Uint8Array(await response.arrayBuffer());
	} catch {
		throw new IncompleteRelease('UNREACHABLE');
	}
}
