import { describe, expect, test } from 'vitest';
import { concat, u8, type Bytes } from '#lib/domain/bytes.ts';
import { mostGathered, SignatureCheck } from '#lib/crypto/message-signature.ts';
import type { SignatureCurve } from '#lib/domain/message/suite.ts';
import { must } from '../../support/must.ts';
import fc from '../../support/properties.ts';

const curves = [
	['P-256', 'SHA-256', 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n],
	[
		'P-384',
		'SHA-384',
		0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n
	]
] as const;

const bytesOf = (hex: string): Bytes =>
	Uint8Array.from(hex.padStart(hex.length + (hex.length % 2), '0').match(/../g) ?? [], (pair) =>
		Number.parseInt(pair, 16)
	);
const numberOf = (bytes: Bytes) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** As DER has it: the shortest form, whose first bit is 0. */
function integer(value: bigint): Bytes {
	const shortest = bytesOf(value.toString(16));
	return (shortest[0] ?? 0) < 0x80 ? shortest : concat(u8(0), shortest);
}
const der = (...integers: readonly Bytes[]): Bytes => {
	const content = concat(...integers.flatMap((one) => [u8(2), u8(one.length), one]));
	return concat(u8(0x30), u8(content.length), content);
};

/** Signed by WebCrypto, which is an implementation of its own. */
async function signed(curve: SignatureCurve, hash: string, message: Bytes) {
	const algorithm = { name: 'ECDSA', namedCurve: curve };
	const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, true, ['sign']);
	const signature = new Uint8Array(
		await crypto.subtle.sign({ name: 'ECDSA', hash }, privateKey, message)
	);
	const half = signature.length / 2;
	const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
	return {
		point: concat(u8(2 + ((point.at(-1) ?? 0) & 1)), point.subarray(1, 1 + half)),
		r: numberOf(signature.subarray(0, half)),
		s: numberOf(signature.subarray(half))
	};
}

/** Of a message that is gathered, and as of one that is too long for it: they agree. */
async function verifies(
	curve: SignatureCurve,
	point: Bytes,
	message: Bytes,
	signature: Bytes,
	pieces = 5
): Promise<boolean> {
	const [gathered, streamed] = await Promise.all(
		[message.length, mostGathered + 1].map((mostBytes) => {
			const check = new SignatureCheck(curve, point, mostBytes);
			for (let at = 0; at < message.length; at += pieces)
				check.update(message.subarray(at, at + pieces));
			return check.verifies(signature);
		})
	);
	expect(streamed).toBe(gathered);
	return must(gathered);
}

describe.each(curves)('a signature on %s', (curve, hash, order) => {
	const message = Uint8Array.from({ length: 300 }, (_, index) => index);

	test('of WebCrypto verifies, in whichever pieces the message comes, and over no other message', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uint8Array({ maxLength: 300 }),
				fc.integer({ min: 1, max: 400 }),
				async (text, pieces) => {
					const bytes = Uint8Array.from(text);
					const { point, r, s } = await signed(curve, hash, bytes);
					const signature = der(integer(r), integer(s));
					expect(await verifies(curve, point, bytes, signature, pieces)).toBe(true);
					expect(await verifies(curve, point, concat(bytes, u8(0)), signature)).toBe(false);
				}
			),
			{ numRuns: 20 }
		);
	});

	test('verifies with the other s too, which an SDK may have written', async () => {
		const { point, r, s } = await signed(curve, hash, message);
		expect(await verifies(curve, point, message, der(integer(r), integer(order - s)))).toBe(true);
	});

	test('does not verify with numbers that are out of range, or another key', async () => {
		const { point, r, s } = await signed(curve, hash, message);
		const other = await signed(curve, hash, message);
		for (const [otherR, otherS] of [
			[0n, s],
			[r, 0n],
			[0n, 0n],
			[order, s],
			[r, order],
			[r + order, s],
			[r, s + order],
			[s, r],
			[1n, 1n]
		] as const)
			expect(await verifies(curve, point, message, der(integer(otherR), integer(otherS)))).toBe(
				false
			);
		expect(await verifies(curve, other.point, message, der(integer(r), integer(s)))).toBe(false);
	});

	test('is taken in one form only', async () => {
		const { point, r, s } = await signed(curve, hash, message);
		const right = der(integer(r), integer(s));
		expect(await verifies(curve, point, message, right)).toBe(true);
		const [length = 0] = right.subarray(1, 2);
		for (const [what, signature] of [
			['nothing', new Uint8Array()],
			['a byte after it', concat(right, u8(0))],
			['a byte after it, inside', concat(u8(0x30), u8(length + 1), right.subarray(2), u8(0))],
			['a third number', der(integer(r), integer(s), integer(1n))],
			['a number with a zero before it', der(concat(u8(0), integer(r)), integer(s))],
			['a negative number', der(bytesOf((r | (1n << 383n)).toString(16)), integer(s))],
			['a length of two bytes', concat(u8(0x30), u8(0x81), right.subarray(1))],
			['another tag', concat(u8(0x31), right.subarray(1))],
			['the two numbers alone', concat(integer(r), integer(s))]
		] as const)
			expect(await verifies(curve, point, message, signature), what).toBe(false);
		for (let bit = 0; bit < 8 * right.length; bit += 3) {
			const altered = right.slice();
			altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
			expect(await verifies(curve, point, message, altered), `bit ${bit}`).toBe(false);
		}
	});

	test('needs a compressed point of its curve', async () => {
		const { point } = await signed(curve, hash, message);
		const field = point.length - 1;
		for (const [what, key] of [
			['nothing', new Uint8Array()],
			['the point at infinity', u8(0)],
			['too short', point.subarray(0, -1)],
			['too long', concat(point, u8(0))],
			['a number beyond the field', concat(u8(2), new Uint8Array(field).fill(0xff))],
			['another form', concat(u8(5), point.subarray(1))],
			['not compressed', concat(u8(4), new Uint8Array(2 * field))]
		] as const)
			expect(() => new SignatureCheck(curve, key, 300), what).toThrow();
	});
});
