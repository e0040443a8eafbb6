import { inEachLanguage } from './texts.ts';

/** Welcome, set-up, and the vault's protected storage. */
export const vaultMessages = inEachLanguage('vaultMessages');
