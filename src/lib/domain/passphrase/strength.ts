import { dayMs, hourMs } from '../time.ts';
import { estimateGuesses, leastGuessBits, type EasyReason } from './guesses.ts';

/**
 * What one fast graphics card tries in a second, at 64 MiB and 3 passes of Argon2id: hashcat counted 1,667 on an RTX 4090
 * (its pull request 4284). The scrypt of an age file moves about as many bytes for each guess.
 */
const guessesPerSecond = 2000;
/** what the screens speak of */
const graphicsCards = 1000;

/** How long about half of all guesses take, as roughly as an estimate is. */
export type GuessTime = 'MINUTES' | 'HOURS' | 'DAYS' | 'MONTHS' | 'YEARS' | 'CENTURIES' | 'FOREVER';

export type Strength =
	| { level: 'EASY'; reason: EasyReason }
	| { level: 'WEAK' | 'FAIR' | 'STRONG'; time: GuessTime };

const yearMs = 365 * dayMs;
const fromTimes: readonly [time: GuessTime, level: 'WEAK' | 'FAIR' | 'STRONG', ms: number][] = [
	['FOREVER', 'STRONG', 10_000 * yearMs],
	['CENTURIES', 'FAIR', 200 * yearMs],
	['YEARS', 'FAIR', 2 * yearMs],
	['MONTHS', 'WEAK', 60 * dayMs],
	['DAYS', 'WEAK', 2 * dayMs],
	['HOURS', 'WEAK', 2 * hourMs]
];

/** @param passphrase - UTF-8; the caller wipes it */
export function strengthOf(passphrase: Uint8Array): Strength {
	const { bits, mostly } = estimateGuesses(passphrase);
	if (bits < leastGuessBits) return { level: 'EASY', reason: mostly };
	const seconds = 2 ** (bits - 1) / (guessesPerSecond * graphicsCards);
	const [time, level] = fromTimes.find(([, , ms]) => seconds * 1000 >= ms) ?? ['MINUTES', 'WEAK'];
	return { level, time };
}
