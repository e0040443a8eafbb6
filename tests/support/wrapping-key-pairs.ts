import { afterAll, vi } from 'vitest';
import { derOf, rsaPairs } from './rsa-keys.ts';

/**
 * In the file of tests that says so, RSA pairs for wrapping are those of {@link rsaPairs}, handed out in turns: two sets of import parameters
 * in a row still have different keys, and a file of tests does not wait for their primes. What makes real pairs is
 * `rsa-oaep.test.ts`, for each size.
 */
export function reuseWrappingKeyPairs(): void {
	const { subtle } = crypto;
	const generateKey = subtle.generateKey.bind(subtle) as (...args: unknown[]) => Promise<unknown>;
	const handedOut = new Map<number, number>();

	async function keptPair(
		algorithm: RsaHashedKeyGenParams,
		extractable: boolean
	): Promise<CryptoKeyPair> {
		if (algorithm.publicExponent.join() !== '1,0,1') throw new Error('these pairs have e = 65537');
		const pairs = rsaPairs(algorithm.modulusLength).slice(0, -1);
		const turn = handedOut.get(algorithm.modulusLength) ?? 0;
		handedOut.set(algorithm.modulusLength, turn + 1);
		const pair = pairs[turn % pairs.length];
		if (!pair) throw new Error(`no RSA pair of ${algorithm.modulusLength} bits`);
		const pkcs8 = derOf(pair.privateKey, 'pkcs8');
		const spki = derOf(pair.publicKey, 'spki');
		return {
			privateKey: await subtle.importKey('pkcs8', pkcs8, algorithm, extractable, ['decrypt']),
			publicKey: await subtle.importKey('spki', spki, algorithm, true, ['encrypt'])
		};
	}

	const reusing = (algorithm: RsaHashedKeyGenParams, extractable: boolean, ...rest: unknown[]) =>
		algorithm.name === 'RSA-OAEP'
			? keptPair(algorithm, extractable)
			: generateKey(algorithm, extractable, ...rest);
	const spy = vi
		.spyOn(subtle, 'generateKey')
		.mockImplementation(reusing as unknown as typeof subtle.generateKey);
	afterAll(() => spy.mockRestore());
}
