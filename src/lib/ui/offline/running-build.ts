import { buildIdOf, sha256OfFile, type HashedFile } from '#lib/service/offline/build-id.ts';
import { cacheName } from '#lib/service/offline/offline-protocol.ts';
import { folder } from '../platform/script-url.ts';
import { releaseId } from './registration.ts';

export interface RunningBuild {
	buildId: string;
	/** by path */
	files: HashedFile[];
}

/** @returns the files of the offline copy, which are really running, hashed now */
export async function hashRunningBuild(): Promise<RunningBuild> {
	const cache = await caches.open(cacheName(folder(), releaseId()));
	const files = await Promise.all(
		(await cache.keys()).map(async (request) => {
			const response = await cache.match(request);
			const bytes = new Uint8Array((await response?.arrayBuffer()) ?? new ArrayBuffer(0));
			return { path: request.url.slice(folder().length), sha256: await sha256OfFile(bytes) };
		})
	);
	files.sort((a, b) => (a.path < b.path ? -1 : 1));
	return { buildId: await buildIdOf(files), files };
}
