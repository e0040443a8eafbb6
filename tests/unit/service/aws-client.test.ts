import {
	CancelKeyDeletionCommand,
	CreateAliasCommand,
	CreateKeyCommand,
	DecryptCommand,
	DeleteAliasCommand,
	DeleteImportedKeyMaterialCommand,
	DeriveSharedSecretCommand,
	DescribeKeyCommand,
	DisableKeyCommand,
	DisableKeyRotationCommand,
	EnableKeyCommand,
	EnableKeyRotationCommand,
	EncryptCommand,
	GenerateDataKeyCommand,
	GenerateDataKeyPairCommand,
	GenerateDataKeyPairWithoutPlaintextCommand,
	GenerateDataKeyWithoutPlaintextCommand,
	GenerateMacCommand,
	GenerateRandomCommand,
	GetKeyRotationStatusCommand,
	GetParametersForImportCommand,
	GetPublicKeyCommand,
	ImportKeyMaterialCommand,
	KMSClient,
	ListAliasesCommand,
	ListKeyRotationsCommand,
	ListKeysCommand,
	ListResourceTagsCommand,
	ReEncryptCommand,
	RotateKeyOnDemandCommand,
	ScheduleKeyDeletionCommand,
	SignCommand,
	TagResourceCommand,
	UntagResourceCommand,
	UpdateAliasCommand,
	UpdateKeyDescriptionCommand,
	VerifyCommand,
	VerifyMacCommand,
	type CreateKeyCommandInput,
	type KeySpec,
	type KeyUsageType
} from '@aws-sdk/client-kms';
import {
	constants,
	createCipheriv,
	createHmac,
	createPublicKey,
	generateKeyPairSync,
	publicEncrypt,
	randomBytes,
	verify
} from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { utf8 } from '#lib/domain/bytes.ts';
import { dayMs } from '#lib/domain/time.ts';
import { generateKeyPair } from '#lib/crypto/key-pair.ts';
import { openBridge, type Bridge } from '../../support/kms-bridge.ts';
import { must } from '../../support/must.ts';
import { newVault, someKeyMaterial, startOfTests } from '../../support/vault.ts';
import { reuseWrappingKeyPairs } from '../../support/wrapping-key-pairs.ts';

// The judge of names, defaults and limits: AWS's own client for KMS, which knows nothing of Airlock.

reuseWrappingKeyPairs();

let bridge: Bridge;
let kms: KMSClient;
beforeAll(async () => {
	// It runs with Node 20 too, and its newer versions won't.
	vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
	bridge = await openBridge(await newVault());
	kms = new KMSClient({
		endpoint: bridge.endpoint,
		region: 'eu-central-1',
		credentials: { accessKeyId: 'anybody', secretAccessKey: 'anything' },
		maxAttempts: 1
	});
});
afterAll(async () => {
	vi.unstubAllEnvs();
	kms.destroy();
	await bridge.close();
});

const Message = utf8('message');
const EncryptionContext = { tenant: 'a' };

async function newKey(input: CreateKeyCommandInput = {}): Promise<string> {
	const { KeyMetadata } = await kms.send(new CreateKeyCommand(input));
	return must(KeyMetadata?.KeyId);
}

/** @returns the name of the client's own exception */
const refusalOf = (attempt: Promise<unknown>): Promise<string> =>
	attempt.then(
		() => 'done',
		(error: unknown) => (error as Error).name
	);

