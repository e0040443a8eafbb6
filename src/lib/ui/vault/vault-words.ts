import type { VaultChoice, VaultToChoose } from '../engine/vault-choice.svelte.ts';
import { unlockMessages } from '../messages/unlock.ts';
import { locale } from '../words/locale.svelte.ts';

/** @returns how a vault is called before it is unlocked: its name is sealed */
export function vaultWords({ number, vaultId, label, isLost }: VaultToChoose): string {
	const text = unlockMessages[locale.language];
	const parts = [label ?? text.numbered(number), vaultId?.slice(0, 8), isLost && text.lost];
	return parts.filter(Boolean).join(' · ');
}

/** @returns by what the vault of a page is told from the others in this browser; undefined where there is no other */
export function wordsAmongOthers(choice: VaultChoice | undefined): string | undefined {
	if (!choice?.current || choice.all.length < 2) return undefined;
	return choice.current.label ?? unlockMessages[locale.language].numbered(choice.number);
}
