import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { concat } from '#lib/domain/bytes.ts';
import { derLimits, parseDer, type DerNode } from '#lib/domain/reading/der.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import { encodeDer } from '#lib/domain/asn1/der-writing.ts';
import { must } from '../../../support/must.ts';
import { Workbench } from '../../../support/openssl.ts';
import fc from '../../../support/properties.ts';

let bench: Workbench;
beforeAll(() => {
	bench = new Workbench();
});
afterAll(() => bench.remove());

interface Line {
	offset: number;
	depth: number;
	headerBytes: number;
	/** undefined for the indefinite form */
	length: number | undefined;
	oid: string | undefined;
}

/** Every element as Airlock reads it, in the order of the file. */
function listing(node: DerNode, depth = 0): Line[] {
	const { bytes, value, children, oid } = node;
	const headerBytes = value.byteOffset - bytes.byteOffset;
	const isDefinite = headerBytes + value.length === bytes.length;
	return [
		{
			offset: bytes.byteOffset,
			depth,
			headerBytes,
			length: isDefinite ? value.length : undefined,
			oid
		},
		...children.flatMap((child) => listing(child, depth + 1))
	];
}

/** What `openssl asn1parse` prints, without the octets that end an indefinite form. */
function opensslListing(file: string): Omit<Line, 'oid'>[] {
	const text = bench.shell(`openssl asn1parse -inform DER -in ${file}`);
	return [
		...text.matchAll(/^ *(\d+):d= *(\d+) +hl= *(\d+) l= *(\d+|inf) *(?:cons|prim): (?!EOC)/gm)
	].map(([, offset, depth, headerBytes, length]) => ({
		offset: Number(offset),
		depth: Number(depth),
		headerBytes: Number(headerBytes),
		length: length === 'inf' ? undefined : Number(length)
	}));
}

function read(bytes: Uint8Array): DerNode {
	const node = parseDer(bytes);
	if (typeof node !== 'object') throw new Error(`not read: ${node}`);
	return node;
}

const madeBy = {
	'a private key':
		'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -outform DER -out it',
	'a key on a curve':
		'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -outform DER -out it',
	'a certificate':
		'openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -subj "/C=CH/O=Ä/CN=a" -outform DER -out it',
	'a PKCS #12 file':
		'openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -subj /CN=a -out a.pem && openssl pkcs12 -export -in a.pem -inkey key.pem -passout pass:x -out it',
	'a CMS file of indefinite length':
		'openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -subj /CN=a -out a.pem && seq 3000 > text && openssl cms -sign -binary -nodetach -stream -in text -signer a.pem -inkey key.pem -outform DER -out it'
};

describe('the elements of', () => {
	test.each(Object.entries(madeBy))('%s are read as OpenSSL lists them', (_, command) => {
		bench.shell(command);
		const lines = listing(read(bench.read('it')));
		expect(lines.length).toBeGreaterThan(5);
		expect(lines.map(({ oid: _oid, ...line }) => line)).toEqual(opensslListing('it'));
	});

	test('whatever can be written are read as they were written', () => {
		const leaf = fc
			.tuple(fc.constantFrom(0x02, 0x03, 0x04, 0x0c, 0x81), fc.uint8Array({ maxLength: 300 }))
			.map(([tag, value]) => ({ tag, value, children: [] as unknown[] }));
		const tree = fc.letrec((tie) => ({
			node: fc.oneof({ maxDepth: 6 }, leaf, tie('branch')),
			branch: fc
				.tuple(fc.constantFrom(0x30, 0x31, 0xa0), fc.array(tie('node'), { maxLength: 5 }))
				.map(([tag, children]) => ({ tag, value: undefined, children }))
		})).branch;
		const encode = (node: unknown): Uint8Array => {
			const { tag, value, children } = node as {
				tag: number;
				value?: Uint8Array;
				children: unknown[];
			};
			return value ? encodeDer(tag, value) : encodeDer(tag, ...children.map(encode));
		};
		const shape = ({ tag, value, children }: DerNode): unknown => ({
			tag,
			value: (tag & 0x20) === 0 ? Uint8Array.from(value) : undefined,
			children: children.map(shape)
		});
		fc.assert(
			fc.property(tree, (root) => {
				const whole = encodeDer(tags.sequence, encode(root));
				expect(read(whole).children.map(shape)).toEqual([root]);
				// one byte less, or more, and it does not fill the input
				expect(parseDer(whole.subarray(0, -1))).toBeUndefined();
				expect(parseDer(concat(whole, Uint8Array.of(0)))).toBeUndefined();
			})
		);
	});
});