describe('keys', () => {
	test('are made with the defaults of AWS, and described', async () => {
		const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: 'pays' }));
		const { KeyMetadata: described } = await kms.send(
			new DescribeKeyCommand({ KeyId: must(KeyMetadata?.KeyId) })
		);
		expect(described).toEqual({
			...KeyMetadata,
			CurrentKeyMaterialId: expect.any(String) as unknown
		});
		expect(KeyMetadata).toMatchObject({
			...{ KeySpec: 'AES_256', KeyUsage: 'ENCRYPT_DECRYPT', Origin: 'AWS_KMS' },
			...{ KeyState: 'Enabled', Enabled: true, Description: 'pays', KeyManager: 'CUSTOMER' },
			EncryptionAlgorithms: ['SYMMETRIC_DEFAULT']
		});
		expect(KeyMetadata?.CreationDate).toEqual(new Date(startOfTests));
	});

	test.each<[KeySpec, KeyUsageType, object]>([
		['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', { EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'] }],
		['HMAC_512', 'GENERATE_VERIFY_MAC', { MacAlgorithms: ['HMAC_SHA_512'] }],
		[
			'RSA_2048',
			'ENCRYPT_DECRYPT',
			{ EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'] }
		],
		['ECC_NIST_P384', 'SIGN_VERIFY', { SigningAlgorithms: ['ECDSA_SHA_384'] }],
		['ECC_NIST_P521', 'KEY_AGREEMENT', { KeyAgreementAlgorithms: ['ECDH'] }],
		['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', { SigningAlgorithms: ['ED25519_SHA_512'] }]
	])('%s for %s', async (KeySpec, KeyUsage, algorithms) => {
		const { KeyMetadata } = await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage }));
		expect(KeyMetadata).toMatchObject({ KeyUsage, KeyState: 'Enabled', ...algorithms });
	});

	test('are refused in the words of AWS', async () => {
		const spec = (KeySpec: string, KeyUsage?: KeyUsageType) =>
			refusalOf(newKey({ KeySpec: KeySpec as KeySpec, ...(KeyUsage && { KeyUsage }) }));
		expect(await spec('HMAC_256')).toBe('ValidationException');
		expect(await spec('ECC_NIST_P256', 'GENERATE_VERIFY_MAC')).toBe('ValidationException');
		expect(await spec('RSA_1024', 'SIGN_VERIFY')).toBe('ValidationException');
		const KeyId = '00000000-0000-4000-8000-000000000000';
		expect(await refusalOf(kms.send(new DescribeKeyCommand({ KeyId })))).toBe('NotFoundException');
	});

	test('have aliases, descriptions and tags, and are listed', async () => {
		const KeyId = await newKey({ Tags: [{ TagKey: 'env', TagValue: 'prod' }] });
		const other = await newKey();
		const AliasName = 'alias/named';
		await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
		expect(
			await refusalOf(kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: other })))
		).toBe('AlreadyExistsException');
		await kms.send(new UpdateAliasCommand({ AliasName, TargetKeyId: other }));
		const { Aliases } = await kms.send(new ListAliasesCommand({ KeyId: other }));
		expect(Aliases).toMatchObject([{ AliasName, TargetKeyId: other }]);
		await kms.send(new DeleteAliasCommand({ AliasName }));

		await kms.send(new UpdateKeyDescriptionCommand({ KeyId, Description: 'described' }));
		await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: 'team', TagValue: 'pay' }] }));
		await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ['env'] }));
		const { Tags } = await kms.send(new ListResourceTagsCommand({ KeyId }));
		expect(Tags).toEqual([{ TagKey: 'team', TagValue: 'pay' }]);

		const found: (string | undefined)[] = [];
		let Marker: string | undefined;
		do {
			const page = await kms.send(new ListKeysCommand({ Limit: 3, ...(Marker && { Marker }) }));
			found.push(...must(page.Keys).map((key) => key.KeyId));
			Marker = page.Truncated ? page.NextMarker : undefined;
		} while (Marker !== undefined);
		expect(found).toEqual(expect.arrayContaining([KeyId, other]));
		expect(new Set(found).size).toBe(found.length);
	});

	test('are rotated, on demand and on a date, and decrypt what was encrypted before', async () => {
		const KeyId = await newKey();
		const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: Message }));
		expect((await kms.send(new RotateKeyOnDemandCommand({ KeyId }))).KeyId).toBe(KeyId);
		const list = await kms.send(
			new ListKeyRotationsCommand({ KeyId, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })
		);
		const [first, current] = must(list.Rotations);
		expect(first).toMatchObject({ KeyId, KeyMaterialState: 'NON_CURRENT' });
		expect(current).toMatchObject({
			...{ RotationType: 'ON_DEMAND', KeyMaterialState: 'CURRENT' },
			RotationDate: new Date(startOfTests)
		});
		const decrypted = await kms.send(new DecryptCommand({ CiphertextBlob }));
		expect(decrypted.Plaintext).toEqual(new Uint8Array(Message));
		expect(decrypted.KeyMaterialId).toBe(first?.KeyMaterialId);
		const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
		expect(KeyMetadata?.CurrentKeyMaterialId).toBe(current?.KeyMaterialId);

		const status = () => kms.send(new GetKeyRotationStatusCommand({ KeyId }));
		expect((await status()).KeyRotationEnabled).toBe(false);
		const enable = (RotationPeriodInDays: number) =>
			kms.send(new EnableKeyRotationCommand({ KeyId, RotationPeriodInDays }));
		expect(await refusalOf(enable(89))).toBe('ValidationException');
		await enable(2560);
		expect(await status()).toMatchObject({
			...{ KeyId, KeyRotationEnabled: true, RotationPeriodInDays: 2560 },
			NextRotationDate: new Date(startOfTests + 2560 * dayMs)
		});
		await kms.send(new DisableKeyRotationCommand({ KeyId }));
		expect((await status()).KeyRotationEnabled).toBe(false);
		const rotate = (id: string) => refusalOf(kms.send(new RotateKeyOnDemandCommand({ KeyId: id })));
		for (let count = 1; count < 25; count++) expect(await rotate(KeyId)).toBe('done');
		expect(await rotate(KeyId)).toBe('LimitExceededException');
		const mac = await newKey({ KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' });
		expect(await rotate(mac)).toBe('UnsupportedOperationException');
		await kms.send(new DisableKeyCommand({ KeyId }));
		expect(await rotate(KeyId)).toBe('DisabledException');
	});

	test('are disabled, enabled, and deleted after 7 to 30 days', async () => {
		const KeyId = await newKey();
		const encrypt = () => refusalOf(kms.send(new EncryptCommand({ KeyId, Plaintext: Message })));
		await kms.send(new DisableKeyCommand({ KeyId }));
		expect(await encrypt()).toBe('DisabledException');
		await kms.send(new EnableKeyCommand({ KeyId }));
		expect(await encrypt()).toBe('done');
		const schedule = (PendingWindowInDays?: number) =>
			kms.send(
				new ScheduleKeyDeletionCommand({
					KeyId,
					...(PendingWindowInDays !== undefined && { PendingWindowInDays })
				})
			);
		expect(await refusalOf(schedule(6))).toBe('ValidationException');
		expect(await refusalOf(schedule(31))).toBe('ValidationException');
		const { DeletionDate, KeyState } = await schedule();
		expect(KeyState).toBe('PendingDeletion');
		expect(DeletionDate).toEqual(new Date(startOfTests + 30 * dayMs));
		expect(await encrypt()).toBe('KMSInvalidStateException');
		await kms.send(new CancelKeyDeletionCommand({ KeyId }));
		const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
		expect(KeyMetadata).toMatchObject({ KeyState: 'Disabled', Enabled: false });
	});
});

