import { wipe } from '#lib/domain/bytes.ts';
import { KmsError } from '#lib/domain/errors.ts';
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
	await context.store.exclusively(async () => {
		await context.store.delete(await context.read((moment) => moment.epoch));
		context.lockOtherTabs();
	});
	context.lock();
	return {};
};
