import { inEachLanguage } from './texts.ts';

/** The import of key material: parameters, encryption, files, result. */
export const importMessages = inEachLanguage('importMessages');
