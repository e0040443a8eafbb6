/** Using a CMK. */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import {
	bytes,
	bytesOfAnySize,
	encryptionContext,
	integer,
	keyId,
	oneOf,
	optional
} from './rules.ts';

const dataKey = {
	KeyId: keyId,
	/** exactly one of KeySpec and NumberOfBytes */
	KeySpec: optional(oneOf('AES_256', 'AES_128')),
	/** 1 to 1024 */
	NumberOfBytes: optional(integer),
	EncryptionContext: optional(encryptionContext)
};

/** What each operation takes. */
export const useRequests = {
	Encrypt: {
		KeyId: keyId,
		/** 1 to 4096 bytes */
		Plaintext: bytesOfAnySize,
		EncryptionContext: optional(encryptionContext)
	},
	Decrypt: {
		CiphertextBlob: bytes,
		/** the blob names its key; another one here is `IncorrectKey` */
		KeyId: optional(keyId),
		EncryptionContext: optional(encryptionContext)
	},
	ReEncrypt: {
		CiphertextBlob: bytes,
		SourceKeyId: optional(keyId),
		SourceEncryptionContext: optional(encryptionContext),
		DestinationKeyId: keyId,
		DestinationEncryptionContext: optional(encryptionContext)
	},
	GenerateDataKey: dataKey,
	GenerateDataKeyWithoutPlaintext: dataKey
};

/** What each answers. */
export interface UseAnswers {
	Encrypt: { KeyId: KeyId; CiphertextBlob: Bytes };
	Decrypt: { KeyId: KeyId; Plaintext: Bytes };
	ReEncrypt: { SourceKeyId: KeyId; KeyId: KeyId; CiphertextBlob: Bytes };
	GenerateDataKey: { KeyId: KeyId; Plaintext: Bytes; CiphertextBlob: Bytes };
	GenerateDataKeyWithoutPlaintext: { KeyId: KeyId; CiphertextBlob: Bytes };
}
