/** The AWS Encryption SDK for Node as an independent peer: what it writes Airlock opens, and the reverse. */
import { buildDecrypt } from '@aws-crypto/decrypt-node';
import { buildEncrypt } from '@aws-crypto/encrypt-node';
import {
	AlgorithmSuiteIdentifier as Suite,
	CommitmentPolicy,
	MultiKeyringNode
} from '@aws-crypto/material-management-node';
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from '@aws-crypto/raw-aes-keyring-node';
import type { Bytes } from '#lib/domain/bytes.ts';

/** Suites by what Airlock calls them. */
const suites = {
	COMMITTING: Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY,
	SIGNED: Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA512_COMMIT_KEY_ECDSA_P384,
	WITHOUT_COMMITMENT: Suite.ALG_AES256_GCM_IV12_TAG16_HKDF_SHA256
} as const;

/** @param wrappingKey - 32 bytes, of purpose `data-key-wrap` */
export const rawAesKeyring = (wrappingKey: Bytes, keyName: string, keyNamespace = 'airlock') =>
	new RawAesKeyringNode({
		keyName,
		keyNamespace,
		unencryptedMasterKey: wrappingKey.slice(),
		wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING
	});

interface How {
	suite?: keyof typeof suites;
	frameLength?: number;
	context?: Record<string, string>;
}

/** @returns a message whose data key each of the keyrings has wrapped */
export async function encryptWithSdk(
	[first, ...others]: readonly [RawAesKeyringNode, ...RawAesKeyringNode[]],
	plaintext: Uint8Array,
	{ suite = 'COMMITTING', frameLength, context }: How = {}
): Promise<Bytes> {
	const commits = suite !== 'WITHOUT_COMMITMENT';
	const { encrypt } = buildEncrypt(
		commits
			? CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT
			: CommitmentPolicy.FORBID_ENCRYPT_ALLOW_DECRYPT
	);
	const keyring = new MultiKeyringNode({ generator: first, children: others });
	const { result } = await encrypt(keyring, Buffer.from(plaintext), {
		suiteId: suites[suite],
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
