/** Keys of ML-DSA by a peer, in every form of RFC 9881 that programs write. */
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import { concat } from '#lib/domain/bytes.ts';
import type { MlDsaParameterSet } from '#lib/domain/key/kinds.ts';
import { tags } from '#lib/domain/asn1/der-tags.ts';
import { encodeDer } from '#lib/domain/asn1/der-writing.ts';

export const mlDsaPeers = { 44: ml_dsa44, 65: ml_dsa65, 87: ml_dsa87 } as const;
export const parameterSets = [44, 65, 87] as const;
/** No pattern, so that it may be a key. */
export const mlDsaSeed = Uint8Array.from({ length: 32 }, (_, at) => (at * at * 37 + 11) & 0xff);
export const otherSeed = mlDsaSeed.toReversed();

const identifier = (set: MlDsaParameterSet) =>
	encodeDer(
		tags.sequence,
		Uint8Array.of(...[6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 3], 0x11 + parameterSets.indexOf(set))
	);
const octets = (bytes: Uint8Array) => encodeDer(tags.octetString, bytes);
const oneAsymmetricKey = (set: MlDsaParameterSet, inner: Uint8Array, publicKey?: Uint8Array) =>
	encodeDer(
		tags.sequence,
		Uint8Array.of(tags.integer, 1, publicKey ? 1 : 0),
		identifier(set),
		octets(inner),
		...(publicKey ? [encodeDer(tags.implicit1, Uint8Array.of(0), publicKey)] : [])
	);

/** @param of - whose expanded key and public key stand beside the seed: its own, unless the file is wrong */
export function mlDsaForms(set: MlDsaParameterSet, seed: Uint8Array = mlDsaSeed, of = seed) {
	const { secretKey, publicKey } = mlDsaPeers[set].keygen(of);
	const seedOnly = encodeDer(tags.implicit0, seed);
	const base64Url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
	return {
		seed: Uint8Array.from(seed),
		seedOnly: oneAsymmetricKey(set, seedOnly),
		/** what OpenSSL 3.5 writes by default */
		both: oneAsymmetricKey(set, encodeDer(tags.sequence, octets(seed), octets(secretKey))),
		withPublicKey: oneAsymmetricKey(set, seedOnly, publicKey),
		expandedOnly: oneAsymmetricKey(set, octets(secretKey)),
		damaged: oneAsymmetricKey(set, encodeDer(tags.implicit0, seed.subarray(1))),
		spki: encodeDer(
			tags.sequence,
			identifier(set),
			encodeDer(tags.bitString, concat(Uint8Array.of(0), publicKey))
		),
		jwk: () => ({
			...{ kty: 'AKP', alg: `ML-DSA-${set}` },
			...{ pub: base64Url(publicKey), priv: base64Url(seed) }
		})
	};
}
