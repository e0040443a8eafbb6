/** Key material that is in a file, but not as one value of its own. What it may be is for the caller to verify. */
import { concat, wipe, type Bytes } from '../bytes.ts';
import { keyMaterialBytes } from '../key/cmk.ts';

/** How key material was found inside or across values, none of which is the key material by itself. */
export type Combination =
	/** at the beginning or the end of a value of so many bytes: an IV, a nonce or another key is beside it */
	| { how: 'FIRST_BYTES' | 'LAST_BYTES'; of: number }
	/** two values of half its length, in their order or the other way round */
	| { how: 'HALVES' | 'HALVES_TURNED' }
	/** two or three values, combined by exclusive or, as custodians of an HSM hold them */
	| { how: 'XOR'; of: 2 | 3 }
	/** words of two, four or eight bytes, the last byte of each first, as `od -x` prints them */
	| { how: 'BYTES_TURNED'; of: 2 | 4 | 8 };

/** In a value that is longer than this a key is a matter of chance. */
export const longestCombined = 256;
const halfBytes = keyMaterialBytes / 2;
/** Values of either length that are combined: 45 pairs and 120 threes. */
export const mostTogether = 10;

/**
 * @param values - of a file in their order, each once; they stay as they are
 * @yields what may be the key material; it is wiped when the next one is asked for
 */
export function* keyCombinations(
	values: readonly Uint8Array[]
): Generator<{ combination: Combination; material: Bytes }> {
	for (const { combination, parts } of everyCombination(values)) {
		const material = parts();
		try {
			yield { combination, material };
		} finally {
			wipe(material);
		}
	}
}

interface Possible {
	combination: Combination;
	parts: () => Bytes;
}

function* everyCombination(values: readonly Uint8Array[]): Generator<Possible> {
	const ofLength = (length: number) =>
		values.filter((value) => value.length === length).slice(0, mostTogether);
	const whole = ofLength(keyMaterialBytes);
	const halves = ofLength(halfBytes);
	for (const value of values)
		if (value.length > keyMaterialBytes && value.length <= longestCombined) {
			const of = value.length;
			yield {
				combination: { how: 'FIRST_BYTES', of },
				parts: () => Uint8Array.from(value.subarray(0, keyMaterialBytes))
			};
			yield {
				combination: { how: 'LAST_BYTES', of },
				parts: () => Uint8Array.from(value.subarray(-keyMaterialBytes))
			};
			yield* xors(inPieces(value));
		}
	for (const first of halves)
		for (const second of halves)
			if (first !== second)
				yield { combination: { how: 'HALVES' }, parts: () => concat(first, second) };
	for (const value of whole) {
		yield {
			combination: { how: 'HALVES_TURNED' },
			parts: () => concat(value.subarray(halfBytes), value.subarray(0, halfBytes))
		};
		for (const of of [2, 4, 8] as const)
			yield { combination: { how: 'BYTES_TURNED', of }, parts: () => turned(value, of) };
	}
	yield* xors(whole);
}

function* xors(values: readonly Uint8Array[]): Generator<Possible> {
	for (const [a, first] of values.entries())
		for (const [b, second] of values.entries()) {
			if (b <= a) continue;
			yield { combination: { how: 'XOR', of: 2 }, parts: () => xor(first, second) };
			for (const third of values.slice(b + 1))
				yield { combination: { how: 'XOR', of: 3 }, parts: () => xor(first, second, third) };
		}
}

/** Two or three values of the key's length that stand one behind the other without anything between. */
function inPieces(value: Uint8Array): Uint8Array[] {
	const count = value.length / keyMaterialBytes;
	return count === 2 || count === 3
		? Array.from({ length: count }, (_, index) =>
				value.subarray(index * keyMaterialBytes, (index + 1) * keyMaterialBytes)
			)
		: [];
}

const xor = (first: Uint8Array, ...others: readonly Uint8Array[]): Bytes =>
	Uint8Array.from(first, (byte, index) =>
		others.reduce((sum, other) => sum ^ (other[index] ?? 0), byte)
	);

const turned = (value: Uint8Array, width: number): Bytes =>
	Uint8Array.from(value, (_, index) => {
		const start = index - (index % width);
		return value[start + width - 1 - (index - start)] ?? 0;
	});
