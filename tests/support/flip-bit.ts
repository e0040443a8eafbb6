import type { Bytes } from '#lib/domain/bytes.ts';

/** @returns a copy in which one bit is another; `bit` counts from 0 and wraps around */
export function flipBit(bytes: Bytes, bit: number): Bytes {
	const at = Math.floor(bit / 8) % bytes.length;
	return bytes.map((byte, index) => (index === at ? byte ^ (1 << (bit % 8)) : byte));
}
