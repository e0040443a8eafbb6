import { inEachLanguage } from './texts.ts';

/** The status button and its panel. */
export const statusMessages = inEachLanguage('statusMessages');
