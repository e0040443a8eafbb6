import { describe, expect, it } from 'vitest';
import { unwrapPadded, wrapPadded } from '#lib/crypto/aes-key-wrap.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { fromHex, toHex } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { outcome } from '../../support/outcome.ts';
import fc from '../../support/properties.ts';
import openssl from '../../vectors/openssl-kwp.json' with { type: 'json' };
import rfc3394 from '../../vectors/rfc3394.json' with { type: 'json' };
import rfc5649 from '../../vectors/rfc5649.json' with { type: 'json' };

const kek = randomBytes(32);

describe('wrapPadded and unwrapPadded', () => {
	it.each([...rfc5649.vectors, ...openssl.vectors])(
		'give the figures of RFC 5649 and what OpenSSL gives: $plaintext',
		({ kek: vectorKek, plaintext, wrapped }) => {
			expect(toHex(wrapPadded(fromHex(vectorKek), fromHex(plaintext)))).toBe(wrapped);
			expect(toHex(unwrapPadded(fromHex(vectorKek), fromHex(wrapped)))).toBe(plaintext);
		}
	);

	it('unwrap gives what wrap was given', () => {
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 1, maxLength: 200 }), (plaintext) => {
				const wrapped = wrapPadded(kek, plaintext);
				expect(wrapped).toHaveLength(Math.ceil(plaintext.length / 8) * 8 + 8);
				expect(unwrapPadded(kek, wrapped)).toEqual(plaintext);
			})
		);
	});

	it('give buffers of their own, which can be transferred and wiped', () => {
		const plaintext = randomBytes(30);
		const unwrapped = unwrapPadded(kek, wrapPadded(kek, plaintext));
		expect(unwrapped.buffer.byteLength).toBe(30);
	});
});

describe('unwrapPadded', () => {
	it('refuses after any one bit has changed: InvalidCiphertext, no detail and no cause', () => {
		const wrapped = wrapPadded(kek, randomBytes(32));
		for (let bit = 0; bit < wrapped.length * 8; bit++) {
			let error: unknown;
			try {
				unwrapPadded(kek, flipBit(wrapped, bit));
			} catch (thrown) {
				error = thrown;
			}
			expect(isKmsError(error, 'InvalidCiphertext') && error.details).toEqual({});
			expect(error).not.toHaveProperty('cause');
		}
	});

	it('refuses every other length', async () => {
		const wrapped = wrapPadded(kek, randomBytes(32));
		for (let length = 0; length < wrapped.length; length++)
			expect(await outcome(() => unwrapPadded(kek, wrapped.slice(0, length)))).toBe(
				'InvalidCiphertext'
			);
	});

	it('refuses key wrap without padding (RFC 3394)', async () => {
		for (const { kek: vectorKek, wrapped } of rfc3394.vectors)
			expect(await outcome(() => unwrapPadded(fromHex(vectorKek), fromHex(wrapped)))).toBe(
				'InvalidCiphertext'
			);
	});
});
