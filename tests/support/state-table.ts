/** The state table of a KMS key as it must be, written out: nothing here is asked of the code. */
import type { Origin } from '#lib/domain/key/cmk.ts';
import type { KeyState } from '#lib/domain/key/key-state.ts';
import type { KeyOperation } from '#lib/domain/vault/operation.ts';
import type { Request } from '#lib/service/api.ts';

const columns: readonly KeyState[] = ['PENDING_IMPORT', 'ENABLED', 'DISABLED', 'PENDING_DELETION'];

/**
 * Of an AES-256 key. y: allowed, n: InvalidState, u: InvalidKeyUsage, -: UnsupportedOperation; in the order of
 * {@link columns}.
 */
export const stateTable: Record<KeyOperation, Record<Origin, string>> = {
	Encrypt: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	Decrypt: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	ReEncrypt: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	EncryptFile: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	DecryptFile: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	ReEncryptFile: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	GenerateDataKey: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	GenerateDataKeyWithoutPlaintext: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	GenerateDataKeyPair: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	GenerateDataKeyPairWithoutPlaintext: { EXTERNAL: 'nynn', AIRLOCK: 'nynn' },
	DeriveSharedSecret: { EXTERNAL: 'uuuu', AIRLOCK: 'uuuu' },
	Sign: { EXTERNAL: 'uuuu', AIRLOCK: 'uuuu' },
	Verify: { EXTERNAL: 'uuuu', AIRLOCK: 'uuuu' },
	CreateCertificateRequest: { EXTERNAL: 'uuuu', AIRLOCK: 'uuuu' },
	CreateSelfSignedCertificate: { EXTERNAL: 'uuuu', AIRLOCK: 'uuuu' },
	GenerateMac: { EXTERNAL: 'uuuu', AIRLOCK: 'uuuu' },
	VerifyMac: { EXTERNAL: 'uuuu', AIRLOCK: 'uuuu' },
	GetPublicKey: { EXTERNAL: '----', AIRLOCK: '----' },
	DescribeKey: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	ListAliases: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	CreateAlias: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	UpdateAlias: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	RenameAlias: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	DeleteAlias: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	UpdateKeyDescription: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	TagResource: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	UntagResource: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	ListResourceTags: { EXTERNAL: 'yyyy', AIRLOCK: 'yyyy' },
	RetireKey: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	UnretireKey: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	EnableKey: { EXTERNAL: 'nyyn', AIRLOCK: 'nyyn' },
	DisableKey: { EXTERNAL: 'nyyn', AIRLOCK: 'nyyn' },
	ScheduleKeyDeletion: { EXTERNAL: 'yyyn', AIRLOCK: 'yyyn' },
	CancelKeyDeletion: { EXTERNAL: 'nnny', AIRLOCK: 'nnny' },
	RotateKeyOnDemand: { EXTERNAL: '----', AIRLOCK: 'nynn' },
	EnableKeyRotation: { EXTERNAL: '----', AIRLOCK: 'nynn' },
	DisableKeyRotation: { EXTERNAL: '----', AIRLOCK: 'nynn' },
	GetKeyRotationStatus: { EXTERNAL: '----', AIRLOCK: 'yyyy' },
	ListKeyRotations: { EXTERNAL: '----', AIRLOCK: 'yyyy' },
	GetParametersForImport: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	DownloadImportParameters: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	EncryptKeyMaterial: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	SaveImportDraft: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	DiscardImport: { EXTERNAL: 'yyyy', AIRLOCK: '----' },
	ImportFromCopy: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	ImportKeyMaterial: { EXTERNAL: 'yyyn', AIRLOCK: '----' },
	DeleteImportedKeyMaterial: { EXTERNAL: 'yyyy', AIRLOCK: '----' },
	// AIRLOCK: made exportable; the others are not
	WrapKeyMaterial: { EXTERNAL: '----', AIRLOCK: 'nynn' },
	RehearseRecovery: { EXTERNAL: 'yyyy', AIRLOCK: '----' }
};

