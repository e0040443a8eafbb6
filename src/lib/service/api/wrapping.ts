/** Key material for other services. */
import type { Bytes } from '#lib/domain/bytes.ts';
import { keySpecs } from '#lib/domain/key/key-spec.ts';
import { wrapMethods } from '#lib/domain/wrap/wrap-capacity.ts';
import { wrapTargets } from '#lib/domain/wrap/wrap-targets.ts';
import { copy } from './copy-rules.ts';
import {
	bytes,
	bytesOfAnySize,
	keyId,
	longestForeignId,
	oneOf,
	optional,
	passphrase,
	text,
	validTo
} from './rules.ts';

/** What each operation takes. */
export const wrappingRequests = {
	/**
	 * Wraps key material under the public key of another service, and packs the files that it takes. Without KeyMaterial
	 * and KeyId it is made now; a private key becomes PKCS #8.
	 *
	 * `InvalidPublicKey`; `InvalidParameter` for what the service does not take, `InputTooLarge` for what does not fit,
	 * `InvalidKeyMaterialLength`, `WeakKeyMaterial`, `InvalidPrivateKey`; `UnsupportedOperation` for a CMK that was not
	 * made exportable; `InvalidValidTo` as for an import
	 */
	WrapKeyMaterial: {
		Target: oneOf(...wrapTargets),
		/** SubjectPublicKeyInfo, DER */
		PublicKey: bytes,
		WrappingAlgorithm: oneOf(...wrapMethods),
		KeySpec: oneOf(...keySpecs),
		/** raw bytes, or a private key in DER. Wiped. */
		KeyMaterial: optional(bytes),
		/** of a private key that is under one, as EncryptKeyMaterial takes it; here and below. Wiped. */
		KeyPassword: optional(passphrase),
		/** a CMK that was made exportable */
		KeyId: optional(keyId),
		/** a copy for the user: an age file, or the bytes to write down, which private keys do not have */
		Copy: copy,
		/** of Azure's key exchange key; needed for it, and only there */
		KeyExchangeKeyId: optional(text(longestForeignId)),
		/** the key's id or name there, for the command */
		CloudKeyId: optional(text(longestForeignId)),
		/** when the key material shall expire there, for the command; left out for never */
		ValidTo: optional(validTo),
		/** what came with the public key, to go along with the other files */
		ImportToken: optional(bytesOfAnySize)
	},
	/**
	 * What is known of an RSA public key before anything is wrapped under it; nothing is kept. The fingerprint is that of
	 * the key as `rsa-public-key.ts` writes it. `InvalidPublicKey`
	 */
	InspectPublicKey: { PublicKey: bytes },
	/** What can be compared of key material that is about to be wrapped; nothing is kept. The bytes are wiped. */
	InspectKeyToWrap: {
		KeySpec: oneOf(...keySpecs),
		KeyMaterial: bytes,
		KeyPassword: optional(passphrase)
	}
};

/** What both sides of a wrapped key can compare. */
export type KeyComparison =
	/** raw key material; a KCV only where it is an AES key */
	| { Kind: 'SECRET'; KeyCheckValue: { kcv: string | null; sha256Prefix: string } }
	/** SHA-256 of the public half as SubjectPublicKeyInfo, hex */
	| { Kind: 'PRIVATE_KEY'; PublicKeySha256: string };

/** A file to save, and its name. */
export interface NamedFile {
	FileName: string;
	File: Bytes;
}

/** What each answers. */
export interface WrappingAnswers {
	WrapKeyMaterial: {
		Files: NamedFile[];
		/** one zip of all of them, with checksums and instructions */
		Bundle: NamedFile;
		Comparison: KeyComparison;
		CopyFile: NamedFile | null;
		/** plain key material, to be shown once and wiped */
		KeyMaterialToShow: Bytes | null;
	};
	InspectPublicKey: { ModulusBits: number; PublicKeyFingerprint: string };
	InspectKeyToWrap: { Comparison: KeyComparison };
}
