import { utf8, type Bytes } from '#lib/domain/bytes.ts';

/** What a vault's root key is for: one key each, none of them extractable. */
export interface VaultKeys {
	/** AES-256-GCM: key material of CMKs */
	material: CryptoKey;
	/** AES-256-GCM: the RSA private keys of import parameters */
	import: CryptoKey;
	/** AES-256-GCM: records */
	record: CryptoKey;
	/** AES-256-GCM: the head */
	head: CryptoKey;
	/** HMAC-SHA-256: the set digest */
	set: CryptoKey;
	/** HMAC-SHA-256: the chain of the activity log */
	log: CryptoKey;
	/** HMAC-SHA-256: bound check values */
	checkValue: CryptoKey;
	/** HMAC-SHA-256: import tokens */
	token: CryptoKey;
	/** HMAC-SHA-256: vault files */
	file: CryptoKey;
}

const aes256Gcm: AesKeyGenParams = { name: 'AES-GCM', length: 256 };
// Left out, `length` would be the block size of SHA-256: 512 bits.
const hmacSha256: HmacImportParams = { name: 'HMAC', hash: 'SHA-256', length: 256 };

const sealing: readonly KeyUsage[] = ['encrypt', 'decrypt'];
const sealingKeys: readonly KeyUsage[] = [...sealing, 'wrapKey', 'unwrapKey'];
const authenticating: readonly KeyUsage[] = ['sign', 'verify'];

/**
 * Derives every key of a vault: HKDF-SHA-256 (RFC 5869), salt = vault id, info = a label for each.
 * The labels are frozen: another label is another key, and nothing at rest would open.
 *
 * @param rootKey - 32 bytes; the caller wipes them
 * @param vaultId - 16 bytes
 */
export async function deriveVaultKeys(rootKey: Bytes, vaultId: Bytes): Promise<VaultKeys> {
	if (rootKey.length !== 32) throw new RangeError('a root key has 32 bytes');
	const root = await crypto.subtle.importKey('raw', rootKey, 'HKDF', false, ['deriveKey']);
	const derive = (
		label: `airlock/1/${string}`,
		algorithm: AesKeyGenParams | HmacImportParams,
		usages: readonly KeyUsage[]
	) =>
		crypto.subtle.deriveKey(
			{ name: 'HKDF', hash: 'SHA-256', salt: vaultId, info: utf8(label) },
			root,
			algorithm,
			false,
			usages
		);
	return {
		material: await derive('airlock/1/material', aes256Gcm, sealingKeys),
		import: await derive('airlock/1/import', aes256Gcm, sealingKeys),
		record: await derive('airlock/1/record', aes256Gcm, sealing),
		head: await derive('airlock/1/head', aes256Gcm, sealing),
		set: await derive('airlock/1/set', hmacSha256, authenticating),
		log: await derive('airlock/1/log', hmacSha256, authenticating),
		checkValue: await derive('airlock/1/check-value', hmacSha256, authenticating),
		token: await derive('airlock/1/token', hmacSha256, authenticating),
		file: await derive('airlock/1/file', hmacSha256, authenticating)
	};
}
