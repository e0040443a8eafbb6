/** What each practice scenario begins with: keys in the practice vault, and files as other computers would make them. */
import { aliasPrefix } from '#lib/domain/key/alias.ts';
import { utf8, wipe, type Bytes } from '#lib/domain/bytes.ts';
import { isKmsError } from '#lib/domain/errors.ts';
import type { KeyId } from '#lib/domain/ids.ts';
import { dayMs, type EpochMillis } from '#lib/domain/time.ts';
import { unwrapKeyMaterial, wrapKeyMaterial } from '#lib/crypto/key-wrapping.ts';
import { randomBytes } from '#lib/crypto/random.ts';
import { generateWrappingKeyPair } from '#lib/crypto/rsa-oaep.ts';
import { aliasNames } from '../operations/alias-names.ts';
import type { Handle, Response } from '../api.ts';

/** What the practice makes for a scenario. */
export interface Preparation {
	keyId: KeyId | null;
	/** by name; their key material is random and protects nothing */
	files: Readonly<Record<string, Bytes>>;
	/** the private key of the cloud that the files are from, which the practice plays */
	cloudKey?: CryptoKey;
}
/** Makes the files of one scenario in the vault of a practice. */
export type Prepare = (handle: Handle, now: EpochMillis) => Promise<Preparation>;
type Parameters = Response<'GetParametersForImport'>;

const practiceBytes = 32;
const material = () => randomBytes(practiceBytes);
/** RSA_2048 is made fastest. */
const parameters = (handle: Handle, KeyId: KeyId) =>
	handle('GetParametersForImport', { KeyId, WrappingKeySpec: 'RSA_2048', Place: 'ELSEWHERE' });
const wrapped = ({ PublicKey }: Parameters, bytes: Bytes) =>
	wrapKeyMaterial('RSAES_OAEP_SHA_256', PublicKey, bytes);

/** A key with origin External, under the first name that is free. */
async function externalKey(handle: Handle, name: string): Promise<KeyId> {
	const taken = await aliasNames(handle);
	let free = name;
	for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
	const request = { AliasName: aliasPrefix + free, Origin: 'EXTERNAL' } as const;
	return (await handle('CreateKey', request)).KeyMetadata.KeyId;
}

async function importedKey(
	handle: Handle,
	name: string,
	bytes: Bytes,
	validTo?: EpochMillis
): Promise<KeyId> {
	const KeyId = await externalKey(handle, name);
	const set = await parameters(handle, KeyId);
	await handle('ImportKeyMaterial', {
		KeyId,
		ImportToken: set.ImportToken,
		EncryptedKeyMaterial: await wrapped(set, bytes),
		...(validTo === undefined
			? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
			: { ValidTo: validTo })
	});
	return KeyId;
}

const noFiles = {};

/** Plays the cloud, with either algorithm for a key of SHA-256. @returns whether it opens what was wrapped for it; what comes out is only counted */
export async function opensInCloud(privateKey: CryptoKey, file: Bytes): Promise<boolean> {
	for (const algorithm of ['RSAES_OAEP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_256'] as const)
		try {
			const bytes = await unwrapKeyMaterial(algorithm, 'RSA_4096', privateKey, file);
			const fits = bytes.length === practiceBytes;
			wipe(bytes);
			return fits;
		} catch (error) {
			if (!isKmsError(error, 'InvalidCiphertext')) throw error;
		}
	return false;
}

/** By the scenario's name in its address. */
export const preparations = {
	import: async (handle) => ({
		keyId: await externalKey(handle, 'practice-key'),
		files: noFiles
	}),

	openssl: async (handle) => ({
		keyId: await externalKey(handle, 'practice-openssl'),
		files: noFiles
	}),

	sha1: async (handle) => {
		const keyId = await externalKey(handle, 'practice-sha1');
		const set = await parameters(handle, keyId);
		const bytes = material();
		return {
			keyId,
			files: {
				'EncryptedKeyMaterial-sha1.bin': await wrapKeyMaterial(
					'RSAES_OAEP_SHA_1',
					set.PublicKey,
					bytes
				),
				'EncryptedKeyMaterial-sha256.bin': await wrapped(set, bytes),
				'ImportToken.bin': set.ImportToken,
				'PublicKey.der': set.PublicKey,
				'KeyMaterial.bin': bytes
			}
		};
	},

	'old-token': async (handle) => {
		const keyId = await externalKey(handle, 'practice-token');
		const older = await parameters(handle, keyId);
		const newer = await parameters(handle, keyId);
		return {
			keyId,
			files: {
				'ImportToken-old.bin': older.ImportToken,
				'ImportToken-new.bin': newer.ImportToken,
				'EncryptedKeyMaterial.bin': await wrapped(newer, material())
			}
		};
	},

	expiry: async (handle, now) => {
		const bytes = material();
		const keyId = await importedKey(handle, 'practice-expiry', bytes, now + dayMs);
		return { keyId, files: { 'KeyMaterial.bin': bytes } };
	},

	'other-material': async (handle) => {
		const bytes = material();
		const KeyId = await importedKey(handle, 'practice-other', bytes);
		await handle('DeleteImportedKeyMaterial', { KeyId });
		const set = await parameters(handle, KeyId);
		return {
			keyId: KeyId,
			files: {
				'EncryptedKeyMaterial-other.bin': await wrapped(set, material()),
				'EncryptedKeyMaterial-same.bin': await wrapped(set, bytes),
				'ImportToken.bin': set.ImportToken
			}
		};
	},

	aws: async () => {
		const { publicKey, privateKey } = await generateWrappingKeyPair(4096, 'SHA-256');
		return {
			keyId: null,
			cloudKey: privateKey,
			files: {
				'WrappingPublicKey.bin': publicKey,
				'ImportToken.bin': randomBytes(1024),
				'README.txt': utf8(
					'Practice files in the shape of those of AWS KMS. The practice page plays AWS.\n'
				)
			}
		};
	},

	'new-computer': async () => ({ keyId: null, files: noFiles })
} satisfies Record<string, Prepare>;

/** The scenarios that can be practised. */
export type ScenarioName = keyof typeof preparations;
