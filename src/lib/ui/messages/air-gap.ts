import { inEachLanguage } from './texts.ts';

/** The warning while this computer has a network. */
export const airGapMessages = inEachLanguage('airGapMessages');
