import { expect } from 'vitest';
import type { KmsErrorCode } from '#lib/domain/errors.ts';
import { KmsError } from '#lib/domain/errors.ts';
import type { Operation } from '#lib/domain/vault/operation.ts';
import type { Request } from '#lib/service/api.ts';
import { refusalIsLogged } from '#lib/service/operations.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import { erasablesOf, logAtRest } from './at-rest.ts';
import type { TestVault } from './vault.ts';

/** Everything in a vault but its log and its head, which a refusal may add a line to. */
async function everythingElse({ handle, store }: TestVault): Promise<unknown> {
	const snapshot = await store.readSnapshot();
	const { Unlocked } = await handle('GetVaultStatus', {});
	const rows = { slots: snapshot?.slots, erasables: erasablesOf(snapshot) };
	if (!Unlocked) return { Unlocked, rows };
	const { Keys } = await handle('ListKeys', { Limit: 1000 });
	return {
		Unlocked,
		rows,
		keys: await Promise.all(Keys.map(({ KeyId }) => handle('DescribeKey', { KeyId }))),
		imports: await Promise.all(Keys.map(({ KeyId }) => handle('GetImportProgress', { KeyId }))),
		aliases: await handle('ListAliases', { Limit: 1000 })
	};
}

export async function refusalOf(attempt: Promise<unknown>): Promise<KmsError> {
	try {
		await attempt;
	} catch (error) {
		if (error instanceof KmsError) return error as KmsError;
		throw error;
	}
	throw new Error('it was not refused');
}

/**
 * Asks for an operation that must be refused, and looks that nothing but the log has changed: one entry more where
 * the refusal is logged, and else not one bit of the store.
 *
 * @param request - copied first, since secrets in it are wiped
 */
export async function expectRefusal<Name extends Operation>(
	vault: TestVault,
	operation: Name,
	request: Request<Name>,
	expected: { code: KmsErrorCode; details?: object }
): Promise<KmsError> {
	const before = await everythingElse(vault);
	const snapshotBefore = await vault.store.readSnapshot();
	const error = await refusalOf(vault.handle(operation, structuredClone(request)));
	expect(error).toMatchObject(expected);
	expect(error).not.toHaveProperty('cause');
	expect(await everythingElse(vault)).toEqual(before);
	const isLogged = expected.code !== 'VaultLocked' && refusalIsLogged(operation, expected.code);
	if (isLogged) await expectOneMoreEntry(vault, snapshotBefore, operation, expected.code);
	else expect(await vault.store.readSnapshot()).toEqual(snapshotBefore);
	return error;
}

async function expectOneMoreEntry(
	{ handle }: TestVault,
	before: VaultSnapshot | undefined,
	operation: Operation,
	result: KmsErrorCode
): Promise<void> {
	const { Entries, Total, BrokenAt } = await handle('ListActivity', { Limit: 1 });
	expect({ Total, BrokenAt }).toEqual({ Total: logAtRest(before).length + 1, BrokenAt: null });
	expect(Entries[0]).toMatchObject({ operation, result });
}
