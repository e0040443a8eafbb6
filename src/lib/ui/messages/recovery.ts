import { inEachLanguage } from './texts.ts';

/** A person's own copy of key material: printing it, and testing it. */
export const recoveryMessages = inEachLanguage('recoveryMessages');
