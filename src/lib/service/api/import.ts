/** The import, both halves. */
import type { Bytes } from '#lib/domain/bytes.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import type { CandidateFinding } from '#lib/domain/import/candidate-finding.ts';
import type { CopyFate } from '#lib/domain/import/import-draft.ts';
import type { ImportFinding } from '#lib/domain/import/import-finding.ts';
import { wrappingAlgorithms, wrappingKeySpecs } from '#lib/domain/import/wrapping.ts';
import type { Expiration, KeyCheckValue } from '#lib/domain/key/cmk.ts';
import { cmkSpecs } from '#lib/domain/key/kinds.ts';
import { parseSteps } from '#lib/domain/reading/reading.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { copyOrSheets, copyToTest } from './copy-rules.ts';
import type { ImportParametersInfo, KeyMetadata } from './key-metadata.ts';
import {
	bytes,
	bytesOfAnySize,
	hasOnly,
	isBytes,
	isInstant,
	isRecord,
	isText,
	keyId,
	keyIdOnly,
	longestRawName,
	oneOf,
	optional,
	passphrase,
	validTo,
	type Rule
} from './rules.ts';

/** A file that waits in the draft of an import. */
export interface ImportFile {
	Name: string;
	/** how the bytes came out of the file, step by step: `BINARY`, `HEX`, `UTF_16+BASE64` */
	ReadAs: string;
	Bytes: Bytes;
}

const isImportFile = (value: unknown): value is ImportFile =>
	isRecord(value) &&
	hasOnly(value, 'Name', 'ReadAs', 'Bytes') &&
	isText(value['Name'], longestRawName) &&
	isText(value['ReadAs'], longestRawName) &&
	parseSteps(value['ReadAs']) !== undefined &&
	isBytes(value['Bytes']);

/** Null takes the file out of the draft. */
const file: Rule<ImportFile | null> = {
	name: 'FILE',
	holds: (value): value is ImportFile | null => value === null || isImportFile(value)
};

function isExpiration(value: unknown): value is Expiration {
	if (!isRecord(value)) return false;
	return value['expirationModel'] === 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		? hasOnly(value, 'expirationModel')
		: value['expirationModel'] === 'KEY_MATERIAL_EXPIRES' &&
				isInstant(value['validTo']) &&
				hasOnly(value, 'expirationModel', 'validTo');
}

const expiration: Rule<Expiration | null> = {
	name: 'EXPIRATION',
	holds: (value): value is Expiration | null => value === null || isExpiration(value)
};

const expirationModel = oneOf('KEY_MATERIAL_EXPIRES', 'KEY_MATERIAL_DOES_NOT_EXPIRE');
const place = oneOf('IN_AIRLOCK', 'ELSEWHERE');

