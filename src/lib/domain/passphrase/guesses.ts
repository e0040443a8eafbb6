import { waysToGuess, type Found, type PartKind } from './ways-to-guess.ts';

/** Why a passphrase is easy to guess: what most of it is. */
export type EasyReason = Exclude<PartKind, 'WORD' | 'OTHER'> | 'FEW_WORDS';

export interface GuessEstimate {
	/** the logarithm to the base 2 of how many guesses find it for sure */
	bits: number;
	/** what most of it is */
	mostly: EasyReason;
}

/**
 * Less than this is refused: one graphics card tries as much in a week, against Argon2id at the cost of this vault or the
 * scrypt of an age file.
 */
export const leastGuessBits = 30;

/** No more is looked at, in characters: what comes after can only add. */
const mostCharacters = 256;

/**
 * Estimates how many guesses find a passphrase, as someone would guess who knows common passwords, words, keyboards,
 * dates and repetition: the cheapest way to put it together from such parts. It makes no string of the passphrase.
 *
 * @param passphrase - UTF-8; the caller wipes it
 */
export function estimateGuesses(passphrase: Uint8Array): GuessEstimate {
	const text = charactersOf(passphrase);
	try {
		return cheapestWay(text);
	} finally {
		text.fill(0);
	}
}

/** @returns why a passphrase is too easy to guess to be taken, or undefined */
export function easyReason(passphrase: Uint8Array): EasyReason | undefined {
	const { bits, mostly } = estimateGuesses(passphrase);
	return bits < leastGuessBits ? mostly : undefined;
}

function cheapestWay(text: Uint32Array): GuessEstimate {
	const best = Array.from({ length: text.length + 1 }, () => ({
		bits: Infinity,
		from: 0,
		kind: 'OTHER' as PartKind
	}));
	if (best[0]) best[0].bits = 0;
	for (let from = 0; from < text.length; from++) {
		const before = best[from]?.bits ?? Infinity;
		const found: Found = (length, bits, kind) => {
			const end = best[from + length];
			if (end && before + bits < end.bits) Object.assign(end, { bits: before + bits, from, kind });
		};
		for (const find of waysToGuess) find(text, from, found);
	}
	const characters = new Map<PartKind, number>();
	for (let end = text.length; end > 0;) {
		const { from, kind } = best[end] ?? { from: 0, kind: 'OTHER' };
		characters.set(kind, (characters.get(kind) ?? 0) + end - from);
		end = from;
	}
	const [mostly = 'OTHER'] = [...characters].sort(([, a], [, b]) => b - a)[0] ?? [];
	return {
		bits: best[text.length]?.bits ?? 0,
		mostly: mostly === 'WORD' || mostly === 'OTHER' ? 'FEW_WORDS' : mostly
	};
}

/** @returns the code points of UTF-8 text, which the caller wipes */
function charactersOf(bytes: Uint8Array): Uint32Array {
	const characters = new Uint32Array(mostCharacters);
	let count = 0;
	for (const byte of bytes) {
		const continues = (byte & 0xc0) === 0x80;
		if (!continues && count === mostCharacters) break;
		if (!continues) characters[count++] = byte < 0x80 ? byte : byte & (byte < 0xe0 ? 0x1f : 0x0f);
		else if (count > 0) characters[count - 1] = ((characters[count - 1] ?? 0) << 6) | (byte & 0x3f);
	}
	return characters.subarray(0, count);
}
