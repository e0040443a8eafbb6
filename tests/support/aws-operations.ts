/** What this API has of that of AWS KMS, and what it leaves out. AWS's client says which operations there are. */
import * as kms from '@aws-sdk/client-kms';

/** The operations of AWS KMS, as its client for JavaScript has them. */
export const awsOperations = Object.keys(kms)
	.filter((name) => /^[A-Z]\w+Command$/.test(name))
	.map((name) => name.replace(/Command$/, ''));

const onePerson = 'One person and one vault: there is nobody else to allow or forbid anything.';
const oneStore = 'The vault is the only store of keys.';
const oneRegion = 'There are no Regions. A vault file carries keys elsewhere.';
const rotation = 'Not yet. One key material for life; a new key takes its place.';
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
	...{ DisableKeyRotation: rotation, EnableKeyRotation: rotation, GetKeyRotationStatus: rotation },
	...{ ListKeyRotations: rotation, RotateKeyOnDemand: rotation },
	...{ Decapsulate: kem, Encapsulate: kem },
	GetKeyLastUsage: '`ListActivity` has every use of a key.'
};

const noRecipient = 'No `Recipient`: there are no enclaves.';

/** What is not as in AWS KMS, beside what holds for all. */
export const differences: Readonly<Record<string, string>> = {
	CreateKey:
		'Origin `AIRLOCK` in place of `AWS_KMS`. `AliasName` and `Exportable` are additions. No policies, Regions or key stores; External keys are not ML-DSA.',
	Decrypt: noRecipient,
	DeriveSharedSecret: noRecipient,
	DescribeKey: 'No ARN; states and times are named and counted as everywhere here.',
	GenerateDataKey: noRecipient,
	GenerateDataKeyPair: `${noRecipient} The key pairs of the table above, but for ML-DSA.`,
	GenerateDataKeyPairWithoutPlaintext: 'The key pairs of the table above, but for ML-DSA.',
	GenerateMac: '`LargeMessage` is an addition.',
	GenerateRandom: noRecipient,
	GetParametersForImport:
		'The algorithm and the key have defaults. The RSA keys are those of AWS KMS, the algorithms `RSAES_OAEP_*` and `RSA_AES_KEY_WRAP_*`.',
	ImportKeyMaterial: 'One key material for life. A weak one is imported, and shown as such.',
	ListAliases: 'No ARN.',
	ListKeys: 'Answers the metadata of each key. Searches, filters and order are additions.',
	ScheduleKeyDeletion:
		'`Passphrase` is an addition, needed for a key that is nowhere else. Erased only once two starts have seen the date.',
	Sign: '`LargeMessage` is an addition. No `DIGEST`, no `EXTERNAL_MU`.',
	Verify: '`LargeMessage` is an addition. No `DIGEST`, no `EXTERNAL_MU`.',
	VerifyMac: '`LargeMessage` is an addition.'
};
