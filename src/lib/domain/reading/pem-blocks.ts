import { utf8, type Bytes } from '../bytes.ts';
import { decodeBase64 } from './text-encodings.ts';

/** One block of RFC 7468, or of what came before it. */
export interface PemBlock {
	label: string;
	/** the caller wipes it; undefined when the body is no Base64 */
	bytes: Bytes | undefined;
	/** locked with a password in the old way (RFC 1421 §4.6.1.1): the body is not the key itself */
	encrypted: boolean;
}

const begin = utf8('-----BEGIN ');
const end = utf8('-----END ');
const dashes = utf8('-----');
const colon = 0x3a;
const longestLabel = 64;
const longestHeaders = 4096;
const mostBlocks = 32;

/**
 * All blocks of a text, whatever stands around them. A block that was cut off goes to the end of the text.
 *
 * @returns at most 32
 */
export function pemBlocks(text: Uint8Array): PemBlock[] {
	const blocks: PemBlock[] = [];
	let from = 0;
	while (blocks.length < mostBlocks) {
		const start = indexOf(text, begin, from);
		if (start < 0) break;
		const labelStart = start + begin.length;
		const labelEnd = indexOf(text.subarray(0, labelStart + longestLabel), dashes, labelStart);
		if (labelEnd < 0) {
			from = labelStart;
			continue;
		}
		const bodyStart = labelEnd + dashes.length;
		const found = indexOf(text, end, bodyStart);
		const bodyEnd = found < 0 ? text.length : found;
		const body = text.subarray(bodyStart, bodyEnd);
		const headers = headerLength(body);
		blocks.push({
			label: String.fromCharCode(...text.subarray(labelStart, labelEnd)),
			bytes: decodeBase64(body.subarray(headers)),
			encrypted: asciiOf(body.subarray(0, headers)).includes('ENCRYPTED')
		});
		from = bodyEnd;
	}
	return blocks;
}

/** Headers such as `Proc-Type: 4,ENCRYPTED` end at an empty line. */
function headerLength(body: Uint8Array): number {
	// A body without headers may be a private key: it does not become a string.
	if (!body.subarray(0, longestLabel).includes(colon)) return 0;
	const head = asciiOf(body.subarray(0, longestHeaders));
	return /^\s*(?:[A-Za-z-]+:[^\n]*\n)+\s*\n/.exec(head)?.[0].length ?? 0;
}

const asciiOf = (bytes: Uint8Array) => String.fromCharCode(...bytes.subarray(0, longestHeaders));

/** Linear, since no marker can begin within itself further than its dashes. */
function indexOf(text: Uint8Array, marker: Uint8Array, from: number): number {
	const last = text.length - marker.length;
	for (let start = from; start <= last; start++) {
		let matched = 0;
		while (matched < marker.length && text[start + matched] === marker[matched]) matched++;
		if (matched === marker.length) return start;
	}
	return -1;
}