describe('encryption', () => {
	test('under an AES-256 key, with a context', async () => {
		const KeyId = await newKey();
		const { CiphertextBlob, EncryptionAlgorithm } = await kms.send(
			new EncryptCommand({ KeyId, Plaintext: Message, EncryptionContext })
		);
		expect(EncryptionAlgorithm).toBe('SYMMETRIC_DEFAULT');
		const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
		expect(opened.Plaintext).toEqual(Message);
		expect(await refusalOf(kms.send(new DecryptCommand({ CiphertextBlob })))).toBe(
			'InvalidCiphertextException'
		);
		const other = await newKey();
		expect(
			await refusalOf(
				kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, KeyId: other }))
			)
		).toBe('IncorrectKeyException');
		const moved = await kms.send(
			new ReEncryptCommand({
				...{ CiphertextBlob, SourceEncryptionContext: EncryptionContext },
				DestinationKeyId: other
			})
		);
		expect(moved).toMatchObject({
			...{ SourceKeyId: KeyId, KeyId: other, SourceEncryptionAlgorithm: 'SYMMETRIC_DEFAULT' },
			DestinationEncryptionAlgorithm: 'SYMMETRIC_DEFAULT'
		});
		const again = await kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob }));
		expect(again.Plaintext).toEqual(Message);
	});

	test('takes 4096 bytes and no more', async () => {
		const KeyId = await newKey();
		const of = (length: number) =>
			refusalOf(kms.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(length) })));
		expect(await of(4096)).toBe('done');
		expect(await of(4097)).toBe('ValidationException');
	});

	test('under an RSA key', async () => {
		const KeyId = await newKey({ KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
		const EncryptionAlgorithm = 'RSAES_OAEP_SHA_256';
		const { CiphertextBlob } = await kms.send(
			new EncryptCommand({ KeyId, Plaintext: Message, EncryptionAlgorithm })
		);
		const opened = await kms.send(
			new DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm })
		);
		expect(opened).toMatchObject({ Plaintext: Message, EncryptionAlgorithm });
		expect(await refusalOf(kms.send(new EncryptCommand({ KeyId, Plaintext: Message })))).toBe(
			'InvalidKeyUsageException'
		);
		expect(
			await refusalOf(kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' })))
		).toBe('InvalidKeyUsageException');
	});

	test('of data keys and data key pairs', async () => {
		const KeyId = await newKey();
		const plaintextOf = async (CiphertextBlob: Uint8Array | undefined) =>
			(await kms.send(new DecryptCommand({ CiphertextBlob }))).Plaintext;
		const key = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
		expect(await plaintextOf(key.CiphertextBlob)).toEqual(key.Plaintext);
		const sealed = await kms.send(
			new GenerateDataKeyWithoutPlaintextCommand({ KeyId, NumberOfBytes: 1024 })
		);
		expect(await plaintextOf(sealed.CiphertextBlob)).toHaveLength(1024);
		const request = { KeyId, KeyPairSpec: 'ECC_NIST_P256' } as const;
		const pair = await kms.send(new GenerateDataKeyPairCommand(request));
		expect(await plaintextOf(pair.PrivateKeyCiphertextBlob)).toEqual(pair.PrivateKeyPlaintext);
		expect(pair).toMatchObject({ ...request, PublicKey: expect.any(Uint8Array) as Uint8Array });
		const half = await kms.send(new GenerateDataKeyPairWithoutPlaintextCommand(request));
		expect(half.PublicKey).toHaveLength(91);
		expect(await plaintextOf(half.PrivateKeyCiphertextBlob)).toBeInstanceOf(Uint8Array);
	});
});

