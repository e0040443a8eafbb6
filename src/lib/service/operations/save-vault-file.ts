/** SaveVaultFile, CheckVaultFile, RecordBackup. */
import { equalBytes, type Bytes } from '#lib/domain/bytes.ts';
import { KmsError, isKmsError } from '#lib/domain/errors.ts';
import type { EpochMillis } from '#lib/domain/time.ts';
import { vaultFileName } from '#lib/domain/vault/vault-file.ts';
import type { VaultAnswers } from '../api/vault.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { loadVault, unreadableVault } from '../engine/load.ts';
import { assertSlotsOpen } from '../engine/open-slots.ts';
import type { OpenVault } from '../engine/open-vault.ts';
import { loadVaultFile, readVaultFile, writeVaultFile } from '../engine/vault-file.ts';
import { describeVaultAt } from './describe-vault.ts';

type VaultOperation<Name extends keyof VaultAnswers> = OperationFunction<Name, VaultContext>;

/**
 * Verifies what is at rest first, then opens the bytes of the file by the way that OpenVaultFile takes, but for the
 * passphrase: a copy that can't be opened is worse than none. What is the same, byte for byte, opens too.
 */
export const saveVaultFile: VaultOperation<'SaveVaultFile'> = (context) =>
	context.read(async ({ vault, now }) => {
		if (vault.damage.length > 0) throw new KmsError('VaultQuarantined', { damage: vault.damage });
		const snapshot = await context.store.readSnapshot();
		if (!snapshot) throw new KmsError('VaultNotFound', {});
		const atRest = await loadVault(snapshot, vault.keys, now);
		if (atRest.damage.length > 0) throw new KmsError('VaultDamaged', { damage: atRest.damage });
		const File = await writeVaultFile(snapshot, vault.keys);
		try {
			await openCopy(vault, File, now);
		} catch (error) {
			// A file of its own making is no wrong file.
			throw isKmsError(error, 'VaultDamaged') ? error : unreadableVault();
		}
		return { FileName: vaultFileName(vault.vaultId), File, Epoch: atRest.epoch };
	});

/**
 * Opens a file of the unlocked vault by the way that OpenVaultFile takes, but for the passphrase.
 *
 * @returns its epoch
 * @throws {@link KmsError} `InvalidVaultFile`, `VaultDamaged`
 */
async function openCopy({ keys, vaultId }: OpenVault, file: Bytes, now: EpochMillis) {
	const copy = await readVaultFile(file);
	const { snapshot } = copy;
	if (!equalBytes(snapshot.vaultId, vaultId))
		throw new KmsError('InvalidVaultFile', { reason: 'OTHER_VAULT' });
	await assertSlotsOpen(snapshot.slots);
	return (await loadVaultFile(copy, keys, now)).epoch;
}

/** As {@link openCopy}, of a file that may be any: what is damaged in it is not damaged in the vault that is open. */
async function openForeignCopy(vault: OpenVault, file: Bytes, now: EpochMillis) {
	try {
		return await openCopy(vault, file, now);
	} catch (error) {
		if (isKmsError(error, 'VaultDamaged'))
			throw new KmsError('InvalidVaultFile', { reason: 'ALTERED' });
		throw error;
	}
}

/** Opens a vault file with the keys of the unlocked vault, to know that it can be opened. */
export const checkVaultFile: VaultOperation<'CheckVaultFile'> = (context, { File }) =>
	context.read(async ({ vault, now }) => ({ Epoch: await openForeignCopy(vault, File, now) }));

/** As {@link checkVaultFile}, and remembers the file as the last backup. */
export const recordBackup: VaultOperation<'RecordBackup'> = (context, { File }) =>
	context.mutate(async ({ vault, now }) => {
		const epoch = await openForeignCopy(vault, File, now);
		if (epoch > vault.epoch)
			throw new KmsError('InvalidParameter', { parameter: 'File', rule: 'UP_TO_THE_VAULTS_EPOCH' });
		const lastBackup = { at: now, epoch };
		return {
			change: {
				put: [{ kind: 'vault', vault: { ...vault.facts, lastBackup } }],
				log: [{ operation: 'RecordBackup', keyId: null, detail: { epoch } }]
			},
			answer: describeVaultAt(context)
		};
	});
