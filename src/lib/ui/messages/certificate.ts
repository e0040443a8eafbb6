import { inEachLanguage } from './texts.ts';

/** Certificate requests and self-signed certificates. */
export const certificateMessages = inEachLanguage('certificateMessages');
