import { inEachLanguage } from './texts.ts';

/** Vault files: saving them, opening them, and what the edition that keeps its vault in one does not have. */
export const vaultFileMessages = inEachLanguage('vaultFileMessages');
