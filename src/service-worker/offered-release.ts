import { toHex } from '#lib/domain/bytes.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import { workerName, type OfferedRelease } from '#lib/service/offline-protocol.ts';
import { IncompleteRelease, download } from './offline-copy.ts';

/** Far more than a release has. */
const mostFiles = 1000;

/**
 * Asks the place that this release came from which one it offers now.
 *
 * @throws IncompleteRelease
 */
export async function fetchOfferedRelease(scope: string): Promise<OfferedRelease> {
	const sums = await download(new URL('SHA256SUMS', scope).href);
	const about = await download(new URL('release.json', scope).href);
	const files = parseSums(new TextDecoder().decode(sums));
	const worker = Object.keys(files).find((path) => workerName.test(path));
	if (!worker) throw new IncompleteRelease('INCOMPLETE');
	if (toHex(await sha256(about)) !== files['release.json']) throw new IncompleteRelease('DIFFERS');
	return { ...parseAbout(about), buildId: toHex(await sha256(sums)), worker, files };
}

/**
 * @param text - as `sha256sum` writes it: hash, two spaces, path
 * @throws IncompleteRelease for anything else
 */
export function parseSums(text: string): Record<string, string> {
	const lines = text.trimEnd().split('\n');
	if (lines.length > mostFiles) throw new IncompleteRelease('INCOMPLETE');
	return Object.fromEntries(
		lines.map((line) => {
			// Paths stay in the folder.
			const [, hash, path] =
				/^([0-9a-f]{64}) {2}((?:[\w-][\w.-]*\/)*[\w-][\w.-]*)$/.exec(line) ?? [];
			if (hash === undefined || path === undefined) throw new IncompleteRelease('INCOMPLETE');
			return [path, hash];
		})
	);
}

function parseAbout(bytes: Uint8Array): Pick<OfferedRelease, 'version' | 'changes'> {
	try {
		const about = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
		const { version, changes } = about;
		if (typeof version === 'string' && Array.isArray(changes))
			return { version, changes: changes.map(String) };
	} catch {
		// said below
	}
	throw new IncompleteRelease('INCOMPLETE');
}
