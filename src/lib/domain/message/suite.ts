/**
 * Algorithm suites of the AWS Encryption SDK: its specification, framework/algorithm-suites.md. Airlock writes one, and
 * reads all; those without key commitment only where the caller allows it.
 */

/** What a message is encrypted, and perhaps signed, with. */
export interface Suite {
	id: number;
	/** of the data key, and of the key that encrypts: AES-GCM takes 16, 24 or 32 bytes */
	keyBytes: number;
	/** of HKDF, which derives the key that encrypts; left out, the data key does */
	hash?: 'SHA-256' | 'SHA-384' | 'SHA-512';
	/** whether the header has what no other data key gives. Such a message has format 2, any other one format 1. */
	commits: boolean;
	/** the curve of the signature that stands after the body */
	curve?: SignatureCurve;
}

/** Of ECDSA, with SHA-256 on P-256 and SHA-384 on P-384. */
export type SignatureCurve = 'P-256' | 'P-384';

/** AES-256-GCM, HKDF-SHA-512, key commitment, no signature: AES_256_GCM_HKDF_SHA512_COMMIT_KEY. */
export const committingSuite: Suite & { hash: 'SHA-512' } = {
	id: 0x0478,
	keyBytes: 32,
	hash: 'SHA-512',
	commits: true
};
/** Of a data key of {@link committingSuite}. */
export const dataKeyBytes = committingSuite.keyBytes;
/** Of a message id of a suite that commits: it is the salt of HKDF. */
export const messageIdBytes = 32;
/** Of a message id of a suite that does not. */
export const olderMessageIdBytes = 16;
/** Of the commitment to the data key. */
export const commitmentBytes = 32;
/** Of AES-GCM. */
export const ivBytes = 12;
/** Of AES-GCM. */
export const tagBytes = 16;

const without = { commits: false };

const suites: readonly Suite[] = [
	committingSuite,
	{ ...committingSuite, id: 0x0578, curve: 'P-384' },
	{ ...without, id: 0x0014, keyBytes: 16 },
	{ ...without, id: 0x0046, keyBytes: 24 },
	{ ...without, id: 0x0078, keyBytes: 32 },
	{ ...without, id: 0x0114, keyBytes: 16, hash: 'SHA-256' },
	{ ...without, id: 0x0146, keyBytes: 24, hash: 'SHA-256' },
	{ ...without, id: 0x0178, keyBytes: 32, hash: 'SHA-256' },
	{ ...without, id: 0x0214, keyBytes: 16, hash: 'SHA-256', curve: 'P-256' },
	{ ...without, id: 0x0346, keyBytes: 24, hash: 'SHA-384', curve: 'P-384' },
	{ ...without, id: 0x0378, keyBytes: 32, hash: 'SHA-384', curve: 'P-384' }
];

/** @returns undefined where the specification has none of this number, or not in this version of the format */
export const suiteOf = (id: number, version: 1 | 2): Suite | undefined =>
	suites.find((suite) => suite.id === id && suite.commits === (version === 2));
