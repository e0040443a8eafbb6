import { generateKeyPairSync, type KeyExportOptions, type KeyObject } from 'node:crypto';
import type { Bytes } from '#lib/domain/bytes.ts';

const made = new Map<number, { publicKey: KeyObject; privateKey: KeyObject }>();

/** The RSA pair of this file of tests, made by OpenSSL, as Node has it; one for each size. */
export function rsaPair(modulusLength: number): { publicKey: KeyObject; privateKey: KeyObject } {
	const pair = made.get(modulusLength) ?? generateKeyPairSync('rsa', { modulusLength });
	made.set(modulusLength, pair);
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
