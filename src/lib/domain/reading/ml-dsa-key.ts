/** Private keys of ML-DSA in PKCS #8 (RFC 9881 §6). Browsers take the form with the seed only; programs write three. */
import { wipe, type Bytes } from '../bytes.ts';
import { tags } from '../asn1/der-tags.ts';
import { encodeDer } from '../asn1/der-writing.ts';
import { mlDsaSeedBytes } from '../key/key-material.ts';
import type { MlDsaParameterSet } from '../key/kinds.ts';
import { parseDer, type DerNode } from './der.ts';

/** FIPS 204 table 2, in bytes. */
export const mlDsaLengths: Readonly<
	Record<MlDsaParameterSet, { publicKey: number; expandedKey: number }>
> = {
	44: { publicKey: 1312, expandedKey: 2560 },
	65: { publicKey: 1952, expandedKey: 4032 },
	87: { publicKey: 2592, expandedKey: 4896 }
};
/** ρ: an expanded private key and the public key both begin with it (FIPS 204 §7.2), and it comes from the seed. */
const sharedStart = 32;

/** What such a file holds. All are copies. */
export interface MlDsaKey {
	/** the caller wipes it */
	seed: Bytes;
	/** what the file says of the public key besides: beginnings of it */
	publicStarts: Bytes[];
}

/**
 * @param pkcs8 - OneAsymmetricKey (RFC 5958 §2) that says that it is of this parameter set
 * @returns undefined for one that is damaged or written in another way
 */
export function mlDsaKeyIn(
	pkcs8: Uint8Array,
	parameterSet: MlDsaParameterSet
): MlDsaKey | 'EXPANDED_ONLY' | undefined {
	const elements = childrenOf(parseDer(pkcs8));
	const octets = elements[2];
	if (octets?.tag !== tags.octetString) return undefined;
	const lengths = mlDsaLengths[parameterSet];
	const own = elements.find(({ tag }) => tag === tags.implicit1);
	// The octet before it tells of unused bits.
	if (own && own.value.length !== lengths.publicKey + 1) return undefined;
	// Only a SEQUENCE is read, and a seed alone is none.
	const enclosed = encodeDer(tags.sequence, octets.value);
	try {
		const choice = childrenOf(parseDer(enclosed));
		const { seed, expanded } = partsOf(choice);
		if (expanded && expanded.value.length !== lengths.expandedKey) return undefined;
		if (!seed) return expanded && 'EXPANDED_ONLY';
		if (seed.value.length !== mlDsaSeedBytes) return undefined;
		const starts = [expanded?.value.subarray(0, sharedStart), own?.value.subarray(1)];
		return {
			seed: Uint8Array.from(seed.value),
			publicStarts: starts.flatMap((start) => (start ? [Uint8Array.from(start)] : []))
		};
	} finally {
		wipe(enclosed);
	}
}

/** ML-DSA-PrivateKey: the seed as [0], the expanded key as OCTET STRING, or a SEQUENCE of both, each as OCTET STRING. */
function partsOf([choice, more]: readonly DerNode[]): { seed?: DerNode; expanded?: DerNode } {
	if (!choice || more) return {};
	if (choice.tag === tags.implicit0) return { seed: choice };
	if (choice.tag === tags.octetString) return { expanded: choice };
	const [seed, expanded, rest] = choice.tag === tags.sequence ? choice.children : [];
	const areBoth = seed?.tag === tags.octetString && expanded?.tag === tags.octetString;
	return areBoth && !rest ? { seed, expanded } : {};
}

const childrenOf = (node: DerNode | 'TOO_DEEP' | undefined): readonly DerNode[] =>
	typeof node === 'object' ? node.children : [];