/** What each operation takes. */
export const importRequests = {
	GetParametersForImport: {
		KeyId: keyId,
		WrappingAlgorithm: optional(oneOf(...wrappingAlgorithms)),
		WrappingKeySpec: optional(oneOf(...wrappingKeySpecs)),
		Place: optional(place)
	},
	/** One zip: public key, token, checksums and instructions with the commands for this set. */
	DownloadImportParameters: { KeyId: keyId },
	GetImportProgress: { KeyId: keyId },
	/** Saves what the user enters; a field that is left out stays as it is. */
	SaveImportDraft: {
		KeyId: keyId,
		Place: optional(place),
		EncryptedKey: optional(file),
		ImportToken: optional(file),
		Expiration: optional(expiration),
		/** what the user says of the copy of new key material; ignored where none is awaited */
		Copy: optional(oneOf('TAKEN', 'GIVEN_UP'))
	},
	/** Parameters, files and choices are removed; the CMK stays as it is. */
	DiscardImport: { KeyId: keyId },
	/** The user's half in the app: both files of the import are saved as its draft. */
	EncryptKeyMaterial: {
		KeyId: keyId,
		/** of a pair, PKCS #8 in DER, or PKCS #12 with its password. Left out, for a secret: random bytes are made. Wiped. */
		KeyMaterial: optional(bytes),
		/**
		 * of a pair that is under one, in PKCS #8 or PKCS #12: PBES2 with PBKDF2 and AES-CBC, as OpenSSL writes it; here and in
		 * the next. Wiped.
		 */
		KeyPassword: optional(passphrase),
		/**
		 * instead of KeyMaterial: an encrypted key file of these parameters that holds the key material as hex or Base64
		 * text, or with a line break after it. The bytes that were meant are encrypted, and given to nobody.
		 */
		EncryptedText: optional(bytes),
		/** of a pair not `SHOW`, of an RSA key no `SHARES` and no `SHEET` */
		Copy: copyOrSheets
	},
	/**
	 * Check value of key material that is about to be encrypted for a key of this kind, by default AES_256; of a pair, PKCS
	 * #8. Nothing is kept. The bytes are wiped.
	 *
	 * `InvalidKeyMaterialLength`, `WeakKeyMaterial`, `InvalidPrivateKey`
	 */
	InspectKeyMaterial: {
		KeyMaterial: bytes,
		KeyPassword: optional(passphrase),
		KeySpec: optional(oneOf(...cmkSpecs))
	},
	/**
	 * Restores key material from a copy that the user brings and compares it with the CMK's, without importing it. What is
	 * given is wiped.
	 *
	 * `InvalidRecoveryCopy` says what is wrong with shares, `InvalidCiphertext` is an age file that doesn't open,
	 * `IncorrectKeyMaterial` another key's copy, `InvalidPrivateKey` no private key of this kind; nothing has changed then
	 */
	RehearseRecovery: { KeyId: keyId, Copy: copyToTest },
	ImportKeyMaterial: {
		KeyId: keyId,
		ImportToken: bytesOfAnySize,
		EncryptedKeyMaterial: bytesOfAnySize,
		/** default KEY_MATERIAL_EXPIRES, which needs ValidTo */
		ExpirationModel: optional(expirationModel),
		ValidTo: optional(validTo)
	},
	/**
	 * The key material that the CMK is bound to once more, from a copy that the user brings, with another expiry. What is
	 * given is wiped. Refused as `RehearseRecovery` and `ImportKeyMaterial` are; nothing has changed then
	 */
	ImportFromCopy: {
		KeyId: keyId,
		Copy: copyToTest,
		ExpirationModel: optional(expirationModel),
		ValidTo: optional(validTo)
	},
	/**
	 * Why an import of these files is refused, or would be: findings of a closed list for each file, the first thing to
	 * put right first. The files are as they are before any decoding, and wiped. Changes nothing.
	 */
	DiagnoseImport: {
		KeyId: keyId,
		EncryptedKeyMaterial: optional(bytesOfAnySize),
		ImportToken: optional(bytesOfAnySize)
	},
	/**
	 * Whether a file holds the key material that a CMK is bound to, in any encoding. The file is wiped; nothing is kept.
	 *
	 * `InvalidParameter` for a CMK that is not bound yet, or is not an AES-256 key
	 */
	FindKeyMaterial: { KeyId: keyId, File: bytesOfAnySize },
	/** A key id only, as for the deletion of a key. */
	DeleteImportedKeyMaterial: { KeyId: keyIdOnly }
};

/** What has been entered into an import so far. */
export interface ImportProgress {
	KeyId: KeyId;
	Step: 'PARAMETERS' | 'ENCRYPT' | 'FILES';
	Place: 'IN_AIRLOCK' | 'ELSEWHERE';
	EncryptedKey: ImportFile | null;
	ImportToken: ImportFile | null;
	/** null as long as the preselected expiry stands */
	Expiration: Expiration | null;
	KeyCheckValue: KeyCheckValue | null;
	/** of new material that was encrypted here: whether the user has a copy; null where there was one before */
	Copy: CopyFate | null;
	/** when the user last tested a copy of the material that was encrypted here; null for never */
	RehearsedOn: EpochMillis | null;
	/** a file made elsewhere, and earlier parameters asked for two parts: a diagnosis tells whether it can be the first */
	MayBeFirstPart: boolean;
}

/** What each answers. */
export interface ImportAnswers {
	GetParametersForImport: { KeyId: KeyId } & ImportParametersInfo;
	DownloadImportParameters: { FileName: string; File: Bytes };
	GetImportProgress: ImportProgress;
	SaveImportDraft: ImportProgress;
	DiscardImport: Record<string, never>;
	EncryptKeyMaterial: {
		KeyCheckValue: KeyCheckValue;
		Progress: ImportProgress;
		CopyFile: { FileName: string; File: Bytes } | null;
		/** the plain key material, to be shown once and wiped */
		KeyMaterialToShow: Bytes | null;
		/** of `SHARES` and `SHEET`: the lines of each share, an empty line between two; to be shown once and wiped */
		RecoveryTexts: Bytes | null;
	};
	InspectKeyMaterial: { KeyCheckValue: KeyCheckValue };
	RehearseRecovery: { RehearsedOn: EpochMillis; KeyMetadata: KeyMetadata };
	ImportKeyMaterial: { KeyId: KeyId; KeyMetadata: KeyMetadata };
	ImportFromCopy: { KeyMetadata: KeyMetadata };
	DiagnoseImport: {
		/** empty where no file was given */
		EncryptedKey: ImportFinding[];
		ImportToken: ImportFinding[];
		/** a file as it was before something happened to it on its way, where that was found; still encrypted */
		Repaired: { EncryptedKey: Bytes | null; ImportToken: Bytes | null };
	};
	FindKeyMaterial: { Finding: CandidateFinding };
	DeleteImportedKeyMaterial: { KeyMetadata: KeyMetadata };
}
