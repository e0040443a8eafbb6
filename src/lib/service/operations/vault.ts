/** GetVaultStatus, DescribeVault, LockVault: what needs no more than a look at the vault. */
import type { OperationFunction, VaultContext } from '../engine/context.ts';
import { describeVaultAt } from './describe-vault.ts';

/** Tells whether there is a vault, and whether it is unlocked. */
export const getVaultStatus: OperationFunction<'GetVaultStatus', VaultContext> = async ({
	store,
	current
}) => ({
	Exists: (await store.readEpoch()) !== undefined,
	Unlocked: current() !== undefined
});

/** Describes the unlocked vault. */
export const describeVault: OperationFunction<'DescribeVault', VaultContext> = (context) =>
	context.read(describeVaultAt(context));

/** Not in the log: nothing may delay a lock. */
export const lockVault: OperationFunction<'LockVault', VaultContext> = async (context) => {
	context.lock();
	return {};
};
