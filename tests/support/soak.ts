import { randomInt } from 'node:crypto';

/** Whether this is `npm run soak`, which tries everything that `npm test` takes a sample of. */
export const soak = process.env['AIRLOCK_SOAK'] === '1';

/**
 * What all chance in the tests follows. The first process that imports this chooses it, unless `AIRLOCK_SEED` names
 * one, and those that it starts inherit it.
 */
export const seed = Number((process.env['AIRLOCK_SEED'] ??= String(randomInt(2 ** 31))));
if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 31)
	throw new RangeError('AIRLOCK_SEED must be an integer from 0 to 2147483647.');

/** How many times something random is tried: in `npm test`, and in `npm run soak`. */
export const rounds = (sample: number, long: number): number => (soak ? long : sample);

/** A global setup of vitest, and what Playwright's prints: the line that repeats a run. */
export default function printSeed(): void {
	console.log(`Random tests follow the seed ${seed}; AIRLOCK_SEED=${seed} repeats them.`);
}
