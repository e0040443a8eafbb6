/** Hashes that programs use with OAEP, the wanted ones first. SHA-224 and SHA-3 are not in WebCrypto. */
const oaepHashes = ['SHA-256', 'SHA-1', 'SHA-384', 'SHA-512'] as const;
/** A hash that programs use with OAEP. */
export type OaepHash = (typeof oaepHashes)[number];

/** OAEP has two hashes: one over the label, one inside the mask function MGF1. Programs set them apart. */
export interface OaepPadding {
	name: 'OAEP';
	hash: OaepHash;
	maskHash: OaepHash;
}

/** Ways to pad an RSA block that people's programs use; NONE is RSA on the bytes themselves. */
export type RsaPadding = OaepPadding | { name: 'NONE' } | { name: 'PKCS1_V1_5' };

const withOneHash = oaepHashes.map((hash) => ({ name: 'OAEP' as const, hash, maskHash: hash }));

/** Every pair of hashes, those that are one hash twice first. */
export const oaepPaddings: readonly OaepPadding[] = [
	...withOneHash,
	...oaepHashes.flatMap((hash) =>
		oaepHashes
			.filter((maskHash) => maskHash !== hash)
			.map((maskHash) => ({ name: 'OAEP' as const, hash, maskHash }))
	)
];
