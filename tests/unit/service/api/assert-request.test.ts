import { beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '#lib/domain/vault/operation.ts';
import { operations } from '#lib/service/operations.ts';
import { assertRequest, requestRules } from '#lib/service/api/assert-request.ts';
import { refusalOf } from '../../../support/refusal.ts';
import { newVault, type TestVault } from '../../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../../support/wrapping-key-pairs.ts';

reuseWrappingKeyPairs();

const bytes = Uint8Array.of(1);
const file = { Name: 'a', ReadAs: 'HEX', Bytes: bytes };
const key = { KeyId: 'alias/a' };
const tag = { TagKey: 'env', TagValue: 'prod' };
const dataKey = {
	required: key,
	optional: { KeySpec: 'AES_128', NumberOfBytes: 5, EncryptionContext: { a: 'b' } }
};

const activityFilter = {
	KeyId: 'alias/a',
	From: 1,
	To: 2,
	Operations: ['Encrypt'],
	Result: 'DONE'
};

/** WebCrypto refuses both with an error of its own. */
const sharedBytes = () => new Uint8Array(new SharedArrayBuffer(4));
function resizableBytes() {
	const Resizable = ArrayBuffer as unknown as new (
		length: number,
		options: { maxByteLength: number }
	) => ArrayBuffer;
	return new Uint8Array(new Resizable(4, { maxByteLength: 8 }));
}

const dataKeyPair = {
	required: { ...key, KeyPairSpec: 'RSA_2048' },
	optional: { EncryptionContext: {}, DryRun: true }
};
const signing = {
	required: { ...key, Message: bytes, SigningAlgorithm: 'ECDSA_SHA_256' },
	optional: { MessageType: 'RAW', LargeMessage: true, DryRun: true }
};
const certificate = {
	required: {
		...key,
		SigningAlgorithm: 'ECDSA_SHA_256',
		Subject: { CommonName: 'a', Country: 'CH' }
	},
	optional: {
		AlternativeNames: [{ Type: 'DNS', Value: 'a.example' }],
		CertificateAuthority: true,
		PathLength: 0,
		DryRun: true
	}
};
const macing = {
	required: { ...key, Message: bytes, MacAlgorithm: 'HMAC_SHA_256' },
	optional: { LargeMessage: false, DryRun: true }
};

/** A value of the right kind for every parameter of every operation, as `service/api` has them. */
const valid: Record<Operation, { required?: object; optional?: object }> = {
	GetVaultStatus: {},
	CreateVault: { required: { VaultName: 'a', Passphrase: bytes } },
	UnlockVault: { required: { Passphrase: bytes } },
	LockVault: {},
	DescribeVault: {},
	UpdateVault: {
		optional: { VaultName: 'a', Settings: { AutoLockMinutes: 5 }, Passphrase: bytes }
	},
	ChangePassphrase: { required: { CurrentPassphrase: bytes, NewPassphrase: bytes } },
	AcceptClock: { required: { Passphrase: bytes } },
	DeleteVault: { required: { VaultName: 'x', Passphrase: bytes } },
	RemoveVault: { required: { VaultId: '00000000-0000-4000-8000-000000000000' } },
	ListActivity: { optional: { ...activityFilter, Limit: 10, Marker: 5 } },
	ExportActivity: { required: { Format: 'CSV' }, optional: activityFilter },
	InspectVaultFile: { required: { File: bytes } },
	OpenVaultFile: {
		required: { File: bytes, Passphrase: bytes },
		optional: { Replace: false, NewPassphrase: bytes }
	},
	SaveVaultFile: {},
	CheckVaultFile: { required: { File: bytes } },
	RecordBackup: { required: { File: bytes } },
	ExportVerified: { required: { FilePassphrase: bytes, Passphrase: bytes } },
	CreateKey: {
		optional: {
			Origin: 'EXTERNAL',
			KeySpec: 'AES_256',
			KeyUsage: 'ENCRYPT_DECRYPT',
			Description: '',
			AliasName: 'alias/a',
			Exportable: false,
			Tags: [tag],
			Replaces: 'a'
		}
	},
	DescribeKey: { required: key },
	ListKeys: {
		optional: {
			Search: 'a',
			KeyState: 'ENABLED',
			Exportable: true,
			Retired: false,
			Tag: tag,
			KeySpec: 'RSA_2048',
			KeyUsage: 'SIGN_VERIFY',
			KeyIds: ['a'],
			SortBy: 'CREATED',
			Descending: true,
			Limit: 5,
			Marker: 'a'
		}
	},
	ListDeadlines: { optional: { Before: 5, Limit: 5 } },
	RetireKey: { required: { KeyId: 'a' }, optional: { ReplacedBy: 'b' } },
	UnretireKey: { required: { KeyId: 'a' } },
	EnableKey: { required: key },
	DisableKey: { required: key },
	RotateKeyOnDemand: { required: key },
	EnableKeyRotation: { required: key, optional: { RotationPeriodInDays: 90 } },
	DisableKeyRotation: { required: key },
	GetKeyRotationStatus: { required: key },
	ListKeyRotations: {
		required: key,
		optional: { IncludeKeyMaterial: 'ALL_KEY_MATERIAL', Limit: 5, Marker: '00' }
	},
	ScheduleKeyDeletion: {
		required: { KeyId: 'a' },
		optional: { PendingWindowInDays: 7, Passphrase: bytes }
	},
	CancelKeyDeletion: { required: { KeyId: 'a' } },
	UpdateKeyDescription: { required: { ...key, Description: '' } },
	CreateAlias: { required: { AliasName: 'alias/a', TargetKeyId: 'b' } },
	UpdateAlias: { required: { AliasName: 'alias/a', TargetKeyId: 'b' } },
	RenameAlias: { required: { AliasName: 'alias/a', NewAliasName: 'alias/b' } },
	DeleteAlias: { required: { AliasName: 'alias/a' } },
	ListAliases: { optional: { ...key, Limit: 5, Marker: 'a' } },
	TagResource: { required: { ...key, Tags: [tag] } },
	UntagResource: { required: { ...key, TagKeys: ['env'] } },
	ListResourceTags: { required: key, optional: { Limit: 5, Marker: 'a' } },
	ListTags: { optional: { Limit: 5 } },
	GetParametersForImport: {
		required: key,
		optional: {
			WrappingAlgorithm: 'RSAES_OAEP_SHA_1',
			WrappingKeySpec: 'RSA_3072',
			Place: 'ELSEWHERE'
		}
	},
	DownloadImportParameters: { required: key },
	GetImportProgress: { required: key },
	SaveImportDraft: {
		required: key,
		optional: {
			Place: 'IN_AIRLOCK',
			EncryptedKey: file,
			ImportToken: file,
			Expiration: { expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: 5 },
			Copy: 'TAKEN'
		}
	},
	DiscardImport: { required: key },
	EncryptKeyMaterial: {
		required: { ...key, Copy: { Kind: 'SHOW' } },
		optional: { KeyMaterial: bytes, KeyPassword: bytes, EncryptedText: bytes }
	},
	InspectKeyMaterial: {
		required: { KeyMaterial: bytes },
		optional: { KeySpec: 'HMAC_256', KeyPassword: bytes }
	},
	RehearseRecovery: { required: { ...key, Copy: { Kind: 'TEXT', Text: bytes } } },
	ImportFromCopy: {
		required: { ...key, Copy: { Kind: 'TEXT', Text: bytes } },
		optional: { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: 5 }
	},
	ImportKeyMaterial: {
		required: { ...key, ImportToken: bytes, EncryptedKeyMaterial: bytes },
		optional: { ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: 5 }
	},
	DiagnoseImport: {
		required: key,
		optional: { EncryptedKeyMaterial: bytes, ImportToken: bytes }
	},
	FindKeyMaterial: { required: { ...key, File: bytes } },
	DeleteImportedKeyMaterial: { required: { KeyId: 'a' } },
	WrapKeyMaterial: {
		required: {
			Target: 'AWS',
			PublicKey: bytes,
			WrappingAlgorithm: 'RSAES_OAEP_SHA_256',
			KeySpec: 'AES_256',
			Copy: { Kind: 'NONE' }
		},
		optional: {
			KeyMaterial: bytes,
			KeyId: 'alias/a',
			KeyExchangeKeyId: 'a',
			CloudKeyId: 'a',
			ValidTo: 5,
			ImportToken: bytes
		}
	},
	InspectPublicKey: { required: { PublicKey: bytes } },
	InspectKeyToWrap: { required: { KeySpec: 'AES_256', KeyMaterial: bytes } },
	Encrypt: {
		required: { ...key, Plaintext: bytes },
		optional: { EncryptionContext: {}, EncryptionAlgorithm: 'SYMMETRIC_DEFAULT', DryRun: true }
	},
	Decrypt: {
		required: { CiphertextBlob: bytes },
		optional: {
			KeyId: 'alias/a',
			EncryptionContext: {},
			EncryptionAlgorithm: 'RSAES_OAEP_SHA_256',
			DryRun: true
		}
	},
	ReEncrypt: {
		required: { CiphertextBlob: bytes, DestinationKeyId: 'alias/a' },
		optional: {
			SourceKeyId: 'alias/a',
			SourceEncryptionContext: {},
			DestinationEncryptionContext: {},
			SourceEncryptionAlgorithm: 'RSAES_OAEP_SHA_1',
			DestinationEncryptionAlgorithm: 'RSAES_OAEP_SHA_1',
			DryRun: true
		}
	},
	EncryptFile: { required: { ...key, Bytes: 5 }, optional: { EncryptionContext: {} } },
	DecryptFile: { required: { Header: bytes }, optional: { AllowWithoutCommitment: true } },
	ReEncryptFile: {
		required: { Header: bytes, DestinationKeyId: 'alias/a' },
		optional: { AllowWithoutCommitment: true }
	},
	FinishFile: {
		required: { Job: '0a1b2c3d', Result: 'DONE', Bytes: 5 },
		optional: { Replaced: true }
	},
	GenerateDataKey: dataKey,
	GenerateDataKeyWithoutPlaintext: dataKey,
	GenerateDataKeyPair: dataKeyPair,
	GenerateDataKeyPairWithoutPlaintext: dataKeyPair,
	DeriveSharedSecret: {
		required: { ...key, PublicKey: bytes, KeyAgreementAlgorithm: 'ECDH' },
		optional: { DryRun: true }
	},
	Sign: { required: signing.required, optional: { ...signing.optional, SshNamespace: 'file' } },
	Verify: {
		required: { ...signing.required, Signature: bytes },
		optional: signing.optional
	},
	VerifyWithPublicKey: {
		required: {
			...{ PublicKey: bytes, Message: bytes, Signature: bytes },
			SigningAlgorithm: 'ECDSA_SHA_256'
		},
		optional: { LargeMessage: true }
	},
	CreateCertificateRequest: certificate,
	CreateSelfSignedCertificate: {
		required: { ...certificate.required, NotAfter: 5 },
		optional: { ...certificate.optional, NotBefore: 4 }
	},
	GenerateMac: macing,
	VerifyMac: { required: { ...macing.required, Mac: bytes }, optional: macing.optional },
	GetPublicKey: { required: key },
	GenerateRandom: { required: { NumberOfBytes: 1 } }
};

const invalidParameter = (parameter: string, rule?: string): unknown =>
	expect.objectContaining({
		code: 'InvalidParameter',
		details: (rule === undefined
			? expect.objectContaining({ parameter })
			: { parameter, rule }) as unknown
	});
const check = (operation: string, request: unknown) => () => assertRequest(operation, request);

test('every operation is known', () => {
	expect(Object.keys(valid).sort()).toEqual(Object.keys(operations).sort());
	expect(Object.keys(requestRules).sort()).toEqual(Object.keys(operations).sort());
});

describe.each(Object.entries(valid))('%s', (operation, { required = {}, optional = {} }) => {
	const all = { ...required, ...optional };

	test('takes each of its parameters, and only the required ones are needed', () => {
		expect(check(operation, all)).not.toThrow();
		expect(check(operation, required)).not.toThrow();
		for (const parameter of Object.keys(required))
			expect(check(operation, { ...all, [parameter]: undefined })).toThrow(
				invalidParameter(parameter, 'REQUIRED')
			);
	});

	test('refuses a value of another kind for each of them', () => {
		for (const parameter of Object.keys(all))
			for (const wrong of [
				Symbol.iterator,
				() => 1,
				typeof (all as Record<string, unknown>)[parameter] === 'boolean' ? 'true' : true,
				[],
				new Date(),
				new Map([['a', 'b']])
			])
				expect(check(operation, { ...all, [parameter]: wrong })).toThrow(
					invalidParameter(parameter)
				);
	});

	test('refuses a parameter it does not know', () => {
		for (const parameter of ['keyId', 'GrantTokens', '__proto__', 'toString'])
			expect(
				check(operation, Object.fromEntries([...Object.entries(all), [parameter, 'a']]))
			).toThrow(invalidParameter(parameter, 'KNOWN_PARAMETER'));
	});

	test.each([undefined, null, 'text', 5, [], new Map(), Uint8Array.of(1)])(
		'refuses a request that is %s',
		(request) => {
			expect(check(operation, request)).toThrow(invalidParameter('request'));
		}
	);
});

test.each([
	{ name: ['Encrypt'] },
	{ name: { toString: 'Encrypt' } },
	{ name: 7 },
	{ name: undefined }
])('what is no text names no operation: %j', ({ name: operation }) => {
	expect(() => assertRequest(operation, {})).toThrow(
		expect.objectContaining({ code: 'NotFound' }) as Error
	);
});

test('what nobody knows is not repeated at length', async () => {
	const long = 'n'.repeat(100_000);
	for (const attempt of [check(long, {}), check('LockVault', { [long]: 1 })]) {
		const { details } = await refusalOf((async () => attempt())());
		expect(JSON.stringify(details).length).toBeLessThan(200);
	}
});

/** Of each kind of bytes, the most that are taken. */
const mostBytes: [Operation, string, number][] = [
	['UnlockVault', 'Passphrase', 1024],
	['ExportVerified', 'FilePassphrase', 1024],
	['CreateVault', 'Passphrase', 1024],
	['ChangePassphrase', 'NewPassphrase', 1024],
	['InspectKeyMaterial', 'KeyMaterial', 1024 * 1024],
	['EncryptKeyMaterial', 'EncryptedText', 1024 * 1024],
	['InspectPublicKey', 'PublicKey', 1024 * 1024],
	['Decrypt', 'CiphertextBlob', 1024 * 1024]
];

test.each(mostBytes)('%s refuses a %s of more than %i bytes', (operation, parameter, most) => {
	const { required, optional } = valid[operation];
	const withBytes = (length: number) =>
		check(operation, { ...required, ...optional, [parameter]: new Uint8Array(length) });
	expect(withBytes(most)).not.toThrow();
	expect(withBytes(most + 1)).toThrow(
		expect.objectContaining({
			code: 'InputTooLarge',
			details: { parameter, actualBytes: most + 1, limitBytes: most }
		}) as Error
	);
});

test.each(['Nothing', '', 'toString', '__proto__', 'constructor', 'createKey'])(
	'there is no operation %j',
	(operation) => {
		expect(check(operation, {})).toThrow(
			expect.objectContaining({
				code: 'NotFound',
				details: { resource: 'operation', id: operation }
			}) as Error
		);
	}
);

/** Beyond what a `Date` can hold, or no whole milliseconds. */
const noTimes = [8.64e15 + 1, -8.64e15 - 1, Number.MAX_SAFE_INTEGER, Infinity, NaN, 1.5, '5'];

const wrongValues: [string, string, unknown[]][] = [
	['DescribeKey', 'KeyId', ['', 'a'.repeat(263), bytes, null]],
	['ListKeys', 'KeyState', ['enabled', 'PENDING_DELETE', '']],
	['ListKeys', 'Limit', [0, -1, 1.5, NaN, Infinity, '5']],
	['ListDeadlines', 'Limit', [0, -1, 1.5, NaN, Infinity, '5']],
	['ListDeadlines', 'Before', noTimes],
	['ListKeys', 'Search', ['a'.repeat(257)]],
	['ListKeys', 'Marker', ['a'.repeat(263)]],
	['CreateVault', 'VaultName', ['a'.repeat(1025)]],
	['CreateAlias', 'AliasName', ['alias/'.repeat(171)]],
	['UpdateKeyDescription', 'Description', ['a'.repeat(2 * 8192 + 1)]],
	[
		'TagResource',
		'Tags',
		[
			'env',
			[5],
			[{ TagKey: 'env' }],
			[{ ...tag, More: 1 }],
			Array(3),
			Array(51).fill(tag),
			[{ ...tag, TagValue: 'a'.repeat(1025) }]
		]
	],
	['ListKeys', 'KeyIds', [['alias/a'], [5], Array(1001).fill('a')]],
	['ListKeys', 'SortBy', ['name', 'KEY_ID']],
	['UntagResource', 'TagKeys', [[5], Array(51).fill('env'), ['a'.repeat(1025)]]],
	['ListKeys', 'Tag', ['env', {}, { TagValue: 'prod' }, { ...tag, More: 1 }]],
	['WrapKeyMaterial', 'CloudKeyId', ['a'.repeat(1025)]],
	[
		'ListActivity',
		'Operations',
		[[], [5], Array(3), Array(101).fill('Encrypt'), ['a'.repeat(65)], 'Encrypt']
	],
	['ListAliases', 'Limit', [0, -1, 1.5, NaN, Infinity, '5']],
	...(['ListActivity', 'ExportActivity'] as const).flatMap((operation) =>
		(['From', 'To'] as const).map((parameter): [string, string, unknown[]] => [
			operation,
			parameter,
			noTimes
		])
	),
	...(
		[
			['ScheduleKeyDeletion', 'KeyId'],
			['CancelKeyDeletion', 'KeyId'],
			['DeleteImportedKeyMaterial', 'KeyId'],
			['CreateAlias', 'TargetKeyId'],
			['UpdateAlias', 'TargetKeyId']
		] as const
	).map(([operation, parameter]): [string, string, unknown[]] => [
		operation,
		parameter,
		['alias/a', 'alias/', 'a'.repeat(263)]
	]),
	['CreateKey', 'Origin', ['AWS_KMS', 0, 1]],
	['CreateKey', 'KeySpec', ['AES_128', 'RSA_1024', 'ECC_SECG_P256K1', 'SM2']],
	['CreateKey', 'KeyUsage', ['SIGN', '']],
	['GenerateDataKeyPair', 'KeyPairSpec', ['AES_256', 'ECC_SECG_P256K1', 'HMAC_256']],
	['DeriveSharedSecret', 'KeyAgreementAlgorithm', ['X25519', '']],
	['Sign', 'SigningAlgorithm', ['ED25519_PH_SHA_512', 'ECDSA', '']],
	['Sign', 'MessageType', ['EXTERNAL_MU', 'raw']],
	['Sign', 'SshNamespace', ['', 'a b', '"', '$(x)', 'a\nb', 'a'.repeat(256)]],
	...(['CreateCertificateRequest', 'CreateSelfSignedCertificate'] as const).flatMap(
		(operation): [string, string, unknown[]][] => [
			[
				operation,
				'Subject',
				[
					...['CN=a', [], new Map([['CommonName', 'a']]), { CommonName: 1 }, { Title: 'a' }],
					{ CommonName: 'a'.repeat(1025) }
				]
			],
			[
				operation,
				'AlternativeNames',
				[
					...['a.example', [], ['a.example'], [{ Type: 'URI', Value: 'a:b' }], [{ Type: 'DNS' }]],
					[{ Type: 'DNS', Value: 'a'.repeat(255) }],
					Array.from({ length: 101 }, () => ({ Type: 'DNS', Value: 'a.example' }))
				]
			],
			[operation, 'PathLength', [-1, 0.5, '1']]
		]
	),
	['EnableKeyRotation', 'RotationPeriodInDays', ['365', 90.5]],
	['ListKeyRotations', 'IncludeKeyMaterial', ['ALL', '']],
	['GenerateMac', 'MacAlgorithm', ['HMAC_SHA_1', 'HMAC_256']],
	['Encrypt', 'EncryptionAlgorithm', ['SM2PKE', 'RSAES_PKCS1_V1_5']],
	['GetParametersForImport', 'WrappingAlgorithm', ['RSAES_PKCS1_V1_5', 'rsaes_oaep_sha_256']],
	['GetParametersForImport', 'WrappingKeySpec', ['RSA_1024', 'EC_SM2', 2048]],
	['GenerateDataKey', 'KeySpec', ['AES_192']],
	['GenerateDataKey', 'NumberOfBytes', ['32', 1.5, NaN]],
	[
		'Encrypt',
		'Plaintext',
		['text', [1, 2], new ArrayBuffer(4), null, sharedBytes(), resizableBytes()]
	],
	[
		'Encrypt',
		'EncryptionContext',
		[{ a: 1 }, { a: null }, ['a'], 'a=b', new Map([['a', 'b']]), new Date()]
	],
	['ImportKeyMaterial', 'ExpirationModel', ['NEVER', null]],
	['ImportKeyMaterial', 'ValidTo', ['2030-01-01', null, new Date(0)]],
	[
		'SaveImportDraft',
		'EncryptedKey',
		[
			{ ...file, ReadAs: 'HEX+' },
			{ ...file, Bytes: 'text' },
			{ ...file, Bytes: resizableBytes() },
			{ ...file, Name: 1 },
			{ ...file, Name: 'a'.repeat(1025) },
			{ ...file, Path: '/' },
			{}
		]
	],
	[
		'SaveImportDraft',
		'Expiration',
		[
			{ expirationModel: 'KEY_MATERIAL_EXPIRES' },
			...noTimes.map((validTo) => ({ expirationModel: 'KEY_MATERIAL_EXPIRES', validTo })),
			{ expirationModel: 'KEY_MATERIAL_EXPIRES', validTo: 5, note: 'kept along' },
			{ expirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE', validTo: 5 },
			{}
		]
	],
	['SaveImportDraft', 'Copy', ['AWAITED', 'NONE', null]],
	[
		'EncryptKeyMaterial',
		'Copy',
		[
			{},
			{ Kind: 'AGE' },
			{ Kind: 'AGE_FILE' },
			{ Kind: 'AGE_FILE', FilePassphrase: 123456789012 },
			{ Kind: 'AGE_FILE', FilePassphrase: new Uint8Array(1025) },
			{ Kind: 'AGE_FILE', FilePassphrase: 'twelve chars' },
			{ Kind: 'NONE', FilePassphrase: bytes },
			{ Kind: 'SHEET', Count: 2 },
			{ Kind: 'SHARES', Threshold: 2 },
			{ Kind: 'SHARES', Threshold: 2, Count: 2.5 }
		]
	],
	[
		'RehearseRecovery',
		'Copy',
		[
			{},
			{ Kind: 'TEXT' },
			{ Kind: 'TEXT', Text: 'text' },
			{ Kind: 'AGE_FILE', File: bytes },
			{ Kind: 'BYTES' },
			{ Kind: 'SHEET', Bytes: bytes },
			{ Kind: 'BYTES', Bytes: resizableBytes() },
			{ Kind: 'BYTES', Bytes: bytes, Text: bytes }
		]
	]
];

test.each(wrongValues)('%s refuses %s of any of %j', (operation, parameter, values) => {
	const { required, optional } = valid[operation as Operation];
	for (const value of values)
		expect(check(operation, { ...required, ...optional, [parameter]: value })).toThrow(
			invalidParameter(parameter)
		);
});

test('null takes a file or an expiry out of a form', () => {
	const nothing = { ...key, EncryptedKey: null, ImportToken: null, Expiration: null };
	expect(check('SaveImportDraft', nothing)).not.toThrow();
});

describe('handle', () => {
	let vault: TestVault;
	beforeAll(async () => {
		vault = await newVault();
	});

	test('asks before anything else, and writes nothing', async () => {
		const before = await vault.store.readSnapshot();
		const { code, details } = await refusalOf(
			vault.handle('CreateKey', { Origin: 'AWS_KMS' } as never)
		);
		expect([code, details]).toEqual([
			'InvalidParameter',
			{ parameter: 'Origin', rule: 'ONE_OF_AIRLOCK_EXTERNAL' }
		]);
		expect((await refusalOf(vault.handle('DropTable' as never, {} as never))).code).toBe(
			'NotFound'
		);
		expect(await vault.store.readSnapshot()).toEqual(before);
	});
});
