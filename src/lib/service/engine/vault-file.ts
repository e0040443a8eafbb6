/** A vault file and its seals: a SHA-256 that anyone can check, and an HMAC that needs the vault's key. */
import { concat, equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { mac, verifyMac } from '#lib/crypto/mac.ts';
import { sha256 } from '#lib/crypto/sha256.ts';
import type { VaultKeys } from '#lib/crypto/vault-keys.ts';
import { encodeVaultFileContent, splitVaultFile } from '#lib/storage/vault-file.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { loadVault } from './load.ts';
import type { OpenVault } from './open-vault.ts';

/** A vault file that nothing has altered by accident. */
export interface VaultFile {
	snapshot: VaultSnapshot;
	/** @throws {@link KmsError} `InvalidVaultFile` with `ALTERED` when it is not as the vault's owner saved it */
	authenticate(keys: VaultKeys): Promise<void>;
}

const altered = () => new KmsError('InvalidVaultFile', { reason: 'ALTERED' });

/**
 * Reads a file as far as that goes without the passphrase.
 *
 * @throws {@link KmsError} `InvalidVaultFile`
 */
export async function readVaultFile(file: Bytes): Promise<VaultFile> {
	const parts = splitVaultFile(file);
	if (!equalBytes(await sha256(parts.content), parts.sha256)) throw altered();
	return {
		snapshot: parts.snapshot,
		async authenticate({ file: fileKey }) {
			if (!(await verifyMac(fileKey, parts.authenticated, parts.mac))) throw altered();
		}
	};
}

/** @throws {@link KmsError} `InvalidVaultFile` with `TOO_LARGE` */
export async function writeVaultFile(snapshot: VaultSnapshot, keys: VaultKeys): Promise<Bytes> {
	const content = encodeVaultFileContent(snapshot);
	const authenticated = concat(content, await sha256(content));
	return concat(authenticated, await mac(keys.file, authenticated));
}

/**
 * The one way from a file to a vault.
 *
 * @throws {@link KmsError} `InvalidVaultFile` with `ALTERED`, or `VaultDamaged` when anything in it does not verify
 */
export async function loadVaultFile(
	file: VaultFile,
	keys: VaultKeys,
	now: EpochMillis
): Promise<OpenVault> {
	await file.authenticate(keys);
	const vault = await loadVault(file.snapshot, keys, now);
	if (vault.damage.length > 0) throw new KmsError('VaultDamaged', { damage: vault.damage });
	return vault;
}
