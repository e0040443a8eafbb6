import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { readFile } from '#lib/domain/reading/file-reading.ts';
import { derLimits } from '#lib/domain/reading/der.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';

// Files of 1 MiB that are made to give much: what is found in them, and what is shown of it, stays little. How long
// reading takes is a benchmark's (tests/bench/reading-suite.ts).

const repeated = (text: string): Bytes =>
	utf8(text.repeat(Math.floor(largestFileBytes / text.length)));
/** SEQUENCE, then an OBJECT IDENTIFIER that fills the rest. */
const longIdentifier = (): Bytes => {
	const der = new Uint8Array(0xe0000).fill(0x81);
	der.set([0x30, 0x83, 0x0d, 0xff, 0xfb, 6, 0x83, 0x0d, 0xff, 0xf6]);
	return der;
};

/** A tar file of ustar with as many small files as there is room for. */
const manyFiles = (): Bytes => {
	const tar = new Uint8Array(largestFileBytes - 1024);
	for (let at = 0; at + 1024 <= tar.length; at += 1024) {
		const header = Buffer.alloc(512);
		header.write(`keys/${at}.bin`, 0);
		header.write('0000644', 100);
		header.write('00000000040', 124);
		header.write('        0', 148);
		header.write('ustar', 257);
		const sum = header.reduce((total, byte) => total + byte, 0);
		header.write(`${sum.toString(8).padStart(6, '0')}\u0000 `, 148);
		tar.set(header, at);
		tar.set(randomBytes(32), at + 512);
	}
	return tar;
};
const packed = (bytes: Uint8Array): Bytes => Uint8Array.from(gzipSync(bytes));
const base32Lines = () =>
	repeated('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567ABCDEFGHIJKLMNOPQRST\n').subarray(0, 200_000);

/** A zip whose JSON has this many objects, each with a key. */
const zipOfMembers = (count: number): Bytes => {
	const entries = Array.from({ length: count }, (_, at) => [`k${at}`, { publickey: 'AAAA' }]);
	return Uint8Array.from(zipSync({ 'k.json': utf8(JSON.stringify(Object.fromEntries(entries))) }));
};
/** A SEQUENCE of this many NULLs. */
const sequenceOf = (count: number): Bytes =>
	Uint8Array.from([
		...[0x30, 0x82, (count * 2) >> 8, (count * 2) & 0xff],
		...Array.from({ length: count }, () => [5, 0]).flat()
	]);

const mostOfASearch = 256;
const mostReadings = 64;
const mostShown = 20_000;

test.each<[string, () => Bytes]>([
	['random bytes', () => Uint8Array.from(randomBytes(largestFileBytes))],
	['Base64', () => utf8(randomBytes(largestFileBytes * 0.75).toString('base64'))],
	['hex', () => utf8(randomBytes(largestFileBytes / 2).toString('hex'))],
	['blocks of PEM', () => repeated('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n')],
	['beginnings of PEM', () => repeated('-----BEGIN X-----\n')],
	['members of JSON', () => utf8(`[${'{"publickey":"AAAA"},'.repeat(40_000)}0]`)],
	['an object of members', () => utf8(`{"a":[${'{"publickey":"AAAA"},'.repeat(40_000)}0]}`)],
	['a list of numbers', () => repeated('1, ')],
	['brackets', () => repeated('(')],
	['nested SEQUENCEs', () => new Uint8Array(largestFileBytes).fill(0x30)],
	['an identifier of 900 kB', longIdentifier],
	['keys of SSH', () => repeated('ssh-rsa AAAA ')],
	['escapes of URLs', () => repeated('%2B')],
	['white space', () => repeated(' ')],
	['a zip whose JSON has 5,700 members', () => zipOfMembers(5700)],
	['as many elements of ASN.1 as are read', () => sequenceOf(derLimits.maxNodes - 1)],
	['more elements of ASN.1 than are read', () => sequenceOf(32_000)],
	['a gzip that unpacks to 30 MB', () => packed(new Uint8Array(30_000_000))],
	['a gzip of a gzip', () => packed(packed(new Uint8Array(10_000_000)))],
	['a tar of a thousand files', manyFiles],
	['a gzip of that', () => packed(manyFiles())],
	[
		'a tar that says it holds 8 GB',
		() => manyFiles().map((byte, at) => (at === 124 ? 0x37 : byte))
	],
	['Base32', base32Lines],
	['settings', () => repeated(`KEY_${'A'.repeat(20)}=${'b'.repeat(43)}=\n`)],
	[
		'settings of 250 kB',
		() => repeated('A=Ab1+Ab1+Ab1+Ab1+Ab1+Ab1+Ab1+Ab1+Ab1+Ab1+Ab8=\n').subarray(0, 250_000)
	],
	['hex in groups', () => repeated('ab cd ').subarray(0, 250_000)],
	[
		'hex in groups that break off',
		() => repeated('ab cd ef ab cd ef ab cd ef ab cd x ').subarray(0, 250_000)
	],
	['lines of Base64', () => repeated(`${'Ab1+'.repeat(16)}\n`).subarray(0, 250_000)],
	['lists in brackets', () => repeated(`[${'1,'.repeat(60)}`).subarray(0, 250_000)],
	['literals of Python', () => repeated(`b'${'\\x00'.repeat(16)}`).subarray(0, 250_000)],
	['colons', () => repeated('a: ').subarray(0, 250_000)],
	['RTF', () => utf8(`{\\rtf1${'{\\b '.repeat(50_000)}`)],
	['RTF of escapes', () => utf8(`{\\rtf1${"\\'41".repeat(60_000)}}`)],
	['a dump', () => repeated('00000000: 0000 0000\n').subarray(0, 500_000)],
	['cells of a dump', () => repeated(' 000 000\n').subarray(0, 500_000)],
	[
		'JSON of long texts',
		() =>
			utf8(
				JSON.stringify(
					Array.from({ length: 200 }, (_, at) => ({ [`k${at}`]: `${'a1B+'.repeat(1200)}=` }))
				)
			)
	],
	[
		'JSON in JSON',
		() =>
			utf8(
				Array.from({ length: 12 }).reduce(
					(inner: string) => JSON.stringify({ text: inner }),
					'aaaaaaaaaaaaaaaaaaaaaaaa'
				)
			)
	]
])('1 MiB of %s gives few readings and few words', (_, make) => {
	const file = make();
	const readings = readFile(file);
	expect(readFile(file, { everyValue: true }).length).toBeLessThanOrEqual(mostOfASearch);
	expect(readings.length).toBeLessThanOrEqual(mostReadings);
	const shown = readings.map(({ steps, content, alternatives }) => ({
		steps,
		content,
		alternatives
	}));
	expect(JSON.stringify(shown).length).toBeLessThanOrEqual(mostShown);
});
