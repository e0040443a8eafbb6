/** Using a CMK. */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { EncryptionContext } from '#lib/domain/key/encryption-context.ts';
import {
	encryptionAlgorithms,
	dataKeyPairSpecs,
	type DataKeyPairSpec,
	type EncryptionAlgorithm
} from '#lib/domain/key/kinds.ts';
import {
	boolean,
	bytes,
	bytesOfAnySize,
	count,
	encryptionContext,
	integer,
	keyId,
	oneOf,
	optional,
	text
} from './rules.ts';

/** Units of UTF-16 in the name of a job. */
const longestJob = 8;

const dataKey = {
	KeyId: keyId,
	/** exactly one of KeySpec and NumberOfBytes */
	KeySpec: optional(oneOf('AES_256', 'AES_128')),
	/** 1 to 1024 */
	NumberOfBytes: optional(integer),
	EncryptionContext: optional(encryptionContext),
	DryRun: optional(boolean)
};
const dataKeyPair = {
	KeyId: keyId,
	KeyPairSpec: oneOf(...dataKeyPairSpecs),
	EncryptionContext: optional(encryptionContext),
	DryRun: optional(boolean)
};
/** default SYMMETRIC_DEFAULT */
const algorithm = optional(oneOf(...encryptionAlgorithms));

/** What each operation takes. */
export const useRequests = {
	Encrypt: {
		KeyId: keyId,
		/** 1 to 4096 bytes; with an RSA key at most what fits into one block of it */
		Plaintext: bytesOfAnySize,
		/** not with an RSA key, here and in the next */
		EncryptionContext: optional(encryptionContext),
		EncryptionAlgorithm: algorithm,
		DryRun: optional(boolean)
	},
	Decrypt: {
		CiphertextBlob: bytes,
		/** the blob names its key; another one here is `IncorrectKey`. What an RSA key has encrypted names none */
		KeyId: optional(keyId),
		EncryptionContext: optional(encryptionContext),
		EncryptionAlgorithm: algorithm,
		DryRun: optional(boolean)
	},
	ReEncrypt: {
		CiphertextBlob: bytes,
		SourceKeyId: optional(keyId),
		SourceEncryptionContext: optional(encryptionContext),
		SourceEncryptionAlgorithm: algorithm,
		DestinationKeyId: keyId,
		DestinationEncryptionContext: optional(encryptionContext),
		DestinationEncryptionAlgorithm: algorithm,
		DryRun: optional(boolean)
	},
	EncryptFile: {
		KeyId: keyId,
		/** of the file; for the log */
		Bytes: count,
		EncryptionContext: optional(encryptionContext)
	},
	DecryptFile: {
		/** the file's first bytes: all of its header, whatever follows */
		Header: bytes,
		/** of a file whose suite has no key commitment: it is refused otherwise, and the log says that it was allowed */
		AllowWithoutCommitment: optional(boolean)
	},
	/** as DecryptFile; the encryption context stays */
	ReEncryptFile: {
		Header: bytes,
		DestinationKeyId: keyId,
		AllowWithoutCommitment: optional(boolean)
	},
	FinishFile: {
		/** of EncryptFile, DecryptFile or ReEncryptFile since the vault was unlocked */
		Job: text(longestJob),
		Result: oneOf('DONE', 'STOPPED', 'FAILED'),
		/** of plaintext; of one that was not done, as many as were written */
		Bytes: count,
		/** whether the result is in the place of the old file, after ReEncryptFile */
		Replaced: optional(boolean)
	},
	GenerateDataKey: dataKey,
	GenerateDataKeyWithoutPlaintext: dataKey,
	GenerateDataKeyPair: dataKeyPair,
	GenerateDataKeyPairWithoutPlaintext: dataKeyPair
};

interface DataKeyPair {
	KeyId: KeyId;
	KeyMaterialId: string;
	KeyPairSpec: DataKeyPairSpec;
	PublicKey: Bytes;
	/** `Decrypt` gives the private key back */
	PrivateKeyCiphertextBlob: Bytes;
}

/** What each answers. */
export interface UseAnswers {
	Encrypt: { KeyId: KeyId; CiphertextBlob: Bytes; EncryptionAlgorithm: EncryptionAlgorithm };
	/** KeyMaterialId, here and in the others: hex, as it is in the blob; RSA keys have none */
	Decrypt: {
		KeyId: KeyId;
		KeyMaterialId?: string;
		Plaintext: Bytes;
		EncryptionAlgorithm: EncryptionAlgorithm;
	};
	ReEncrypt: {
		SourceKeyId: KeyId;
		SourceKeyMaterialId?: string;
		KeyId: KeyId;
		DestinationKeyMaterialId?: string;
		CiphertextBlob: Bytes;
		SourceEncryptionAlgorithm: EncryptionAlgorithm;
		DestinationEncryptionAlgorithm: EncryptionAlgorithm;
	};
	/** BodyKey: AES-GCM of this one file, which can't be extracted; what follows the header is under it */
	EncryptFile: { KeyId: KeyId; Job: string; Header: Bytes; BodyKey: CryptoKey };
	DecryptFile: {
		KeyId: KeyId;
		EncryptionContext: EncryptionContext;
		Job: string;
		/** what follows them is the body */
		HeaderBytes: number;
		BodyKey: CryptoKey;
	};
	ReEncryptFile: {
		SourceKeyId: KeyId;
		KeyId: KeyId;
		EncryptionContext: EncryptionContext;
		Job: string;
		/** of the old header; what follows them is the old body */
		HeaderBytes: number;
		/** decrypts the old body */
		SourceBodyKey: CryptoKey;
		/** of the new file */
		Header: Bytes;
		/** encrypts the new body */
		BodyKey: CryptoKey;
		/** decrypts the new body, to verify it; comes from the new header as anybody opens it */
		CheckKey: CryptoKey;
	};
	FinishFile: Record<string, never>;
	GenerateDataKey: {
		KeyId: KeyId;
		KeyMaterialId: string;
		Plaintext: Bytes;
		CiphertextBlob: Bytes;
	};
	GenerateDataKeyWithoutPlaintext: { KeyId: KeyId; KeyMaterialId: string; CiphertextBlob: Bytes };
	/** PublicKey: SubjectPublicKeyInfo; PrivateKeyPlaintext: PKCS #8; both DER */
	GenerateDataKeyPair: DataKeyPair & { PrivateKeyPlaintext: Bytes };
	GenerateDataKeyPairWithoutPlaintext: DataKeyPair;
}
