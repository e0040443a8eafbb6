import { isKmsError } from '#lib/domain/errors.ts';
import type { VaultChoice } from '../engine/vault-choice.svelte.ts';
import type { VaultState } from '../engine/vault.svelte.ts';

/**
 * Deletes the vault that a page is about, and turns the page to another one that is here, if any.
 *
 * @param vaultId - whose label goes too
 * @param ask - has the engine delete it
 */
export async function deleteChosen(
	vault: VaultState,
	choice: VaultChoice | undefined,
	vaultId: string,
	ask: () => Promise<unknown>
): Promise<void> {
	// Nobody has lost it, even if the page is closed before the answer.
	choice?.forget();
	try {
		await ask();
	} catch (error) {
		// Another tab was first: nobody misses it.
		if (!isKmsError(error, 'VaultNotFound')) await choice?.opened();
		throw error;
	}
	choice?.setLabel(vaultId, '');
	// What was shown of it leaves the memory as after any lock.
	await vault.lock('PERSON');
	await choice?.turnToOther();
}
