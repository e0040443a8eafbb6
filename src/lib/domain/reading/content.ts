import type { RecoveryFault, RsaKeyFault } from '../errors.ts';
import type { ImportToken } from '../import/import-token.ts';
import type { KeyId } from '../ids.ts';
import type { MlDsaParameterSet } from '../key/kinds.ts';
import type { WrappingKeySpec } from '../import/wrapping.ts';
import type { ContainerForm } from './container-groups.ts';

/** The clouds that are told apart by what they hand out. */
export type Cloud = 'AWS' | 'ALIBABA' | 'PING_AN' | 'TENCENT' | 'OTHER';

/** What an answer of a cloud says beside the public key and the token. */
export interface CloudFacts {
	cloud: Cloud;
	/** as the cloud names it: an ARN, an id */
	keyId?: string;
	/** milliseconds since 1970 */
	validTo?: number;
}

/** The curves that Airlock knows by name. */
export const namedCurves = ['P-256', 'P-384', 'P-521', 'secp256k1', 'SM2'] as const;
/** A curve that Airlock knows by name. */
export type NamedCurve = (typeof namedCurves)[number];

/** Algorithms of keys that are recognised and used for nothing here. */
export const otherAlgorithms = [
	...(['ED25519', 'X25519', 'ED448', 'X448', 'DSA', 'DH', 'GOST', 'ML_KEM'] as const)
] as const;

/** Of RSA keys that wrap. */
export const rsaModulusLimits = { leastBits: 2048, mostBits: 8192 } as const;

/** The algorithm that a key says it is for, with its size. */
export type KeyAlgorithm =
	/** fault: why a public key is not used for wrapping */
	| { type: 'RSA'; modulusBits: number; fault?: RsaKeyFault }
	/** undefined for curves that are not named here, and where a file leaves it out */
	| { type: 'EC'; curve: NamedCurve | undefined }
	| { type: 'ML_DSA'; parameterSet: MlDsaParameterSet }
	| { type: (typeof otherAlgorithms)[number] }
	| { type: 'OTHER'; oid: string };

/** Why something was not read. */
export type ReadingRefusal =
	| 'TOO_LARGE'
	| 'ZIP_DAMAGED'
	| 'ZIP_ENCRYPTED'
	| 'ZIP_TOO_LARGE'
	| 'ARCHIVE_NESTED'
	| 'ZIP_WITHOUT_KEYS'
	/** gzip or tar */
	| 'ARCHIVE_DAMAGED'
	| 'ARCHIVE_TOO_LARGE'
	| 'ASN1_TOO_DEEP'
	/** a program printed only some of the bytes */
	| 'PRINTED_CUT'
	/** several were chosen where only shares are read together */
	| 'SEVERAL_FILES'
	/** it was to be read in one certain way, and can't be */
	| 'NOT_READABLE_SO';

/** What the public key was written in. */
export type PublicKeyForm =
	| 'SPKI'
	| 'PKCS_1'
	| 'CERTIFICATE'
	| 'JWK'
	| 'SSH'
	| 'CSR'
	| 'PKCS_7'
	| 'XML'
	| 'PRINTED';

/** What the private key was written in. */
export type PrivateKeyForm =
	| 'PKCS_8'
	| 'PKCS_1'
	| 'SEC_1'
	| 'JWK'
	| 'OPENSSH'
	| 'COSIGN'
	| 'PUTTY'
	| 'PRINTED';

/** What bytes are, as far as they tell. What comes with `bytes` in a {@link FileReading} is said for each. */
export type FileContent =
	/** by its length: one RSA block, or that and a KWP blob of 32 bytes */
	| { kind: 'ENCRYPTED_KEY'; wrappingKeySpec: WrappingKeySpec; hybrid: boolean }
	/** one of Airlock's; undefined fields for one that was cut off or changed. Its seal is not checked here. */
	| { kind: 'IMPORT_TOKEN'; token: ImportToken | undefined }
	| { kind: 'CLOUD_TOKEN'; cloud: Cloud }
	/** what Airlock's Encrypt returns */
	| { kind: 'CIPHERTEXT_BLOB'; keyId: KeyId }
	/**
	 * bytes: SubjectPublicKeyInfo in DER, whatever form it had; of RSA as `rsa-public-key.ts` writes it.
	 * keyId: `kid` of a JWK. validUntil: of a certificate, milliseconds since 1970
	 */
	| {
			kind: 'PUBLIC_KEY';
			form: PublicKeyForm;
			algorithm: KeyAlgorithm;
			keyId?: string;
			validUntil?: number;
	  }
	/** bytes: PKCS #8 in DER; without an algorithm as it was found, or nothing */
	| {
			kind: 'PRIVATE_KEY';
			form: PrivateKeyForm;
			algorithm: KeyAlgorithm | undefined;
			encrypted: boolean;
	  }
	/** `opens`: whether Airlock takes the private key out with the password */
	| { kind: 'PKCS_12'; opens: boolean }
	/** 16, 24, 28, 32, 48 or 64 bytes, the lengths of symmetric and HMAC keys; or what a recovery sheet has */
	| { kind: 'KEY_MATERIAL' }
	/** Azure's transfer file; bytes: its ciphertext */
	| { kind: 'BYOK_FILE'; keyId: string | undefined }
	/** an encrypted file of age */
	| { kind: 'AGE_FILE' }
	/**
	 * a file of another program, by its first bytes or its fields; what is inside is no key material.
	 * A reading of shares has their lines as its bytes. If the shares were tried and don't join, it has the fault instead
	 */
	| { kind: 'CONTAINER'; form: ContainerForm; fault?: RecoveryFault }
	| { kind: 'EMPTY' }
	| { kind: 'TEXT' }
	| { kind: 'UNKNOWN' }
	| { kind: 'REFUSED'; reason: ReadingRefusal };
