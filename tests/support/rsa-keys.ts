import {
	createPrivateKey,
	createPublicKey,
	generateKeyPairSync,
	type KeyExportOptions,
	type KeyObject
} from 'node:crypto';
import type { Bytes } from '#lib/domain/bytes.ts';
import testKeys from '../vectors/rsa-test-keys.json' with { type: 'json' };

interface RsaPair {
	publicKey: KeyObject;
	privateKey: KeyObject;
}

const kept: Record<string, readonly string[]> = testKeys.keys;
const made = new Map<number, readonly RsaPair[]>();

/** The RSA pairs of these tests by size: OpenSSL made them once, or makes one now for a size that is not kept. */
export function rsaPairs(modulusLength: number): readonly RsaPair[] {
	const known = made.get(modulusLength);
	if (known) return known;
	const pairs = kept[modulusLength]?.map((pkcs8) => {
		const key = Buffer.from(pkcs8, 'base64');
		const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
		return { publicKey: createPublicKey(privateKey), privateKey };
	}) ?? [generateKeyPairSync('rsa', { modulusLength })];
	made.set(modulusLength, pairs);
	return pairs;
}

/** One pair of each size, which no vault of these tests hands out as its own. */
export function rsaPair(modulusLength: number): RsaPair {
	const pair = rsaPairs(modulusLength).at(-1);
	if (!pair) throw new Error(`no RSA pair of ${modulusLength} bits`);
	return pair;
}

/** @returns its public half as SubjectPublicKeyInfo, DER */
export function someRsaPublicKey(modulusLength = 2048): Bytes {
	return Uint8Array.from(rsaPair(modulusLength).publicKey.export({ format: 'der', type: 'spki' }));
}

/** @param type - `spki`, `pkcs8`, `pkcs1` or `sec1` */
export function derOf(key: KeyObject, type: 'spki' | 'pkcs8' | 'pkcs1' | 'sec1'): Bytes {
	return Uint8Array.from(key.export({ format: 'der', type } as KeyExportOptions<'der'>));
}
