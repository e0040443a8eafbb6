/** What this API has of that of AWS KMS, and what it leaves out. AWS's client says which operations there are. */
import * as kms from '@aws-sdk/client-kms';

/** The operations of AWS KMS, as its client for JavaScript has them. */
export const awsOperations = Object.keys(kms)
	.filter((name) => /^[A-Z]\w+Command$/.test(name))
	.map((name) => name.replace(/Command$/, ''));

const onePerson = 'One person and one vault: there is nobody else to allow or forbid anything.';
const oneStore = 'The vault is the only store of keys.';
const oneRegion = 'There are no Regions. A vault file carries keys elsewhere.';
const rotatable =
	'Only for keys that Airlock made and that are not exportable. Imported key material is one for life.';
const kem = 'ML-KEM: not yet, and few browsers have it.';

/** Why an operation of AWS KMS is left out. */
export const leftOut: Readonly<Record<string, string>> = {
	...{ CreateGrant: onePerson, ListGrants: onePerson, ListRetirableGrants: onePerson },
	...{ RetireGrant: onePerson, RevokeGrant: onePerson },
	...{ GetKeyPolicy: onePerson, ListKeyPolicies: onePerson, PutKeyPolicy: onePerson },
	...{ ConnectCustomKeyStore: oneStore, CreateCustomKeyStore: oneStore },
	...{ DeleteCustomKeyStore: oneStore, DescribeCustomKeyStores: oneStore },
	...{ DisconnectCustomKeyStore: oneStore, UpdateCustomKeyStore: oneStore },
	...{ ReplicateKey: oneRegion, UpdatePrimaryRegion: oneRegion },
	...{ Decapsulate: kem, Encapsulate: kem },
	GetKeyLastUsage: '`ListActivity` has every use of a key.'
};

const noRecipient = 'No `Recipient`: there are no enclaves.';

/** What is not as in AWS KMS, beside what holds for all. */
export const differences: Readonly<Record<string, string>> = {
	CreateKey:
		'Origin `AIRLOCK` in place of `AWS_KMS`. `AliasName` and `Exportable` are additions. No policies, Regions or key stores.',
	Decrypt: noRecipient,
	DisableKeyRotation: rotatable,
	EnableKeyRotation: `${rotatable} Airlock rotates while it is unlocked: on the date, or at the next unlock.`,
	DeriveSharedSecret: noRecipient,
	DescribeKey: 'No ARN; states and times are named and counted as everywhere here.',
	GenerateDataKey: noRecipient,
	GenerateDataKeyPair: `${noRecipient} The key pairs of the table above, but for ML-DSA.`,
	GenerateDataKeyPairWithoutPlaintext: 'The key pairs of the table above, but for ML-DSA.',
	GenerateMac: '`LargeMessage` is an addition.',
	GenerateRandom: noRecipient,
	GetKeyRotationStatus: `${rotatable} \`OnDemandRotationsLeft\` is an addition.`,
	GetParametersForImport:
		'The algorithm and the key have defaults. The RSA keys are those of AWS KMS, the algorithms `RSAES_OAEP_*` and `RSA_AES_KEY_WRAP_*`.',
	ImportKeyMaterial: 'One key material for life. A weak one is imported, and shown as such.',
	ListAliases:
		'No ARN. `Limit` is at most 1000 and 100 by default, as for ListKeys; AWS KMS has 100 and 50.',
	ListKeyRotations: `${rotatable} A key material id has 16 digits, those in the ciphertext blob.`,
	ListKeys: 'Answers the metadata of each key. Searches, filters and order are additions.',
	ListResourceTags:
		'`Limit` is at most 1000 and 100 by default, as for ListKeys; AWS KMS has 50 and 50.',
	RotateKeyOnDemand: `${rotatable} Done at once: no \`ConflictException\`. A key has at most 128 key materials.`,
	ScheduleKeyDeletion:
		'`Passphrase` is an addition, needed for a key that is nowhere else. Erased only once two starts have seen the date.',
	Sign: '`LargeMessage` and `SshNamespace` are additions. No `DIGEST`, no `EXTERNAL_MU`.',
	Verify: '`LargeMessage` is an addition. No `DIGEST`, no `EXTERNAL_MU`.',
	VerifyMac: '`LargeMessage` is an addition.'
};
