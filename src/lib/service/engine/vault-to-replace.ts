/** What a vault file would take the place of. */
import { isKmsError, type KmsError } from '#lib/domain/errors.ts';
import type { VaultSnapshot } from '#lib/storage/vault-store.ts';
import type { VaultContext } from './context.ts';

/**
 * Entries without an opening that can be read: there is something here, but no vault that could be compared or opened.
 * One that a newer Airlock has written is none: it is whole.
 */
export const ruins = Symbol('ruins');

/** @returns undefined where there is nothing */
export async function vaultToReplace({
	store
}: VaultContext): Promise<VaultSnapshot | typeof ruins | undefined> {
	try {
		return await store.readSnapshot();
	} catch (error) {
		if (!isKmsError(error, 'VaultDamaged') || isNewer(error)) throw error;
		return ruins;
	}
}

const isNewer = ({ details }: KmsError<'VaultDamaged'>) =>
	details.damage.some(({ problem }) => problem === 'NEWER_FORMAT');
