/** Which names the members of an archive may have, so that it can be unpacked anywhere, and nowhere but there. */
import { utf8 } from '../bytes.ts';
import { KmsError, type ArchiveFault } from '../errors.ts';

/** Of an archive that Airlock makes or unpacks. */
export const archiveLimits = {
	mostMembers: 100_000,
	/** bytes of UTF-8 */
	longestPath: 1024,
	/** bytes of UTF-8 in one part of a path, as most file systems have it */
	longestName: 255
};

/** What a name may not be, on Windows, whatever follows a dot. */
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** Controls, what separates paths or means something to Windows, and what doesn't show but for the joiners of emoji. */
const unsafeCharacter = /[\p{Cc}\p{Zl}\p{Zp}\\"*/:<>?|]|(?![\u200c\u200d])\p{Cf}/u;

function isSafe(name: string): boolean {
	return (
		name.isWellFormed() &&
		utf8(name).length <= archiveLimits.longestName &&
		!unsafeCharacter.test(name) &&
		!deviceName.test(name) &&
		!/^\s|[\s.]$/.test(name) // with . and .. also what Windows takes for another name
	);
}

/** Many file systems don't tell `A` from `a`, or one way to write `é` from the other. */
export const alike = (name: string): string => name.normalize('NFC').toLowerCase();

const shownCharacters = 200;

/** @returns the refusal of one member; the end of a path tells more than its beginning */
export function refuseMember(
	reason: Extract<ArchiveFault, { member: string }>['reason'],
	path: string
): KmsError {
	return new KmsError('InvalidArchive', { reason, member: path.slice(-shownCharacters) });
}

/** The members of one archive, each at a place of its own. */
export class MemberNames {
	/** by what file systems take for the same: how it is written, and what it is */
	readonly #seen = new Map<string, { path: string; kind: 'FILE' | 'FOLDER' }>();
	#count = 0;

	/**
	 * @param path - parts with slashes between them; `./` before it and a slash after it mean nothing
	 * @returns its parts; none for the folder that the archive was made in
	 * @throws {@link KmsError} `InvalidArchive`: a path that leads elsewhere or has a name that some system can't have, two
	 * members in one place, or too many
	 */
	add(path: string, kind: 'FILE' | 'FOLDER'): readonly string[] {
		const limit = archiveLimits.mostMembers;
		if (++this.#count > limit) throw new KmsError('InvalidArchive', { reason: 'TOO_MANY', limit });
		if (path.startsWith('/') || utf8(path).length > archiveLimits.longestPath)
			throw refuseMember('UNSAFE_NAME', path);
		const parts = path.split('/').filter((part) => part !== '' && part !== '.');
		if (!parts.every(isSafe) || (kind === 'FILE' && (parts.length === 0 || path.endsWith('/'))))
			throw refuseMember('UNSAFE_NAME', path);
		for (let depth = 1; depth < parts.length; depth++)
			this.#claim(parts.slice(0, depth).join('/'), 'FOLDER', path);
		if (parts.length > 0) this.#claim(parts.join('/'), kind, path);
		return parts;
	}

	#claim(place: string, kind: 'FILE' | 'FOLDER', member: string): void {
		const known = this.#seen.get(alike(place));
		const isSameFolder = known?.path === place && known.kind === 'FOLDER' && kind === 'FOLDER';
		if (known && !isSameFolder) throw refuseMember('TWICE', member);
		this.#seen.set(alike(place), { path: place, kind });
	}
}
