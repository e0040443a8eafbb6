/** Integers of RSA, which WebCrypto gives no access to. Not in constant time: who uses it says why that is no matter. */

import { fromHex, toHex, type Bytes } from '#lib/domain/bytes.ts';

/** OS2IP, RFC 8017 §4.2. As secret as the bytes are, and can't be wiped. */
export const integerOf = (bytes: Uint8Array): bigint => BigInt(`0x0${toHex(bytes)}`);

/**
 * I2OSP, RFC 8017 §4.1.
 *
 * @param value - below 256^byteCount
 */
export const octetsOf = (value: bigint, byteCount: number): Bytes =>
	fromHex(value.toString(16).padStart(2 * byteCount, '0'));

/** Windows of 4 bits, so that a fifth of the multiplications is saved. */
export function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
	const powers = [1n];
	for (let index = 1; index < 16; index++)
		powers.push(((powers[index - 1] ?? 1n) * base) % modulus);
	let result = 1n;
	for (const digit of exponent.toString(16)) {
		for (let square = 0; square < 4; square++) result = (result * result) % modulus;
		result = (result * (powers[Number.parseInt(digit, 16)] ?? 1n)) % modulus;
	}
	return result;
}