describe('signatures, MACs and secrets', () => {
	test.each([
		['RSA_2048', 'RSASSA_PSS_SHA_512', 'sha512'],
		['ECC_NIST_P256', 'ECDSA_SHA_256', 'sha256']
	] as const)('%s with %s', async (KeySpec, SigningAlgorithm, hash) => {
		const KeyId = await newKey({ KeySpec, KeyUsage: 'SIGN_VERIFY' });
		const { Signature } = await kms.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
		const request = { KeyId, Message, SigningAlgorithm, Signature };
		const { SignatureValid } = await kms.send(new VerifyCommand(request));
		expect(SignatureValid).toBe(true);
		const { PublicKey, SigningAlgorithms } = await kms.send(new GetPublicKeyCommand({ KeyId }));
		expect(SigningAlgorithms).toContain(SigningAlgorithm);
		const key = createPublicKey({
			key: Buffer.from(must(PublicKey)),
			...({ format: 'der', type: 'spki' } as const)
		});
		const padding = KeySpec === 'RSA_2048' ? { padding: constants.RSA_PKCS1_PSS_PADDING } : {};
		expect(verify(hash, Message, { key, ...padding }, must(Signature))).toBe(true);

		const altered = utf8('another message');
		expect(await refusalOf(kms.send(new VerifyCommand({ ...request, Message: altered })))).toBe(
			'KMSInvalidSignatureException'
		);
		expect(
			await refusalOf(kms.send(new SignCommand({ ...request, Message: new Uint8Array(4097) })))
		).toBe('ValidationException');
		expect(
			await refusalOf(kms.send(new SignCommand({ ...request, SigningAlgorithm: 'ECDSA_SHA_384' })))
		).toBe('InvalidKeyUsageException');
		expect(await refusalOf(kms.send(new SignCommand({ ...request, DryRun: true })))).toBe(
			'DryRunOperationException'
		);
	});

	test('HMAC', async () => {
		const KeyId = await newKey({ KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC' });
		const MacAlgorithm = 'HMAC_SHA_224';
		const { Mac } = await kms.send(new GenerateMacCommand({ KeyId, Message, MacAlgorithm }));
		const request = { KeyId, Message, MacAlgorithm, Mac } as const;
		expect((await kms.send(new VerifyMacCommand(request))).MacValid).toBe(true);
		expect(
			await refusalOf(kms.send(new VerifyMacCommand({ ...request, Mac: new Uint8Array(28) })))
		).toBe('KMSInvalidMacException');
		expect(await refusalOf(kms.send(new GetPublicKeyCommand({ KeyId })))).toBe(
			'UnsupportedOperationException'
		);
	});

	test('ECDH', async () => {
		const KeyId = await newKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
		const { publicKey: PublicKey } = await generateKeyPair('ECC_NIST_P256');
		const request = { KeyId, PublicKey, KeyAgreementAlgorithm: 'ECDH' } as const;
		expect(await kms.send(new DeriveSharedSecretCommand(request))).toMatchObject({
			...{ KeyId, KeyAgreementAlgorithm: 'ECDH', KeyOrigin: 'AWS_KMS' },
			SharedSecret: expect.any(Uint8Array) as Uint8Array
		});
	});

	test('random bytes', async () => {
		const { Plaintext } = await kms.send(new GenerateRandomCommand({ NumberOfBytes: 32 }));
		expect(Plaintext).toHaveLength(32);
		expect(await refusalOf(kms.send(new GenerateRandomCommand({ NumberOfBytes: 1025 })))).toBe(
			'ValidationException'
		);
	});
});

test.each([
	['ECC_NIST_P256', 'SIGN_VERIFY'],
	['HMAC_384', 'GENERATE_VERIFY_MAC']
] as const)('%s is imported, and used', async (KeySpec, KeyUsage) => {
	const KeyId = await newKey({ Origin: 'EXTERNAL', KeySpec, KeyUsage });
	const parameters = await kms.send(
		new GetParametersForImportCommand({
			...{ KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' }
		})
	);
	const key = createPublicKey({
		key: Buffer.from(must(parameters.PublicKey)),
		...({ format: 'der', type: 'spki' } as const)
	});
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const isPair = KeySpec === 'ECC_NIST_P256';
	const material = isPair ? privateKey.export({ format: 'der', type: 'pkcs8' }) : randomBytes(48);
	const EncryptedKeyMaterial = publicEncrypt(
		{ key, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING },
		material
	);
	await kms.send(
		new ImportKeyMaterialCommand({
			...{ KeyId, ImportToken: parameters.ImportToken, EncryptedKeyMaterial },
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		})
	);
	const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
	expect(KeyMetadata).toMatchObject({ KeySpec, KeyState: 'Enabled', Origin: 'EXTERNAL' });
	if (isPair) {
		const SigningAlgorithm = 'ECDSA_SHA_256';
		const { Signature } = await kms.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
		expect(verify('sha256', Message, publicKey, must(Signature))).toBe(true);
	} else {
		const MacAlgorithm = 'HMAC_SHA_384';
		const { Mac } = await kms.send(new GenerateMacCommand({ KeyId, Message, MacAlgorithm }));
		const own = createHmac('sha384', material).update(Message).digest();
		expect(own.equals(must(Mac))).toBe(true);
	}
});

/** RSA-OAEP of an ephemeral AES key, which wraps the rest (RFC 5649), as the users of AWS KMS do it with OpenSSL. */
function wrapHybrid(publicKey: Uint8Array, material: Buffer): Buffer {
	const key = createPublicKey({
		key: Buffer.from(publicKey),
		...({ format: 'der', type: 'spki' } as const)
	});
	const ephemeral = randomBytes(32);
	const cipher = createCipheriv('id-aes256-wrap-pad', ephemeral, Buffer.from('a65959a6', 'hex'));
	return Buffer.concat([
		publicEncrypt(
			{ key, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING },
			ephemeral
		),
		cipher.update(material),
		cipher.final()
	]);
}

test('a private RSA key is imported under RSA_AES_KEY_WRAP_SHA_256, and signs', async () => {
	const KeyId = await newKey({
		...{ Origin: 'EXTERNAL', KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' }
	});
	const { PublicKey, ImportToken } = await kms.send(
		new GetParametersForImportCommand({
			...{ KeyId, WrappingAlgorithm: 'RSA_AES_KEY_WRAP_SHA_256', WrappingKeySpec: 'RSA_2048' }
		})
	);
	const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
	const material = privateKey.export({ format: 'der', type: 'pkcs8' });
	await kms.send(
		new ImportKeyMaterialCommand({
			...{ KeyId, ImportToken, EncryptedKeyMaterial: wrapHybrid(must(PublicKey), material) },
			ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
		})
	);
	const SigningAlgorithm = 'RSASSA_PKCS1_V1_5_SHA_256';
	const { Signature } = await kms.send(new SignCommand({ KeyId, Message, SigningAlgorithm }));
	expect(verify('sha256', Message, publicKey, must(Signature))).toBe(true);
});

test('key material is imported, deleted, and imported again', async () => {
	const KeyId = await newKey({ Origin: 'EXTERNAL' });
	const describeKey = async () => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
	expect(await describeKey()).toMatchObject({ KeyState: 'PendingImport', Origin: 'EXTERNAL' });
	const importing = async (seed: number) => {
		const { ImportToken, PublicKey, ParametersValidTo } = await kms.send(
			new GetParametersForImportCommand({
				...{ KeyId, WrappingAlgorithm: 'RSAES_OAEP_SHA_256', WrappingKeySpec: 'RSA_2048' }
			})
		);
		expect(ParametersValidTo).toEqual(new Date(startOfTests + dayMs));
		const key = createPublicKey({
			key: Buffer.from(must(PublicKey)),
			...({ format: 'der', type: 'spki' } as const)
		});
		const EncryptedKeyMaterial = publicEncrypt(
			{ key, oaepHash: 'sha256', padding: constants.RSA_PKCS1_OAEP_PADDING },
			someKeyMaterial(seed)
		);
		return kms.send(
			new ImportKeyMaterialCommand({
				...{ KeyId, ImportToken, EncryptedKeyMaterial },
				...{ ExpirationModel: 'KEY_MATERIAL_EXPIRES', ValidTo: new Date(startOfTests + 9 * dayMs) }
			})
		);
	};
	await importing(1);
	expect(await describeKey()).toMatchObject({
		...{ KeyState: 'Enabled', ExpirationModel: 'KEY_MATERIAL_EXPIRES' },
		ValidTo: new Date(startOfTests + 9 * dayMs)
	});
	await kms.send(new DeleteImportedKeyMaterialCommand({ KeyId }));
	expect(await describeKey()).toMatchObject({ KeyState: 'PendingImport' });
	expect(await refusalOf(importing(2))).toBe('IncorrectKeyMaterialException');
	await importing(1);
	expect(await describeKey()).toMatchObject({ KeyState: 'Enabled' });
});