/** All kinds of keys, by what makes a difference. */
export const kindsOfKeys = [
	{ KeySpec: 'AES_256', KeyUsage: 'ENCRYPT_DECRYPT' },
	{ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' },
	{ KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' },
	{ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' },
	{ KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' },
	{ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
	{ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' }
] as const satisfies Request<'CreateKey'>[];

/**
 * What the kind of a key rules out, whatever its state; in the order of {@link kindsOfKeys}. y: the state decides. What
 * is not listed depends on no kind.
 */
export const kindTable: Partial<Record<KeyOperation, string>> = {
	Encrypt: 'yyuuuuu',
	Decrypt: 'yyuuuuu',
	ReEncrypt: 'yyuuuuu',
	EncryptFile: 'yuuuuuu',
	DecryptFile: 'yuuuuuu',
	ReEncryptFile: 'yuuuuuu',
	GenerateDataKey: 'yuuuuuu',
	GenerateDataKeyWithoutPlaintext: 'yuuuuuu',
	GenerateDataKeyPair: 'yuuuuuu',
	GenerateDataKeyPairWithoutPlaintext: 'yuuuuuu',
	Sign: 'uuyyyuu',
	Verify: 'uuyyyuu',
	CreateCertificateRequest: 'uuyyyuu',
	CreateSelfSignedCertificate: 'uuyyyuu',
	GenerateMac: 'uuuuuyu',
	VerifyMac: 'uuuuuyu',
	DeriveSharedSecret: 'uuuuuuy',
	GetPublicKey: '-yyyy-y',
	RotateKeyOnDemand: 'y------',
	EnableKeyRotation: 'y------',
	DisableKeyRotation: 'y------',
	GetKeyRotationStatus: 'y------',
	ListKeyRotations: 'y------'
};

/**
 * What a retired key does to operations that its kind and its state allow, written out. y: nothing, r: KeyRetired. Of
 * ReEncrypt and ReEncryptFile a retired key can be the source, and is refused as the destination.
 */
export const retiredTable: Record<KeyOperation, 'y' | 'r'> = {
	Encrypt: 'r',
	Decrypt: 'y',
	ReEncrypt: 'y',
	EncryptFile: 'r',
	DecryptFile: 'y',
	ReEncryptFile: 'y',
	GenerateDataKey: 'r',
	GenerateDataKeyWithoutPlaintext: 'r',
	GenerateDataKeyPair: 'r',
	GenerateDataKeyPairWithoutPlaintext: 'r',
	// What others have encrypted for its public key is read by it.
	DeriveSharedSecret: 'y',
	Sign: 'r',
	CreateCertificateRequest: 'r',
	CreateSelfSignedCertificate: 'r',
	Verify: 'y',
	GenerateMac: 'r',
	VerifyMac: 'y',
	GetPublicKey: 'y',
	DescribeKey: 'y',
	ListAliases: 'y',
	CreateAlias: 'y',
	UpdateAlias: 'y',
	RenameAlias: 'y',
	DeleteAlias: 'y',
	UpdateKeyDescription: 'y',
	TagResource: 'y',
	UntagResource: 'y',
	ListResourceTags: 'y',
	RetireKey: 'y',
	UnretireKey: 'y',
	EnableKey: 'y',
	DisableKey: 'y',
	ScheduleKeyDeletion: 'y',
	CancelKeyDeletion: 'y',
	RotateKeyOnDemand: 'r',
	EnableKeyRotation: 'r',
	DisableKeyRotation: 'y',
	GetKeyRotationStatus: 'y',
	ListKeyRotations: 'y',
	GetParametersForImport: 'y',
	DownloadImportParameters: 'y',
	EncryptKeyMaterial: 'y',
	SaveImportDraft: 'y',
	DiscardImport: 'y',
	ImportFromCopy: 'y',
	ImportKeyMaterial: 'y',
	DeleteImportedKeyMaterial: 'y',
	WrapKeyMaterial: 'y',
	RehearseRecovery: 'y'
};

export const expectedOutcome = {
	y: 'success',
	n: 'InvalidState',
	u: 'InvalidKeyUsage',
	'-': 'UnsupportedOperation'
};

export const stateTableCells = (Object.keys(stateTable) as KeyOperation[]).flatMap((operation) =>
	(['EXTERNAL', 'AIRLOCK'] as const).flatMap((origin) =>
		columns.map((state, column) => ({
			operation,
			origin,
			state,
			expected:
				expectedOutcome[
					stateTable[operation][origin].charAt(column) as keyof typeof expectedOutcome
				]
		}))
	)
);

/** For keys that Airlock made, exportable where that makes a difference: state by operation by kind. */
export const kindTableCells = (Object.keys(stateTable) as KeyOperation[]).flatMap((operation) =>
	kindsOfKeys.flatMap((kind, index) => {
		const ofKind = kindTable[operation]?.charAt(index) ?? 'y';
		// What only other kinds have depends on the state as Encrypt does.
		const own = stateTable[operation].AIRLOCK;
		const isOfOthers = operation in kindTable && !/[yn]/.test(own);
		const states = isOfOthers ? stateTable.Encrypt.AIRLOCK : own;
		return columns.map((state, column) => {
			const letter = ofKind === 'y' ? states.charAt(column) : ofKind;
			const expected = expectedOutcome[letter as keyof typeof expectedOutcome];
			return { operation, ...kind, state, expected };
		});
	})
);
