import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { utf8, type Bytes } from '#lib/domain/bytes.ts';
import { readFile } from '#lib/domain/file-reading.ts';
import { largestFileBytes } from '#lib/domain/reading/reading.ts';

// Files of 1 MiB that are made to give much: what is found in them, and what is shown of it, stays little.

const repeated = (text: string): Bytes =>
	utf8(text.repeat(Math.floor(largestFileBytes / text.length)));
/** SEQUENCE, then an OBJECT IDENTIFIER that fills the rest. */
const longIdentifier = (): Bytes => {
	const der = new Uint8Array(0xe0000).fill(0x81);
	der.set([0x30, 0x83, 0x0d, 0xff, 0xfb, 6, 0x83, 0x0d, 0xff, 0xf6]);
	return der;
};

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
	['white space', () => repeated(' ')]
])('1 MiB of %s gives few readings and few words', (_, make) => {
	const readings = readFile(make());
	expect(readings.length).toBeLessThanOrEqual(mostReadings);
	const shown = readings.map(({ steps, content, alternatives }) => ({
		steps,
		content,
		alternatives
	}));
	expect(JSON.stringify(shown).length).toBeLessThanOrEqual(mostShown);
});
