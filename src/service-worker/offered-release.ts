import { toHex } from '#lib/domain/bytes.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import {
	isReleasePath,
	isSoundRelease,
	releaseAddress,
	workerName,
	type OfferedRelease
} from '#lib/service/offline/offline-protocol.ts';
import { IncompleteRelease, download } from './offline-copy.ts';

/** Far more than a release has. */
const mostFiles = 1000;

/**
 * Asks the place that this release came from which one it offers now.
 *
 * @throws IncompleteRelease
 */
export async function fetchOfferedRelease(scope: string): Promise<OfferedRelease> {
	const sums = await download(releaseAddress(scope, 'SHA256SUMS'));
	const about = await download(releaseAddress(scope, 'release.json'));
	const files = parseSums(new TextDecoder().decode(sums));
	const [worker, another] = Object.keys(files).filter((path) => workerName.test(path));
	if (!worker || another) throw new IncompleteRelease('INCOMPLETE');
	if (toHex(await sha256(about)) !== files['release.json']) throw new IncompleteRelease('DIFFERS');
	const offered = { ...parseAbout(about), buildId: toHex(await sha256(sums)), worker, files };
	if (!isSoundRelease(offered)) throw new IncompleteRelease('INCOMPLETE');
	return offered;
}

/**
 * @param text - as `sha256sum` writes it: hash, two spaces, path
 * @throws IncompleteRelease for anything else
 */
function parseSums(text: string): Record<string, string> {
	const lines = text.trimEnd().split('\n');
	if (lines.length > mostFiles) throw new IncompleteRelease('INCOMPLETE');
	const files = Object.fromEntries(
		lines.map((line) => {
			const [, hash, path] = /^([0-9a-f]{64}) {2}(\S+)$/.exec(line) ?? [];
			if (hash === undefined || path === undefined || !isReleasePath(path))
				throw new IncompleteRelease('INCOMPLETE');
			return [path, hash];
		})
	);
	if (Object.keys(files).length < lines.length) throw new IncompleteRelease('INCOMPLETE');
	return files;
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
