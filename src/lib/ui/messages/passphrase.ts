import { inEachLanguage } from './texts.ts';

/** A passphrase that is being chosen. */
export const passphraseMessages = inEachLanguage('passphraseMessages');
