import { inEachLanguage } from './texts.ts';

/** Using keys: encrypt, decrypt, re-encrypt, data keys. */
export const cryptoMessages = inEachLanguage('cryptoMessages');
