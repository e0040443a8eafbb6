/** The AWS Encryption SDK for Node as an independent peer: what it writes Airlock opens, and the reverse. */
import type { Duplex } from 'node:stream';
import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import {
	AlgorithmSuiteIdentifier as Suite,
	CommitmentPolicy,
	MultiKeyringNode
} from '@aws-crypto/material-management-node';
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/raw-aes-keyring-node';
import type { Bytes } from '#lib/domain/bytes.ts';

export { Suite };

/** The one that Airlock writes. */
const ownSuite = Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY;
/** The same, signed. */
export const signedSuite = Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384;
/** Those that do not commit to their key. */
export const suitesWithoutCommitment = [
	Suite.ALG_AES128_GCM_IV12_TAG16,
	Suite.ALG_AES192_GCM_IV12_TAG16,
	Suite.ALG_AES256_GCM_IV12_TAG16,
	Suite.ALG_AES128_GCM_IV12_TAG16_HKDF_SHA256,
	Suite.ALG_AES192_GCM_IV12_TAG16_HKDF_SHA256,
	Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA256,
	Suite.ALG_AES128_GCM_IV12_TAG16_HKDF_SHA256_ECDSA_P256,
	Suite.ALG_AES192_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384,
	Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA384_ECDSA_P384
] as const;

/** @param wrappingKey - 32 bytes, of purpose `data-key-wrap` */
export const rawAesKeyring = (wrappingKey: Bytes, keyName: string, keyNamespace = 'airlock') =>
	new RawAesKeyringNode({
		keyName,
		keyNamespace,
		unencryptedMasterKey: wrappingKey.slice(),
		wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING
	});

interface How {
	suite?: Suite;
	frameLength?: number;
	context?: Record<string, string>;
}

/** @returns a message whose data key each of the keyrings has wrapped */
export async function encryptWithSdk(
	[first, ...others]: readonly [RawAesKeyringNode, ...RawAesKeyringNode[]],
	plaintext: Uint8Array,
	{ suite = ownSuite, frameLength, context }: How = {}
): Promise<Bytes> {
	const commits = suite === ownSuite || suite === signedSuite;
	const { encrypt } = buildEncrypt(
		commits
			? CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT
			: CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT
	);
	const keyring = new MultiKeyringNode({ generator: first, children: others });
	const { result } = await encrypt(keyring, Buffer.from(plaintext), {
		suiteId: suite,
		...(frameLength !== undefined && { frameLength }),
		...(context && { encryptionContext: context })
	});
	return Uint8Array.from(result);
}

/** @throws Error when the SDK refuses the message */
export async function decryptWithSdk(keyring: RawAesKeyringNode, message: Uint8Array) {
	const { decrypt } = buildDecrypt(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
	const { plaintext, messageHeader } = await decrypt(keyring, Buffer.from(message));
	return {
		plaintext: Uint8Array.from(plaintext),
		context: { ...messageHeader.encryptionContext }
	};
}

/** The same of a message of any size, which streams through. */
export function sdkStreams(keyring: RawAesKeyringNode): { encrypt: Duplex; decrypt: Duplex } {
	const policy = CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT;
	return {
		encrypt: buildEncrypt(policy).encryptStream(keyring, { suiteId: ownSuite }),
		decrypt: buildDecrypt(policy).decryptStream(keyring)
	};
}
