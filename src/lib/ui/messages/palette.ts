import { inEachLanguage } from './texts.ts';

/** The search over keys, screens, actions and settings. */
export const paletteMessages = inEachLanguage('paletteMessages');
