/** Signatures, MACs and shared secrets, and what belongs to keys that make them. */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { Origin } from '#lib/domain/key/cmk.ts';
import {
	keyAgreementAlgorithms,
	macAlgorithms,
	signingAlgorithms,
	type CmkSpec,
	type KeyAgreementAlgorithm,
	type KeyUsage,
	type MacAlgorithm,
	type SigningAlgorithm
} from '#lib/domain/key/kinds.ts';
import type { PublicKeyForms } from '#lib/crypto/public-key-forms.ts';
import type { AlgorithmFields } from './key-metadata.ts';
import { boolean, bytesOfAnySize, integer, keyId, oneOf, optional, sshNamespace } from './rules.ts';

const signing = {
	KeyId: keyId,
	/** 1 to 4096 bytes, or, where `LargeMessage` is true, to 256 MiB; in the next too */
	Message: bytesOfAnySize,
	LargeMessage: optional(boolean),
	/** default RAW; DIGEST is refused: see docs/operations.md */
	MessageType: optional(oneOf('RAW', 'DIGEST')),
	SigningAlgorithm: oneOf(...signingAlgorithms),
	DryRun: optional(boolean)
};
const mac = {
	KeyId: keyId,
	Message: bytesOfAnySize,
	LargeMessage: optional(boolean),
	MacAlgorithm: oneOf(...macAlgorithms),
	DryRun: optional(boolean)
};

/** What each operation takes. */
export const signRequests = {
	/** SshNamespace: signs as `ssh-keygen -Y sign` does; what is signed holds the message's SHA-512 and this name */
	Sign: { ...signing, SshNamespace: optional(sshNamespace) },
	/** 1 to 6144 bytes, here and in VerifyMac */
	Verify: { ...signing, Signature: bytesOfAnySize },
	/**
	 * Verifies with a public key that no CMK has; nothing is kept. `InvalidPublicKey`. Of ECDSA any of the hashes is taken
	 * with any of the curves, and the two numbers beside each other as well as in DER; of PSS the longest salt too.
	 */
	VerifyWithPublicKey: {
		/** SubjectPublicKeyInfo, DER */
		PublicKey: bytesOfAnySize,
		Message: bytesOfAnySize,
		LargeMessage: optional(boolean),
		Signature: bytesOfAnySize,
		SigningAlgorithm: oneOf(...signingAlgorithms)
	},
	GenerateMac: mac,
	VerifyMac: { ...mac, Mac: bytesOfAnySize },
	DeriveSharedSecret: {
		KeyId: keyId,
		/** of the other side: SubjectPublicKeyInfo, DER, on the same curve */
		PublicKey: bytesOfAnySize,
		KeyAgreementAlgorithm: oneOf(...keyAgreementAlgorithms),
		DryRun: optional(boolean)
	},
	GetPublicKey: { KeyId: keyId },
	/** 1 to 1024 */
	GenerateRandom: { NumberOfBytes: integer }
};

/** What each answers. */
export interface SignAnswers {
	/**
	 * Signature: as AWS KMS gives it: ECDSA as DER, of RSA and Ed25519 the bytes. SshSignature: the file for OpenSSH, where
	 * that was asked for
	 */
	Sign: {
		KeyId: KeyId;
		Signature: Bytes;
		SshSignature?: string;
		SigningAlgorithm: SigningAlgorithm;
	};
	/** one that does not verify is `KmsInvalidSignature` */
	Verify: { KeyId: KeyId; SignatureValid: boolean; SigningAlgorithm: SigningAlgorithm };
	/** fingerprint: SHA-256 of the key as SubjectPublicKeyInfo, hex */
	VerifyWithPublicKey: {
		SignatureValid: boolean;
		SigningAlgorithm: SigningAlgorithm;
		PublicKeyFingerprint: string;
	};
	GenerateMac: { KeyId: KeyId; Mac: Bytes; MacAlgorithm: MacAlgorithm };
	/** one that does not verify is `KmsInvalidMac` */
	VerifyMac: { KeyId: KeyId; MacValid: boolean; MacAlgorithm: MacAlgorithm };
	/** SharedSecret: the x coordinate, 32, 48 or 66 bytes: not yet a key, but what one is derived from */
	DeriveSharedSecret: {
		KeyId: KeyId;
		SharedSecret: Bytes;
		KeyAgreementAlgorithm: KeyAgreementAlgorithm;
		KeyOrigin: Origin;
	};
	/** PublicKey: SubjectPublicKeyInfo, DER. Forms: the same for stock tools, which AWS KMS does not give */
	GetPublicKey: {
		KeyId: KeyId;
		PublicKey: Bytes;
		KeySpec: CmkSpec;
		KeyUsage: KeyUsage;
		Forms: PublicKeyForms;
	} & AlgorithmFields;
	GenerateRandom: { Plaintext: Bytes };
}
