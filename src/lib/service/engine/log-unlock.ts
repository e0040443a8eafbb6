import type { VaultContext } from './context.ts';

/**
 * Writes the entry of the unlock, unless it is written. Where the disk is full, the next change or sweep tries again.
 *
 * @throws KmsError `QuotaExceeded`
 */
export async function logUnlock(context: VaultContext): Promise<void> {
	const entry = context.current()?.unlogged;
	if (!entry) return;
	await context.mutate(({ vault }) => ({
		change: { log: [entry] },
		answer: () => {
			vault.unlogged = undefined;
		}
	}));
}
