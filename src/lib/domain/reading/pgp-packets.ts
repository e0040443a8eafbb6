/** Binary files of OpenPGP, RFC 9580 §4.2: a chain of packets that fills the file. */

/** RFC 9580 §9.1: the algorithms of keys, signing ones among them. */
const keyAlgorithms: readonly number[] = [1, 2, 3, 16, 17, 18, 19, 22, 25, 26, 27, 28];
const session = {
	tags: [1, 3, 9, 18, 20],
	isFirst: (at: (index: number) => number) => at(0) === 3 && keyAlgorithms.includes(at(9))
};
const key = {
	tags: [2, 5, 6, 7, 12, 13, 14, 17],
	isFirst: (at: (index: number) => number) => at(0) === 4 && keyAlgorithms.includes(at(5))
};
/** What begins a file, by its tag: what its first octets are, and which tags may follow. */
const beginnings: Readonly<Record<number, typeof session>> = {
	1: session,
	3: { ...session, isFirst: (at) => at(0) === 4 && at(1) <= 13 && [0, 1, 3, 4].includes(at(2)) },
	5: key,
	6: key
};
/** RFC 9580 §4.2: only these may come in parts, or reach to the end of the file without a length. */
const dataTags: readonly number[] = [8, 9, 11, 18, 20];
const mostPackets = 4096;

interface Packet {
	tag: number;
	start: number;
	end: number;
	/** more chunks of the same packet follow */
	partial: boolean;
}

/** @returns whether the bytes are a message, a key ring or a symmetric message of PGP */
export function isPgpMessage(file: Uint8Array): boolean {
	const first = packetAt(file, 0, undefined);
	const beginning = first && beginnings[first.tag];
	if (!first || !beginning?.isFirst((index) => file[first.start + index] ?? 0)) return false;
	let packet: Packet | undefined = first;
	for (let count = 0; packet && count < mostPackets; count++) {
		if (!beginning.tags.includes(packet.tag)) return false;
		if (packet.end === file.length) return !packet.partial;
		packet = packetAt(file, packet.end, packet.partial ? packet.tag : undefined);
	}
	return packet !== undefined;
}

/** @param continued - the tag of a packet that goes on here, without a tag of its own */
function packetAt(file: Uint8Array, at: number, continued: number | undefined): Packet | undefined {
	const head = file[at] ?? 0;
	if (continued !== undefined) return newLength(file, at, continued);
	if (head < 0x80) return undefined;
	if (head >= 0xc0) return newLength(file, at + 1, head & 0x3f);
	const tag = (head >> 2) & 0xf;
	const lengthType = head & 3;
	if (lengthType === 3)
		return dataTags.includes(tag)
			? { tag, start: at + 1, end: file.length, partial: false } // to the end of the file
			: undefined;
	const lengthBytes = 1 << lengthType;
	return within(file, tag, at + 1 + lengthBytes, integer(file, at + 1, lengthBytes), false);
}

/** RFC 9580 §4.2.1. */
function newLength(file: Uint8Array, at: number, tag: number): Packet | undefined {
	const first = file[at] ?? 0;
	if (first < 192) return within(file, tag, at + 1, first, false);
	if (first < 224)
		return within(file, tag, at + 2, (first - 192) * 256 + (file[at + 1] ?? 0) + 192, false);
	if (first < 255) return within(file, tag, at + 1, 2 ** (first & 0x1f), true);
	return within(file, tag, at + 5, integer(file, at + 1, 4), false);
}

function within(
	file: Uint8Array,
	tag: number,
	start: number,
	length: number,
	partial: boolean
): Packet | undefined {
	const end = start + length;
	if (partial && !dataTags.includes(tag)) return undefined;
	return length > 0 && end <= file.length ? { tag, start, end, partial } : undefined;
}

const integer = (file: Uint8Array, at: number, byteCount: number) =>
	file.subarray(at, at + byteCount).reduce((value, byte) => value * 256 + byte, 0);
