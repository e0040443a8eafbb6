import { wipe } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
import { uuidFromBytes } from '#lib/domain/ids.ts';
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { confirmPassphrase } from './ask-again.ts';

/**
 * Deletes the vault, its log and all, from where it is kept; a damaged one too. How far this browser has seen it is kept
 * first: without that, an older file of it could be opened later as if it were the newest.
 */
export const deleteVault: OperationFunction<'DeleteVault', VaultContext> = async (
	context,
	{ VaultName, Passphrase }
) => {
	try {
		const { name } = await context.read(({ vault }) => vault.facts);
		if (VaultName !== name)
			throw new KmsError('InvalidParameter', { parameter: 'VaultName', rule: 'NAME_OF_THE_VAULT' });
		await confirmPassphrase(context, Passphrase);
	} finally {
		wipe(Passphrase);
	}
	await context.remember();
	await context.store.exclusively(async () =>
		deleteAt(context, await context.read((moment) => moment.epoch))
	);
	return {};
};

/**
 * Deletes a locked vault whose passphrase the user has lost. It asks for no passphrase: anyone who can call it can also
 * clear the site's data. The browser keeps its record of how far it has seen the vault.
 */
export const removeVault: OperationFunction<'RemoveVault', VaultContext> = async (
	context,
	{ VaultId }
) => {
	await context.store.exclusively(async () => {
		const epoch = await context.store.readEpoch();
		// The opening has the id. Where the epoch is usable, nothing else is read.
		const snapshot = await context.store.readSnapshot(epoch || undefined);
		if (epoch === undefined || !snapshot) throw new KmsError('VaultNotFound', {});
		if (uuidFromBytes(snapshot.vaultId) !== VaultId)
			throw new KmsError('InvalidParameter', { parameter: 'VaultId', rule: 'ID_OF_THE_VAULT' });
		await deleteAt(context, epoch);
	});
	return {};
};

/** Leaves nothing open, here or in another tab. */
async function deleteAt(context: VaultContext, epoch: number): Promise<void> {
	await context.store.delete(epoch);
	context.lockOtherTabs();
	context.lock();
}
