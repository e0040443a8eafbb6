import { vi } from 'vitest';

const pairsOfEachKind = 2;

/**
 * From here on each RSA pair is made twice at most, and then handed out in turns: two sets of import parameters in
 * a row still have different keys, and a file of tests does not wait for hundreds of them.
 */
export function reuseWrappingKeyPairs(): void {
	const { subtle } = crypto;
	const generateKey = subtle.generateKey.bind(subtle) as (...args: unknown[]) => Promise<unknown>;
	const pools = new Map<string, { pairs: Promise<unknown>[]; handedOut: number }>();
	const reusing = (algorithm: { name: string }, ...rest: unknown[]) => {
		if (algorithm.name !== 'RSA-OAEP') return generateKey(algorithm, ...rest);
		const kind = JSON.stringify(algorithm);
		const pool = pools.get(kind) ?? { pairs: [], handedOut: 0 };
		pools.set(kind, pool);
		const turn = pool.handedOut++ % pairsOfEachKind;
		return (pool.pairs[turn] ??= generateKey(algorithm, ...rest));
	};
	vi.spyOn(subtle, 'generateKey').mockImplementation(reusing as typeof subtle.generateKey);
}
