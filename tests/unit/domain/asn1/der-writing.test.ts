import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromHex, toHex } from '#lib/domain/bytes.ts';
import {
	encodeBits,
	encodeDer,
	encodeInteger,
	encodeOid,
	encodeSequence,
	encodeTime
} from '#lib/domain/asn1/der-writing.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import { parseDer } from '#lib/domain/reading/der.ts';
import { Workbench } from '../../../support/openssl.ts';
import fc from '../../../support/properties.ts';

let bench: Workbench;
beforeAll(() => {
	bench = new Workbench();
});
afterAll(() => bench.remove());

/** @param value - as `asn1parse -genstr` takes it, `TYPE:value` */
function opensslWrites(value: string): string {
	bench.shell(`openssl asn1parse -noout -genstr '${value}' -out value.der`);
	return toHex(bench.read('value.der'));
}

describe('as OpenSSL writes it:', () => {
	const time = (text: string) => encodeTime(Date.parse(text));
	test.each([
		['OID:2.5.29.15', encodeOid('2.5.29.15')],
		['OID:1.2.840.113549.1.1.11', encodeOid('1.2.840.113549.1.1.11')],
		['OID:2.16.840.1.101.3.4.2.1', encodeOid('2.16.840.1.101.3.4.2.1')],
		['OID:0.39.127.128.16383.16384', encodeOid('0.39.127.128.16383.16384')],
		['OID:2.999.2147483647', encodeOid('2.999.2147483647')],
		['INTEGER:0', encodeInteger(Uint8Array.of(0, 0))],
		['INTEGER:127', encodeInteger(Uint8Array.of(0, 127))],
		['INTEGER:128', encodeInteger(Uint8Array.of(128))],
		['FORMAT:HEX,BITSTRING:00ff10', encodeBits(fromHex('00ff10'))],
		['UTCTIME:500101000000Z', time('1950-01-01T00:00:00Z')],
		['UTCTIME:491231235959Z', time('2049-12-31T23:59:59.999Z')],
		['GENERALIZEDTIME:20500101000000Z', time('2050-01-01T00:00:00Z')],
		['GENERALIZEDTIME:99991231235959Z', time('9999-12-31T23:59:59Z')]
	])('%s', (value, written) => {
		expect(toHex(written)).toBe(opensslWrites(value));
	});

	test.each([0, 127, 128, 255, 256, 70_000])('an element of %i bytes', (byteCount) => {
		const content = new Uint8Array(byteCount).fill(0x61);
		bench.write('content', content);
		bench.shell(`{ printf 'asn1=FORMAT:ASCII,OCT:'; cat content; } > value.cnf
			openssl asn1parse -noout -genconf value.cnf -out value.der`);
		expect(toHex(encodeDer(tags.octetString, content))).toBe(toHex(bench.read('value.der')));
	});
});

test('an object identifier is read as it was written', () => {
	const oid = fc
		.tuple(
			fc.constantFrom('0.0', '0.39', '1.2', '2.0', '2.999'),
			fc.array(fc.nat({ max: 2 ** 31 - 1 }), { maxLength: 8 })
		)
		.map(([start, rest]) => [start, ...rest].join('.'));
	fc.assert(
		fc.property(oid, (text) => {
			const read = parseDer(encodeSequence(encodeOid(text)));
			expect(read).toMatchObject({ children: [{ oid: text }] });
		})
	);
});
