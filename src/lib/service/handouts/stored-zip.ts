import { concat, concatAll, u16, u32, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { crc32 } from '#lib/domain/crc32.ts';

/** Numbers in a zip have their last byte first. */
const le16 = (value: number) => u16(value).reverse();
const le32 = (value: number) => u32(value).reverse();

const version = le16(10);
/** Names are UTF-8. */
const flags = le16(0x0800);
const stored = le16(0);
/**
 * Midnight, and the first day that the format knows. It knows local times only: one fixed date keeps this computer's time
 * zone out of it.
 */
const time = concat(le16(0), le16(0x0021));

/**
 * A zip of these files by their names, not compressed: of the same files the same bytes each time (PKWARE's APPNOTE
 * 6.3, §4.3.7, §4.3.12, §4.3.16).
 */
export function storedZip(files: Readonly<Record<string, Bytes>>): Bytes {
	const members: Bytes[] = [];
	const directory: Bytes[] = [];
	let offset = 0;
	for (const [name, bytes] of Object.entries(files)) {
		const nameBytes = utf8(name);
		const size = le32(bytes.length);
		// Both headers have this; no extra field follows the name.
		const about = concat(
			...[version, flags, stored, time, le32(crc32(bytes)), size, size],
			...[le16(nameBytes.length), le16(0)]
		);
		const member = concat(le32(0x04034b50), about, nameBytes, bytes);
		// No comment, the first disk, no attributes.
		directory.push(
			concat(le32(0x02014b50), version, about, new Uint8Array(10), le32(offset), nameBytes)
		);
		members.push(member);
		offset += member.length;
	}
	const [count, listed] = [le16(members.length), concatAll(directory)];
	const end = concat(
		...[le32(0x06054b50), new Uint8Array(4), count, count],
		...[le32(listed.length), le32(offset), le16(0)]
	);
	return concatAll([...members, listed, end]);
}
