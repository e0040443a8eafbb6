import { createHmac } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { mac, verifyMac } from '#lib/crypto/mac.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { concat, utf8 } from '#lib/domain/bytes.ts';
import { flipBit } from '../../support/flip-bit.ts';
import fc from '../../support/properties.ts';

const keyBytes = randomBytes(32);
let macKey: CryptoKey;

beforeAll(async () => {
	const hmacSha256 = { name: 'HMAC', hash: 'SHA-256' };
	macKey = await crypto.subtle.importKey('raw', keyBytes, hmacSha256, false, ['sign', 'verify']);
});

describe('mac and verifyMac', () => {
	it('make the tag that another implementation makes, and verify it', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array(), async (data) => {
				const expected = new Uint8Array(createHmac('sha256', keyBytes).update(data).digest());
				expect(await mac(macKey, data)).toEqual(expected);
				expect(await verifyMac(macKey, data, expected)).toBe(true);
			})
		);
	});

	it('refuse a tag with any one bit changed, cut off or continued', async () => {
		const data = utf8('token');
		const tag = await mac(macKey, data);
		for (let bit = 0; bit < 256; bit++)
			expect(await verifyMac(macKey, data, flipBit(tag, bit))).toBe(false);
		for (let length = 0; length < 32; length++)
			expect(await verifyMac(macKey, data, tag.slice(0, length))).toBe(false);
		expect(await verifyMac(macKey, data, concat(tag, Uint8Array.of(0)))).toBe(false);
	});

	it('refuse other data', async () => {
		const tag = await mac(macKey, utf8('token'));
		expect(await verifyMac(macKey, utf8('tokens'), tag)).toBe(false);
	});
});