test.each([
	[[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01], '1.2.840.113549.1.1.1'],
	[[0x2b, 0x65, 0x70], '1.3.101.112'],
	[[0x00], '0.0'],
	[[0x78], '2.40'],
	[[0x88, 0x37], '2.999'],
	// ITU-T X.667: a UUID, which no number of 53 bits holds
	[[0x69, 0x83, ...Array<number>(17).fill(0xff), 0x7f], `2.25.${(2n ** 128n - 1n).toString()}`],
	[[0x2a, 0x86], undefined],
	[[], undefined],
	[Array<number>(derLimits.longestOidBytes + 1).fill(1), undefined]
])('the object identifier %j is %s', (octets, oid) => {
	const whole = encodeDer(tags.sequence, encodeDer(tags.objectIdentifier, Uint8Array.from(octets)));
	expect(must(read(whole).children[0]).oid).toBe(oid);
});

describe('what is not read', () => {
	const refused: Record<string, number[]> = {
		'an empty input': [],
		'another element than a SEQUENCE': [0x04, 0x01, 0x00],
		'a length that is cut off': [0x30, 0x82, 0x01],
		'a length of more octets than any file has': [0x30, 0x85, 0, 0, 0, 0, 0],
		'an element that reaches past what holds it': [0x30, 0x03, 0x04, 0x02, 0x00],
		'an element without a length': [0x30, 0x01, 0x04],
		'contents of no end': [0x30, 0x04, 0x30, 0x80, 0x05, 0x00],
		'an indefinite form that holds nothing else': [0x30, 0x04, 0x04, 0x80, 0x00, 0x00],
		'end-of-contents where nothing ends': [0x30, 0x02, 0x00, 0x00],
		'a tag of endless octets': [0x30, 0x0a, 0x1f, ...Array<number>(9).fill(0x81)]
	};
	test.each(Object.entries(refused))('%s', (_, bytes) => {
		expect(parseDer(Uint8Array.from(bytes))).toBeUndefined();
	});

	test('more levels, elements or bytes than the limits allow, which is said', () => {
		const nested = (levels: number) =>
			Array.from({ length: levels }).reduce<Uint8Array>(
				(inner) => encodeDer(tags.sequence, inner),
				encodeDer(tags.sequence)
			);
		expect(parseDer(nested(derLimits.maxDepth))).toBeTypeOf('object');
		expect(parseDer(nested(derLimits.maxDepth + 1))).toBe('TOO_DEEP');

		const wide = (elements: number) =>
			encodeDer(tags.sequence, ...Array.from({ length: elements - 1 }, () => encodeDer(tags.null)));
		expect(parseDer(wide(derLimits.maxNodes))).toBeTypeOf('object');
		expect(parseDer(wide(derLimits.maxNodes + 1))).toBe('TOO_DEEP');

		const long = (bytes: number) =>
			encodeDer(tags.sequence, encodeDer(tags.octetString, new Uint8Array(bytes - 8)));
		expect(parseDer(long(derLimits.mostBytes))).toBeTypeOf('object');
		expect(parseDer(long(derLimits.mostBytes + 1))).toBe('TOO_DEEP');
	});
});
