import { toHex, utf8, type Bytes } from '#lib/domain/bytes.ts';
import { wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { encryptAgeFile } from '#lib/crypto/age-file.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { recoveryTexts } from '#lib/service/handouts/recovery-texts.ts';
import { createMemoryStore } from '#lib/storage/memory-store.ts';
import { asKeyMaterial } from '#lib/domain/key/key-material.ts';
import { must } from './must.ts';
import {
	cheapAgeFile,
	newKey,
	openTab,
	passphrase,
	passphraseAgain,
	someKeyMaterial,
	startOfTests,
	TestClock,
	type TestVault
} from './vault.ts';

/** A vault in which every operation has something to do, and what it takes to ask for each. */
export interface SampleVault {
	/** it, unlocked */
	vault: TestVault;
	/** its time */
	now: EpochMillis;
	/** as `SaveVaultFile` gives it */
	file: Bytes;
	/** origin AIRLOCK, ENABLED; not exportable */
	made: string;
	/** origin AIRLOCK, ENABLED, exportable */
	exportable: string;
	/** origin EXTERNAL, ENABLED; not exportable */
	imported: string;
	/** what {@link SampleVault.imported} was imported with */
	material: Bytes;
	/** that on one sheet, and in an age file under {@link passphrase} */
	sheet: Bytes;
	ageFile: Bytes;
	/** origin EXTERNAL, PENDING_IMPORT, with live parameters */
	waiting: string;
	/** of those parameters */
	publicKey: Bytes;
	importToken: Bytes;
	/** key material under those parameters, and its text in hex under them */
	encryptedKey: Bytes;
	encryptedText: Bytes;
	disabled: string;
	leaving: string;
	/** ENABLED, ECC_NIST_P256 for SIGN_VERIFY */
	signing: string;
	/** ENABLED, HMAC_224 */
	macKey: string;
	/** ENABLED, origin AIRLOCK, rotated once; and the id of its first key material */
	rotated: string;
	materialId: string;
	/** ENABLED, RSA_2048 for ENCRYPT_DECRYPT */
	rsa: string;
	/** ENABLED, ECC_NIST_P256 for KEY_AGREEMENT */
	agreeing: string;
	/** of {@link sampleMessage}, by these keys */
	signature: Bytes;
	/** of `signing` */
	verifyingKey: Bytes;
	mac: Bytes;
	rsaCiphertext: Bytes;
	/** under {@link SampleVault.made}, with the context {@link sampleContext} */
	blob: Bytes;
	/** the first bytes of an encrypted file */
	fileHeader: Bytes;
}

export const sampleMessage = utf8('a message');
export const sampleContext = { project: 'atlas', 区域: 'east' };
/** Of the key material that waits for its import. */
const waitingMaterial = someKeyMaterial(5);
/** The alias of {@link SampleVault.made}. */
export const sampleAlias = 'alias/payments';

export async function makeSampleVault(now: EpochMillis = startOfTests): Promise<SampleVault> {
	const clock = new TestClock();
	clock.set(now);
	const vault = openTab(createMemoryStore(), clock);
	const { handle } = vault;
	await handle('CreateVault', { VaultName: 'Sample vault', Passphrase: passphraseAgain() });
	const made = await newKey(vault, {
		AliasName: sampleAlias,
		Description: 'pays',
		Tags: [{ TagKey: 'env', TagValue: 'prod' }]
	});
	const exportable = await newKey(vault, { Exportable: true });
	const disabled = await newKey(vault, {});
	await handle('DisableKey', { KeyId: disabled });
	const leaving = await newKey(vault, {});
	await handle('ScheduleKeyDeletion', { KeyId: leaving, Passphrase: passphraseAgain() });

	const imported = await newKey(vault);
	const material = someKeyMaterial(3);
	await parametersFor(imported);
	const { Progress } = await handle('EncryptKeyMaterial', {
		KeyId: imported,
		KeyMaterial: Uint8Array.from(material),
		Copy: { Kind: 'NONE' }
	});
	await handle('ImportKeyMaterial', {
		KeyId: imported,
		ImportToken: Progress.ImportToken?.Bytes ?? new Uint8Array(),
		EncryptedKeyMaterial: Progress.EncryptedKey?.Bytes ?? new Uint8Array(),
		ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE'
	});

	const waiting = await newKey(vault);
	const { WrappingAlgorithm, PublicKey, ImportToken } = await parametersFor(waiting);
	const wrapped = (bytes: Bytes) => wrapKeyMaterial(WrappingAlgorithm, PublicKey, bytes);
	const { CiphertextBlob } = await handle('Encrypt', {
		KeyId: made,
		Plaintext: Uint8Array.of(104, 105),
		EncryptionContext: sampleContext
	});
	const { Header } = await handle('EncryptFile', {
		KeyId: made,
		Bytes: 5,
		EncryptionContext: sampleContext
	});
	const signing = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
	const macKey = await newKey(vault, { KeySpec: 'HMAC_224', KeyUsage: 'GENERATE_VERIFY_MAC' });
	const rsa = await newKey(vault, { KeySpec: 'RSA_2048', KeyUsage: 'ENCRYPT_DECRYPT' });
	const agreeing = await newKey(vault, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'KEY_AGREEMENT' });
	const { PublicKey: verifyingKey } = await handle('GetPublicKey', { KeyId: signing });
	const rotated = await newKey(vault, {});
	await handle('RotateKeyOnDemand', { KeyId: rotated });
	const { Rotations } = await handle('ListKeyRotations', {
		...{ KeyId: rotated, IncludeKeyMaterial: 'ALL_KEY_MATERIAL' }
	});
	const { Signature: signature } = await handle('Sign', {
		KeyId: signing,
		Message: sampleMessage,
		SigningAlgorithm: 'ECDSA_SHA_256'
	});
	const { Mac: mac } = await handle('GenerateMac', {
		KeyId: macKey,
		Message: sampleMessage,
		MacAlgorithm: 'HMAC_SHA_224'
	});
	const { CiphertextBlob: rsaCiphertext } = await handle('Encrypt', {
		KeyId: rsa,
		Plaintext: sampleMessage,
		EncryptionAlgorithm: 'RSAES_OAEP_SHA_256'
	});
	const { File: file } = await handle('SaveVaultFile', {});
	const sheet = await recoveryTexts(asKeyMaterial(Uint8Array.from(material)), { Kind: 'SHEET' });
	return {
		...{
			vault,
			now,
			file,
			made,
			exportable,
			imported,
			material,
			waiting,
			disabled,
			leaving,
			signing,
			macKey,
			rsa,
			agreeing,
			rotated,
			materialId: must(Rotations[0]).KeyMaterialId,
			signature,
			verifyingKey,
			mac,
			rsaCiphertext
		},
		sheet: sheet ?? new Uint8Array(),
		ageFile: await encryptAgeFile(material, passphrase, cheapAgeFile),
		publicKey: PublicKey,
		importToken: ImportToken,
		encryptedKey: await wrapped(waitingMaterial),
		encryptedText: await wrapped(utf8(toHex(waitingMaterial))),
		blob: CiphertextBlob,
		fileHeader: Header
	};

	function parametersFor(KeyId: string) {
		return handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048' });
	}
}
